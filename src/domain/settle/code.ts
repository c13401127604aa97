import { groupBy } from '../groupBy.ts';
import type { Fact, FactRef } from '../fact.ts';
import { refOf } from '../fact.ts';
import type { ToolId } from '../ids.ts';
import { streamKey } from '../ids.ts';
import { bodyOf } from '../kinds/kind.ts';
import { codeClaimed, labelBound } from '../kinds/tool.ts';
import { type SettleContext, counts } from './context.ts';
import { awaitedBy, settleConcern } from './heads.ts';

/** What a label or a foreign code leads to. More than one tool: both are offered. */
export interface CodeTarget {
  readonly tools: readonly ToolId[];
  readonly heads: readonly FactRef[];
  readonly awaits: readonly FactRef[];
}

const subjectOf = (fact: Fact): ToolId => streamKey(fact.streams[0] as Fact['streams'][number]) as ToolId;

/**
 * A label's stream. Two phones that made the same label, or bound one label while apart, leave two heads: both tools are
 * offered and one is relabelled.
 */
export function settleLabel(facts: readonly Fact[], context: SettleContext): CodeTarget {
  const isCounted = (fact: Fact) => counts(context, fact);
  const { heads } = settleConcern(facts, isCounted, context);
  return target(heads.filter((fact) => bodyOf(labelBound, fact) !== null), heads, facts, context);
}

/** A foreign code's stream: each tool's claim has heads of its own, since one EAN may stand on ten drills. */
export function settleCode(facts: readonly Fact[], context: SettleContext): CodeTarget {
  const isCounted = (fact: Fact) => counts(context, fact);
  const byTool = groupBy(facts, subjectOf);
  const heads = [...byTool.values()].flatMap((own) => settleConcern(own, isCounted, context).heads);
  return target(heads.filter((fact) => bodyOf(codeClaimed, fact) !== null), heads, facts, context);
}

function target(
  claiming: readonly Fact[],
  heads: readonly Fact[],
  facts: readonly Fact[],
  context: SettleContext,
): CodeTarget {
  const here = new Map(facts.map((fact) => [fact.id, fact]));
  return {
    tools: [...new Set(claiming.map(subjectOf))].sort(),
    heads: heads.map(refOf),
    awaits: facts.flatMap((fact) => awaitedBy(fact, here, context)),
  };
}
