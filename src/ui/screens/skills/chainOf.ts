import { groupBy } from '#domain/groupBy.ts';
import type { MemberId } from '#domain/ids.ts';
import { isMember } from '#domain/rows.ts';
import type { Who } from '#domain/settle/custody.ts';
import type { Induction } from '#domain/settle/skill.ts';

/** Somebody, and those they were the first to show. */
export interface ChainLink {
  readonly who: Who;
  readonly knew: boolean;
  readonly isEnded: boolean;
  readonly shown: readonly ChainLink[];
}

/**
 * Who showed whom, from those with whom it began. Each stands once, below the first who showed them; whoever showed
 * without having been shown stands at the root. Two who showed each other close no circle.
 */
export function chainOf(inductions: readonly Induction[]): readonly ChainLink[] {
  const first = new Map<MemberId, Induction>();
  const standing = new Set<MemberId>();
  for (const induction of inductions) {
    if (!isMember(induction.learner)) continue;
    if (!first.has(induction.learner)) first.set(induction.learner, induction);
    if (!induction.isEnded) standing.add(induction.learner);
  }
  const above = new Map<MemberId, MemberId>();
  for (const [learner, { teacher, knew }] of first)
    if (!knew && isMember(teacher) && !isAbove(above, learner, teacher)) above.set(learner, teacher);
  const below = groupBy(above.keys(), (learner) => above.get(learner) as MemberId);
  const roots = [...first.keys()].filter((learner) => !above.has(learner));
  const begun = [...below.keys()].filter((teacher) => !first.has(teacher));
  const linkOf = (who: MemberId): ChainLink => ({
    who,
    knew: first.get(who)?.knew ?? false,
    isEnded: first.has(who) && !standing.has(who),
    shown: (below.get(who) ?? []).map(linkOf),
  });
  return [...begun, ...roots].map(linkOf);
}

/** Does the learner already stand above the teacher, or are they the same? */
function isAbove(above: ReadonlyMap<MemberId, MemberId>, learner: MemberId, teacher: MemberId): boolean {
  for (let at: MemberId | undefined = teacher; at !== undefined; at = above.get(at)) if (at === learner) return true;
  return false;
}
