/** Keeping a version of a text, and beginning the board anew. Pure: drafts or refusals. */
import { workshopStream } from '../ids.ts';
import type { Draft, FactRef } from '../fact.ts';
import { boardBegun, noticeKept, textKept, type TextName } from '../kinds/text.ts';
import { plainText } from '../plainText.ts';
import type { Refusal } from '../refusal.ts';
import { type Result, ok, refused } from '../result.ts';
import { bounds, utf8Length } from '../schema.ts';
import type { WorkshopSettled } from '../settle/workshop.ts';

type Decided = Result<Draft, Refusal>;
/** Anybody keeps a version, on top of these; what stood before stays in the history. */
export function decideKeepText(
  heads: readonly FactRef[],
  { of, text }: { readonly of: TextName; readonly text: string },
  { now }: { readonly now: number },
): Decided {
  const said = plainText(text);
  if (said === '') return refused({ kind: 'text-wrong', field: 'text' });
  if (utf8Length(said) > bounds.keptBytes)
    return refused({ kind: 'text-too-long', field: 'text', max: bounds.keptBytes });
  const thing =
    of === 'rules'
      ? { kind: textKept.name, streams: [workshopStream], body: { of, text: said } }
      : { kind: noticeKept.name, streams: [of], body: { text: said } };
  return ok(draft(thing, heads, now));
}

/** The draft is damaged, or not the same everywhere: one generation higher, every phone has the kept versions again. */
export function decideBeginBoard(
  { heads, board }: Pick<WorkshopSettled, 'heads' | 'board'>,
  { now, isSteward }: { readonly now: number; readonly isSteward: boolean },
): Decided {
  if (!isSteward) return refused({ kind: 'stewards-only' });
  const body = { generation: board.generation + 1 };
  return ok(draft({ kind: boardBegun.name, streams: [workshopStream], body }, heads.texts, now));
}

const draft = (
  thing: Pick<Draft['thing'], 'kind' | 'streams' | 'body'>,
  heads: readonly FactRef[],
  at: number,
): Draft => ({ thing: { ...thing, after: heads.slice(0, bounds.after), at }, person: null });
