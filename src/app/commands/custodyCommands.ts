import { decideHandOver, decideReturn, decideTake, decideWithdraw } from '#domain/decide/custody.ts';
import type { MemberId } from '#domain/ids.ts';
import { toolStream } from '#domain/ids.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { StreamsRead } from '#store/readStreams.ts';
import type { Commands } from '../workshop.ts';
import { type CommandContext, decisionNow, meIn, single, toolIn } from './context.ts';
import { sealPicture } from './pictures.ts';

type CustodyCommands = Pick<Commands, 'take' | 'giveBack' | 'handOver' | 'haveNow' | 'withdraw'>;

/** The main act: take, return, pass on, "I have it now", and taking any of it back. */
export function custodyCommands({ pen, deps }: CommandContext): CustodyCommands {
  const known = (read: StreamsRead, member: MemberId): Result<MemberId, Refusal> =>
    read.context.membership.members.has(member) ? ok(member) : refused({ kind: 'member-unknown' });

  return {
    take: (tool, { by, ...words } = {}) =>
      pen.write([toolStream(tool)], (read) => {
        const holder = known(read, by ?? meIn(read, pen));
        return holder.ok ? single(decideTake(toolIn(read, tool), holder.value, words, decisionNow(deps))) : holder;
      }),

    giveBack: async (tool, { picture, by, ...words } = {}) => {
      const sealed = picture === undefined ? null : await sealPicture(picture, deps);
      return pen.write([toolStream(tool)], (read) => {
        const said = { ...words, by: by ?? meIn(read, pen), ...(sealed === null ? {} : { photo: sealed.photo }) };
        const decided = single(decideReturn(toolIn(read, tool), said, decisionNow(deps)));
        return decided.ok && sealed !== null ? ok({ ...decided.value, blobs: sealed.blobs }) : decided;
      });
    },

    handOver: (tool, to, words = {}) =>
      pen.write([toolStream(tool)], (read) => {
        const receiver = known(read, to);
        return receiver.ok ? single(decideHandOver(toolIn(read, tool), to, words, decisionNow(deps))) : receiver;
      }),

    haveNow: (tool, { by, ...words } = {}) =>
      pen.write([toolStream(tool)], (read) => {
        const receiver = known(read, by ?? meIn(read, pen));
        if (!receiver.ok) return receiver;
        return single(decideHandOver(toolIn(read, tool), receiver.value, words, decisionNow(deps)));
      }),

    withdraw: (tool, fact, why) =>
      pen.write([toolStream(tool)], (read) =>
        single(decideWithdraw(toolIn(read, tool), fact, why, meIn(read, pen), decisionNow(deps))),
      ),
  };
}
