import type { Fact, FactRef } from '../fact.ts';
import type { NoticeStream } from '../ids.ts';
import { bodyOf } from '../kinds/kind.ts';
import { noticeKept } from '../kinds/text.ts';
import { asRead, countedIn, isOfLaterVersion, type SettleContext } from './context.ts';
import { lastWords } from './described.ts';
import { settleConcern } from './heads.ts';
import { type KeptText, keptBy } from './kept.ts';

/** The notice of a tool, a space or a skill: what was kept of it. Its draft is on the board. */
export interface Notice {
  /** Every version kept, in the order they rest on each other. */
  readonly history: readonly KeptText[];
  readonly stands: KeptText | null;
  /** What the next version is written on. */
  readonly heads: readonly FactRef[];
}

/** Of two kept apart the later stands, the other is in the history, and the next covers both: as with all words. */
export function settleNotice(name: NoticeStream, stored: readonly Fact[], context: SettleContext): Notice {
  const facts = asRead(stored, context);
  const isCounted = countedIn(context, ({ streams }) => streams[0] === name);
  const read = (fact: Fact): KeptText | null => {
    const body = isCounted(fact) ? bodyOf(noticeKept, fact) : null;
    return body === null ? null : keptBy(fact, { of: name, text: body.text }, context);
  };
  const { ordered, tops } = settleConcern(
    facts.filter((fact) => fact.kind === noticeKept.name || isOfLaterVersion(context, fact)),
    isCounted,
    context,
    facts,
  );
  const words = lastWords(ordered, isCounted, (fact) => {
    const stands = read(fact);
    return stands === null ? null : { stands };
  });
  return { history: ordered.flatMap((fact) => read(fact) ?? []), stands: words.stands ?? null, heads: tops };
}
