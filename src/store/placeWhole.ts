import type { Fact } from '#domain/fact.ts';
import type { FactId } from '#domain/ids.ts';
import type { WholeLog } from './loadLedger.ts';

interface Cursor {
  readonly log: WholeLog;
  readonly facts: ReadonlyMap<number, Fact>;
  seq: number;
  /** The latest time this log has claimed so far: facts in clear say none. */
  reached: number;
}

/**
 * Gives logs that came whole an order of arrival: each log's facts as they stand, each after what it was written on, else
 * by the time it claims. What is sent on in this order looks at no moment like a contest that is none.
 */
export function placeWhole(logs: readonly WholeLog[], facts: readonly Fact[]): readonly WholeLog[] {
  const here = new Set(facts.map(({ id }) => id));
  const bySeq = new Map<string, Map<number, Fact>>();
  for (const fact of facts) bySeq.set(fact.log, (bySeq.get(fact.log) ?? new Map<number, Fact>()).set(fact.seq, fact));
  const cursors = logs.map((log): Cursor => {
    return { log, facts: bySeq.get(log.head.log) ?? new Map<number, Fact>(), seq: 0, reached: 0 };
  });
  const placed = new Map(logs.map(({ head }) => [head.log, [] as number[]]));
  const done = new Set<FactId>();
  const isReady = ({ facts: own, seq }: Cursor): boolean =>
    (own.get(seq)?.after ?? []).every(({ id }) => done.has(id) || !here.has(id));
  const timeOf = ({ facts: own, seq, reached }: Cursor): number => Math.max(reached, own.get(seq)?.at ?? 0);

  let open = cursors.filter(({ log }) => log.entries.length > 0);
  for (let turn = 0; open.length > 0; turn += 1) {
    const ready = open.filter(isReady);
    const next = (ready.length > 0 ? ready : open).reduce((a, b) => (timeOf(b) < timeOf(a) ? b : a));
    const { facts: own, seq, log } = next;
    placed.get(log.head.log)?.push(turn);
    const fact = own.get(seq);
    if (fact !== undefined) done.add(fact.id);
    next.reached = timeOf(next);
    next.seq += 1;
    if (next.seq >= log.entries.length) open = open.filter((each) => each !== next);
  }
  return logs.map(({ head, entries }) => ({
    head,
    entries: entries.map((entry, at) => ({ ...entry, placed: placed.get(head.log)?.[at] ?? at })),
  }));
}
