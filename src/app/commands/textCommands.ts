import { decideBeginBoard, decideKeepText } from '#domain/decide/text.ts';
import type { FactRef } from '#domain/fact.ts';
import { workshopStream } from '#domain/ids.ts';
import type { TextName } from '#domain/kinds/text.ts';
import { settleNotice } from '#domain/settle/notice.ts';
import type { StreamsRead } from '#store/readStreams.ts';
import type { Commands } from '../workshop.ts';
import { type CommandContext, isStewardIn, single, workshopIn } from './context.ts';

/** Texts written together: a version is kept, or their drafts are begun anew. */
export function textCommands({ pen, deps }: CommandContext): Pick<Commands, 'keepText' | 'beginBoard'> {
  const { now } = deps.clock;
  return {
    keepText: (of, text) =>
      pen.write([of === 'rules' ? workshopStream : of], (read) =>
        single(decideKeepText(headsIn(read, of), { of, text }, { now: now() })),
      ),
    beginBoard: () =>
      pen.write([workshopStream], (read) =>
        single(decideBeginBoard(workshopIn(read), { now: now(), isSteward: isStewardIn(read, pen) })),
      ),
  };
}

const headsIn = (read: StreamsRead, of: TextName): readonly FactRef[] =>
  of === 'rules'
    ? workshopIn(read).heads.texts
    : settleNotice(of, read.records.get(of)?.facts ?? [], read.context).heads;
