import type { MemberId } from '#domain/ids.ts';
import { isMember } from '#domain/rows.ts';
import type { Use } from '#domain/settle/tool.ts';

/** Whom a tool served, from its uses (newest first): each once, and whether there were others whose names are not here. */
export function peopleOf(uses: readonly Pick<Use, 'by'>[]): {
  readonly members: readonly MemberId[];
  readonly hasUnnamed: boolean;
} {
  return {
    members: [...new Set(uses.flatMap(({ by }) => (isMember(by) ? [by] : [])))],
    hasUnnamed: uses.some(({ by }) => !isMember(by)),
  };
}
