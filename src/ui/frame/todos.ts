import type { MemberId } from '#domain/ids.ts';
import { type ToolRow, isDisputed } from '#domain/rows.ts';
import { isLate } from './toolFace.ts';

/** Something that waits for the person of this phone. */
export type Todo =
  { readonly kind: 'contest' | 'late' | 'long-held'; readonly row: ToolRow } | { readonly kind: 'house-key' };

/** With somebody for so long, and no day was said: perhaps it was forgotten. */
const longHeld = 60 * 24 * 3600 * 1000;
/** From here on an inventory would be missed. */
export const worthAKey = 9;

/** What waits for `me`: disagreements first, for only those two can end them; then what is late, then what was forgotten. */
export function todosOf({
  held,
  me,
  isSteward,
  isKeyUnsaved,
  tools,
  now,
  today,
}: {
  readonly held: readonly ToolRow[];
  readonly me: MemberId;
  readonly isSteward: boolean;
  readonly isKeyUnsaved: boolean;
  readonly tools: number;
  readonly now: number;
  readonly today: string;
}): readonly Todo[] {
  const kindOf = (row: ToolRow): 'contest' | 'late' | 'long-held' | null => {
    if (isDisputed(row)) return 'contest';
    const mine = row.claims.find(({ by }) => by === me);
    if (mine === undefined) return null;
    if (mine.until !== null) return isLate(mine, today) ? 'late' : null;
    return now - mine.since > longHeld ? 'long-held' : null;
  };
  const todos = held.flatMap((row): readonly Todo[] => {
    const kind = kindOf(row);
    return kind === null ? [] : [{ kind, row }];
  });
  const of = (kind: Todo['kind']): readonly Todo[] => todos.filter((todo) => todo.kind === kind);
  const key: readonly Todo[] = isSteward && isKeyUnsaved && tools >= worthAKey ? [{ kind: 'house-key' }] : [];
  return [...of('contest'), ...of('late'), ...of('long-held'), ...key];
}
