import { decideBeginBoard, decideKeepText } from '#domain/decide/text.ts';
import { workshopStream } from '#domain/ids.ts';
import type { Commands } from '../workshop.ts';
import { type CommandContext, isStewardIn, single, workshopIn } from './context.ts';

/** Texts of the house: a version is kept, or their drafts are begun anew. */
export function textCommands({ pen, deps }: CommandContext): Pick<Commands, 'keepText' | 'beginBoard'> {
  const { now } = deps.clock;
  return {
    keepText: (of, text) =>
      pen.write([workshopStream], (read) => single(decideKeepText(workshopIn(read), { of, text }, { now: now() }))),
    beginBoard: () =>
      pen.write([workshopStream], (read) =>
        single(decideBeginBoard(workshopIn(read), { now: now(), isSteward: isStewardIn(read, pen) })),
      ),
  };
}
