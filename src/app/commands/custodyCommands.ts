import { decideHandOver, decideReturn, decideTake, decideWithdraw } from '#domain/decide/custody.ts';
import type { MemberId, SkillId } from '#domain/ids.ts';
import { toolStream } from '#domain/ids.ts';
import { standingNow } from '#domain/lapse.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { needsFor } from '#store/queries/skillNeeds.ts';
import type { StreamsRead } from '#store/readStreams.ts';
import type { Commands } from '../workshop.ts';
import { type CommandContext, decisionNow, meIn, single, toolIn } from './context.ts';
import { sealPicture } from './pictures.ts';

type CustodyCommands = Pick<Commands, 'take' | 'giveBack' | 'handOver' | 'haveNow' | 'withdraw'>;

/** The main act: take, return, pass on, "I have it now", and taking any of it back. */
export function custodyCommands({ pen, db, deps }: CommandContext): CustodyCommands {
  const known = (read: StreamsRead, member: MemberId): Result<MemberId, Refusal> =>
    read.context.membership.members.has(member) ? ok(member) : refused({ kind: 'member-unknown' });
  /** Skills that are asked about first, which they do not hold now. */
  const askedFirst = async ({ words }: Tool, member: MemberId, now: number): Promise<readonly SkillId[]> => {
    const needs = await needsFor(db, words.skills ?? [], member);
    return needs.flatMap(({ skill, holder, lapse }) =>
      skill.rule === 'warn' || (holder !== null && standingNow(lapse, now) !== 'lapsed') ? [] : [skill.id],
    );
  };

  return {
    take: (id, { by, isShown = false, ...words } = {}) =>
      pen.write([toolStream(id)], async (read) => {
        const holder = known(read, by ?? meIn(read, pen));
        if (!holder.ok) return holder;
        const tool = toolIn(read, id);
        const decision = decisionNow(deps);
        const skillsFirst = isShown ? [] : await askedFirst(tool, holder.value, decision.now);
        return single(decideTake(tool, holder.value, words, decision, { skillsFirst }));
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
