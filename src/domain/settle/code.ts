import { groupBy } from '../groupBy.ts';
import type { Fact, FactRef } from '../fact.ts';
import type { ToolId } from '../ids.ts';
import { streamKey } from '../ids.ts';
import { bodyOf } from '../kinds/kind.ts';
import { codeClaimed, codeReleased, labelBound } from '../kinds/tool.ts';
import { isLabelFact, namesItsCode } from './codeNames.ts';
import { type SettleContext, countedIn } from './context.ts';
import { type Concern, awaitedByAll, settleConcern } from './heads.ts';

/** What a label or a foreign code leads to. More than one tool: both are offered. */
export interface CodeTarget {
  readonly tools: readonly ToolId[];
  readonly heads: readonly FactRef[];
  readonly awaits: readonly FactRef[];
}

const subjectOf = (fact: Fact): ToolId => streamKey(fact.streams[0] ?? ('tool/' as Fact['streams'][number])) as ToolId;

/**
 * A label's stream. Two phones that made the same label, or bound one label while apart, leave two heads: both tools are
 * offered and one is relabelled.
 */
export function settleLabel(facts: readonly Fact[], context: SettleContext): CodeTarget {
  const isCounted = countedIn(context, (fact) => isLabelFact(fact) && namesItsCode(fact));
  const concern = settleConcern(facts, isCounted, context, facts);
  return target([concern], (fact) => bodyOf(labelBound, fact) !== null, facts, context);
}

/** A foreign code's stream: each tool's claim has heads of its own, since one EAN may stand on ten drills. */
export function settleCode(facts: readonly Fact[], context: SettleContext): CodeTarget {
  const isCounted = countedIn(
    context,
    (fact) => (fact.kind === codeClaimed.name || fact.kind === codeReleased.name) && namesItsCode(fact),
  );
  const byTool = [...groupBy(facts, subjectOf)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const concerns = byTool.map(([, own]) => settleConcern(own, isCounted, context, facts));
  return target(concerns, (fact) => bodyOf(codeClaimed, fact) !== null, facts, context);
}

function target(
  concerns: readonly Concern[],
  isClaiming: (fact: Fact) => boolean,
  facts: readonly Fact[],
  context: SettleContext,
): CodeTarget {
  const claiming = concerns.flatMap(({ heads }) => heads.filter(isClaiming));
  return {
    tools: [...new Set(claiming.map(subjectOf))].toSorted(),
    heads: concerns.flatMap(({ tops }) => tops),
    awaits: awaitedByAll(facts, facts, context),
  };
}
