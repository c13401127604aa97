import type { MemberId } from '#domain/ids.ts';
import type { Fault } from '#domain/settle/care.ts';
import type { Claim } from '#domain/settle/custody.ts';
import type { StoryLine, Tool } from '#domain/settle/tool.ts';

/** The one act that is the right one now, for whoever holds the phone. */
export type RightAct =
  | { readonly kind: 'take' }
  | { readonly kind: 'return'; readonly claim: Claim }
  /** With somebody else, or with several while news are still on their way. */
  | { readonly kind: 'have'; readonly claim: Claim }
  | { readonly kind: 'contested'; readonly claims: readonly Claim[]; readonly mine: Claim | null }
  | { readonly kind: 'retired' }
  /** Here, and not to be taken before it is released. */
  | { readonly kind: 'unsafe'; readonly fault: Fault };

export function rightAct(tool: Pick<Tool, 'custody' | 'retired' | 'faults'>, member: MemberId): RightAct {
  const { claims, state, doubts } = tool.custody;
  const mine = claims.find(({ by }) => by === member) ?? null;
  const [first] = claims;
  if (first === undefined) {
    const [worst] = tool.faults;
    if (tool.retired !== null) return { kind: 'retired' };
    return worst?.bad === 'unsafe' ? { kind: 'unsafe', fault: worst } : { kind: 'take' };
  }
  if (state === 'contested' || doubts.length > 0) return { kind: 'contested', claims, mine };
  return mine === null ? { kind: 'have', claim: first } : { kind: 'return', claim: mine };
}

const custodyKinds: ReadonlySet<string> = new Set(['taken', 'returned', 'handedOver', 'withdrawn']);
const dayLength = 86_400_000;

/** The last thing done with the tool, if this phone wrote it down within a day and nothing came after. */
export function undoable(tool: Pick<Tool, 'story'>, log: string, now: number): StoryLine | null {
  const last = tool.story.find(({ fact, withdrawn }) => withdrawn === null && custodyKinds.has(fact.kind));
  if (last === undefined || last.fact.kind === 'withdrawn' || last.fact.log !== log) return null;
  return now - (last.fact.at ?? 0) < dayLength ? last : null;
}
