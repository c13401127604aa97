/** Keeping a version of a text, and beginning the board anew. Pure: drafts or refusals. */
import { workshopStream } from '../ids.ts';
import type { Draft } from '../fact.ts';
import { boardBegun, textKept, type TextName } from '../kinds/text.ts';
import { plainText } from '../plainText.ts';
import type { Refusal } from '../refusal.ts';
import { type Result, ok, refused } from '../result.ts';
import { bounds, utf8Length } from '../schema.ts';
import type { WorkshopSettled } from '../settle/workshop.ts';

type Decided = Result<Draft, Refusal>;
type Standing = Pick<WorkshopSettled, 'heads' | 'board'>;

const draft = (kind: string, { heads }: Standing, at: number, body: Draft['thing']['body']): Draft => ({
  thing: { kind, streams: [workshopStream], after: heads.texts.slice(0, bounds.after), at, body },
  person: null,
});

/** Anybody keeps a version; what stood before stays in the history. */
export function decideKeepText(
  workshop: Standing,
  { of, text }: { readonly of: TextName; readonly text: string },
  { now }: { readonly now: number },
): Decided {
  const said = plainText(text);
  if (said === '') return refused({ kind: 'text-wrong', field: 'text' });
  if (utf8Length(said) > bounds.keptBytes)
    return refused({ kind: 'text-too-long', field: 'text', max: bounds.keptBytes });
  return ok(draft(textKept.name, workshop, now, { of, text: said }));
}

/** The draft is damaged, or not the same everywhere: one generation higher, every phone has the kept versions again. */
export function decideBeginBoard(
  workshop: Standing,
  { now, isSteward }: { readonly now: number; readonly isSteward: boolean },
): Decided {
  if (!isSteward) return refused({ kind: 'stewards-only' });
  return ok(draft(boardBegun.name, workshop, now, { generation: workshop.board.generation + 1 }));
}
