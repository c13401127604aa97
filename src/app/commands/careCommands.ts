import { decideCloseFault, decideNoteRepair, decideReportFault, decideWithdrawCare } from '#domain/decide/care.ts';
import type { MemberId } from '#domain/ids.ts';
import { toolStream } from '#domain/ids.ts';
import { ok, refused } from '#domain/result.ts';
import type { StreamsRead } from '#store/readStreams.ts';
import type { Commands } from '../workshop.ts';
import { type CommandContext, meIn, single, toolIn } from './context.ts';
import { sealPicture } from './pictures.ts';

type CareCommands = Pick<Commands, 'reportFault' | 'noteRepair' | 'closeFault' | 'withdrawCare'>;

/** What is wrong with a tool, and its repair. */
export function careCommands({ pen, deps }: CommandContext): CareCommands {
  const saying = (read: StreamsRead, by?: MemberId) => ({ by: by ?? meIn(read, pen), now: deps.clock.now() });

  return {
    reportFault: async (tool, { picture, by, ...words }) => {
      const sealed = picture === undefined ? null : await sealPicture(picture, deps);
      return pen.write([toolStream(tool)], (read) => {
        if (by !== undefined && !read.context.membership.members.has(by)) return refused({ kind: 'member-unknown' });
        const said = { ...words, photo: sealed?.photo };
        const decided = single(decideReportFault(toolIn(read, tool), said, saying(read, by)));
        return decided.ok && sealed !== null ? ok({ ...decided.value, blobs: sealed.blobs }) : decided;
      });
    },

    noteRepair: async (tool, fault, { picture, ...words }) => {
      const sealed = picture === undefined ? null : await sealPicture(picture, deps);
      return pen.write([toolStream(tool)], (read) => {
        const said = { ...words, photo: sealed?.photo };
        const decided = single(decideNoteRepair(toolIn(read, tool), fault, said, saying(read)));
        return decided.ok && sealed !== null ? ok({ ...decided.value, blobs: sealed.blobs }) : decided;
      });
    },

    closeFault: (tool, fault, words) =>
      pen.write([toolStream(tool)], (read) => single(decideCloseFault(toolIn(read, tool), fault, words, saying(read)))),

    withdrawCare: (tool, fact) =>
      pen.write([toolStream(tool)], (read) =>
        single(decideWithdrawCare(toolIn(read, tool), fact, pen.log, saying(read))),
      ),
  };
}
