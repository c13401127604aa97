import type { Fact, FactRef } from '../fact.ts';
import { groupBy } from '../groupBy.ts';
import type { FactId, LogId } from '../ids.ts';
import { inCausalOrder } from './causalOrder.ts';

/**
 * The side line of a doubled log: facts that stand beside others of the same `seq`. The line with the smaller first id is
 * the log itself and has no record; to tell one from the other needs bytes, so the store says it.
 */
export interface Branch {
  readonly log: LogId;
  /** Its first fact that is not the log's. */
  readonly id: FactId;
  /** `seq` of that fact: what lies below belongs to both lines. */
  readonly from: number;
  /** All its own facts that are here. */
  readonly facts: ReadonlySet<FactId>;
}

/** Does the line (`null`: the log itself) hold this fact? */
export function isOnLine(line: Branch | null, { seq, id }: Pick<FactRef, 'seq' | 'id'>, sides: readonly Branch[]) {
  if (line?.facts.has(id) === true) return true;
  return (line === null || seq < line.from) && !sides.some(({ facts }) => facts.has(id));
}

/** What was written knowing of what, over facts of the workshop's own stream. */
export interface Pasts {
  /** Each after all its writer knew. */
  readonly ordered: readonly Fact[];
  /** Did the writer of `later` know `earlier`? A fact is not in its own past. */
  readonly isBelow: (earlier: Fact, later: Fact) => boolean;
}

/**
 * A writer knows what its facts were written on, and all it wrote before in the same log, whatever it says: nobody
 * forgets what once changed their right. Each past is a row of bits, one for each fact that `isAsked` about, so that
 * a long history costs no walk for every question.
 */
export function createPasts(
  facts: readonly Fact[],
  opening: {
    readonly sides: ReadonlyMap<LogId, readonly Branch[]>;
    readonly isFirst: (fact: Fact) => boolean;
    readonly isAsked: (fact: Fact) => boolean;
  },
): Pasts {
  const { isFirst, isAsked } = opening;
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const before = linesBefore([...byId.values()], opening.sides);
  const led = [...byId.values()].map((fact): Fact => {
    const own = before.get(fact.id);
    return own === undefined ? fact : { ...fact, after: [...fact.after, ...own] };
  });
  const causal = inCausalOrder(led).map(({ id }) => byId.get(id) as Fact);
  const ordered = [...causal.filter(isFirst), ...causal.filter((fact) => !isFirst(fact))];

  const bitOf = new Map<FactId, number>();
  for (const fact of ordered) if (isAsked(fact)) bitOf.set(fact.id, bitOf.size);
  const words = Math.ceil(bitOf.size / 32);
  const rows = new Map<FactId, Uint32Array>();
  for (const fact of ordered) {
    const row = new Uint32Array(words);
    for (const { id } of [...fact.after, ...(before.get(fact.id) ?? [])]) {
      const below = rows.get(id);
      if (below === undefined) continue;
      below.forEach((bits, word) => {
        if (bits !== 0) row[word] = (row[word] ?? 0) | bits;
      });
      const bit = bitOf.get(id);
      if (bit !== undefined) row[bit >> 5] = (row[bit >> 5] ?? 0) | (1 << (bit & 31));
    }
    rows.set(fact.id, row);
  }
  return {
    ordered,
    isBelow: (earlier, later) => {
      const bit = bitOf.get(earlier.id);
      const row = bit === undefined ? undefined : rows.get(later.id);
      return row !== undefined && (((row[(bit ?? 0) >> 5] ?? 0) >>> ((bit ?? 0) & 31)) & 1) === 1;
    },
  };
}

/** The fact of the same line before each one. */
function linesBefore(
  facts: readonly Fact[],
  sidesOf: ReadonlyMap<LogId, readonly Branch[]>,
): ReadonlyMap<FactId, readonly Fact[]> {
  const before = new Map<FactId, Fact[]>();
  for (const [log, own] of groupBy(facts, (fact) => fact.log)) {
    const sides = sidesOf.get(log) ?? [];
    const sorted = own.toSorted((a, b) => a.seq - b.seq);
    for (const line of [null, ...sides]) {
      let last: readonly Fact[] = [];
      // Two of one `seq` that nobody has told apart yet: neither comes before the other.
      for (const [, along] of groupBy(
        sorted.filter((fact) => isOnLine(line, fact, sides)),
        ({ seq }) => seq,
      )) {
        for (const fact of along) if (last.length > 0) before.set(fact.id, [...(before.get(fact.id) ?? []), ...last]);
        last = along;
      }
    }
  }
  return before;
}
