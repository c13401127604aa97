import type { MemberId } from '#domain/ids.ts';
import { standingNow } from '#domain/lapse.ts';
import { type ToolRow, isDisputed } from '#domain/rows.ts';
import type { Care } from '../hooks/useCare.ts';
import type { MySkill } from '#store/queries/skillNeeds.ts';
import { isLate } from './toolFace.ts';

/** Something that waits for the person of this phone. */
export type Todo =
  | { readonly kind: 'contest' | 'unsafe' | 'late' | 'repair' | 'long-held'; readonly row: ToolRow }
  | { readonly kind: 'repairs'; readonly count: number }
  | { readonly kind: 'care'; readonly care: Care }
  /** Somebody says they showed me; or what I hold lapses soon, or has just lapsed. */
  | { readonly kind: 'skill-asked' | 'skill-lapsing'; readonly mine: MySkill }
  | { readonly kind: 'house-key' };

/** With somebody for so long, and no day was said: perhaps it was forgotten. */
const longHeld = 60 * 24 * 3600 * 1000;
/** Lapsed for longer, it is missed by nobody. */
const lapsedLately = 60 * 24 * 3600 * 1000;
/** From here on an inventory would be missed. */
export const worthAKey = 9;

/**
 * What waits for `me`: disagreements first, for only those two can end them; what I hold and is not safe; then what is
 * late, what I took in hand, care that is asked of me, what was forgotten, and what waits for anybody.
 */
export function todosOf({
  held,
  inHand,
  toRepair,
  care,
  skills,
  me,
  isSteward,
  isKeyUnsaved,
  tools,
  now,
  today,
}: {
  readonly held: readonly ToolRow[];
  /** What I said I would repair. */
  readonly inHand: readonly ToolRow[];
  /** How many tools wait to be repaired, by whomever. */
  readonly toRepair: number;
  readonly care: readonly Care[];
  /** What I hold, or am asked about. */
  readonly skills: readonly MySkill[];
  readonly me: MemberId;
  readonly isSteward: boolean;
  readonly isKeyUnsaved: boolean;
  readonly tools: number;
  readonly now: number;
  readonly today: string;
}): readonly Todo[] {
  const kindOf = (row: ToolRow): 'contest' | 'unsafe' | 'late' | 'long-held' | null => {
    if (isDisputed(row)) return 'contest';
    const mine = row.claims.find(({ by }) => by === me);
    if (mine === undefined) return null;
    if (row.fault?.bad === 'unsafe') return 'unsafe';
    if (mine.until !== null) return isLate(mine, today) ? 'late' : null;
    return now - mine.since > longHeld ? 'long-held' : null;
  };
  const todos = held.flatMap((row): readonly Todo[] => {
    const kind = kindOf(row);
    return kind === null ? [] : [{ kind, row }];
  });
  const of = (kind: Todo['kind']): readonly Todo[] => todos.filter((todo) => todo.kind === kind);
  const shown = skills.flatMap((mine): readonly Todo[] => {
    const { lapse, skill } = mine;
    if (skill.open.some(({ learner, waitsFor }) => learner === me && waitsFor === 'learner'))
      return [{ kind: 'skill-asked', mine }];
    const isLapsing = standingNow(lapse, now) !== 'held' && lapse !== null && now - lapse.at < lapsedLately;
    return isLapsing ? [{ kind: 'skill-lapsing', mine }] : [];
  });
  const key: readonly Todo[] = isSteward && isKeyUnsaved && tools >= worthAKey ? [{ kind: 'house-key' }] : [];
  const repairs: readonly Todo[] = toRepair > 0 ? [{ kind: 'repairs', count: toRepair }] : [];
  const mine = inHand
    .filter(({ id }) => !todos.some((todo) => 'row' in todo && todo.row.id === id))
    .map((row): Todo => ({ kind: 'repair', row }));
  const asked = care.map((each): Todo => ({ kind: 'care', care: each }));
  const first = [...of('contest'), ...of('unsafe'), ...of('late'), ...mine, ...asked];
  return [...first, ...of('long-held'), ...shown, ...repairs, ...key];
}
