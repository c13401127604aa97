import { groupBy } from '#domain/groupBy.ts';
import type { LogId, WorkshopId } from '#domain/ids.ts';
import { ok, refused } from '#domain/result.ts';
import type { FactStore, KeptFact, LineHeight, MovedLine, PlacedFact, StoreRefusal } from './factStore.ts';
import { isAsked, lineKey, runOf } from './reading.ts';

type Kept = { -readonly [Key in keyof PlacedFact]: PlacedFact[Key] };

export interface MemoryStore extends FactStore {
  /** From now on every write is refused so; null: the disk is well again. */
  readonly fail: (refusal: StoreRefusal | null) => void;
}

/** Forgets all at its end: for tests, and to say in a few lines what a driver has to do. */
export function createMemoryStore(): MemoryStore {
  const factsByWorkshop = new Map<WorkshopId, Kept[]>();
  let places = 0;
  let failing: StoreRefusal | null = null;
  const factsOf = (workshop: WorkshopId): readonly Kept[] => factsByWorkshop.get(workshop) ?? [];
  const written = () => Promise.resolve(failing === null ? ok(null) : refused(failing));

  function append(workshop: WorkshopId, moved: readonly MovedLine[], facts: readonly KeptFact[]): void {
    const kept = factsByWorkshop.get(workshop) ?? [];
    factsByWorkshop.set(workshop, kept);
    for (const { log, branch, from, to } of moved)
      for (const fact of kept) if (fact.log === log && fact.branch === branch && fact.seq >= from) fact.branch = to;
    for (const fact of facts) kept.push({ ...fact, place: (places += 1) });
  }

  function at(workshop: WorkshopId, log: LogId, seq: number): readonly Kept[] {
    return factsOf(workshop).filter((fact) => fact.log === log && fact.seq === seq);
  }

  return {
    append(workshop, { moved, facts }) {
      if (failing === null) append(workshop, moved, facts);
      return written();
    },
    workshops: () =>
      Promise.resolve(
        [...factsByWorkshop].map(([workshop, facts]) => ({
          workshop,
          facts: facts.length,
          bytes: facts.reduce((sum, { bytes, person }) => sum + bytes.length + (person?.length ?? 0), 0),
        })),
      ),
    heights: (workshop) => Promise.resolve([...groupBy(factsOf(workshop), lineKey).values()].map(heightOf)),
    read(workshop, { after, from, maxBytes }) {
      const asked = factsOf(workshop).filter((fact) => fact.place > after && isAsked(fact, from));
      const facts = runOf(asked, maxBytes);
      return Promise.resolve({ facts, next: facts.length < asked.length ? (facts.at(-1)?.place ?? null) : null });
    },
    clear: (workshop) => Promise.resolve(factsOf(workshop).filter(({ arrived }) => arrived !== null)),
    at: (workshop, log, seq) => Promise.resolve(at(workshop, log, seq)),
    wanted(workshop, limit) {
      const wanted = factsOf(workshop)
        .filter(({ part }) => part === 'wanted')
        .slice(0, limit);
      const byLog = groupBy(wanted, ({ log }) => log);
      return Promise.resolve([...byLog].map(([log, facts]) => ({ log, seqs: facts.map(({ seq }) => seq) })));
    },
    parts: (workshop, wanted) =>
      Promise.resolve(
        wanted.flatMap(({ log, seqs }) =>
          seqs.flatMap((seq) =>
            at(workshop, log, seq).flatMap(({ person }) => (person === null ? [] : [{ log, seq, bytes: person }])),
          ),
        ),
      ),
    putParts(workshop, parts) {
      if (failing === null)
        for (const { place, bytes } of parts)
          for (const fact of factsOf(workshop))
            if (fact.place === place && fact.part === 'wanted') Object.assign(fact, { part: 'here', person: bytes });
      return written();
    },
    dropParts(workshop, { log, seqs }) {
      const dropped = new Set(seqs);
      if (failing === null)
        for (const fact of factsOf(workshop))
          if (fact.log === log && dropped.has(fact.seq) && fact.part !== 'none')
            Object.assign(fact, { part: 'dropped', person: null });
      return written();
    },
    trouble: () => failing,
    fail: (refusal) => (failing = refusal),
    close: () => Promise.resolve(),
  };
}

function heightOf(facts: readonly Kept[]): LineHeight {
  const ordered = facts.toSorted((one, other) => one.seq - other.seq);
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a line has facts');
  return { log: last.log, branch: last.branch, start: first.seq, height: last.seq + 1, head: last.id };
}
