import type Database from 'libsql';
import { bytesOf, toBase64url } from '#crypto/bytes.ts';
import { groupBy } from '#domain/groupBy.ts';
import type { FactId, LogId, WorkshopId } from '#domain/ids.ts';
import type { Result } from '#domain/result.ts';
import type { LogFrom } from '#session/ledger.ts';
import type {
  Appended,
  FactStore,
  KeptFact,
  PartState,
  PlacedFact,
  StoreAnswer,
  StoreRefusal,
  WorkshopSize,
} from './factStore.ts';
import { createGroupCommit } from './groupCommit.ts';
import { lineKey, sizeOf } from './reading.ts';
import { schema } from './schema.ts';
import { type Blob, openSqliteFile, type SqliteFile, toBytes } from './sqliteFile.ts';

const parts: readonly PartState[] = ['none', 'here', 'wanted', 'dropped'];
const [here, wanted, dropped] = [1, 2, 3] as const;

interface FactRow {
  readonly place: number;
  readonly log: LogId;
  readonly branch: string;
  readonly seq: number;
  readonly id: Blob;
  readonly entry: Blob;
  readonly person: Blob | null;
  readonly part: number;
  readonly arrived: number | null;
}

/** Rows looked at in one step of a reading: few enough not to keep others waiting. */
const stepRows = 1000;

/** One SQLite file for all workshops; appends that came while a commit waited for the disk share the next one. */
export const openSqliteStore = (file: SqliteFile): Result<FactStore, StoreRefusal> =>
  openSqliteFile(file, schema, createSqliteStore);

function createSqliteStore(db: Database.Database): FactStore {
  const commits = createGroupCommit(db);
  const writes = createWrites(db);
  const factColumns = `facts.place, lines.log, lines.branch, facts.seq, facts.id, facts.entry, facts.person, facts.part, facts.arrived
    FROM facts JOIN lines ON lines.n = facts.line`;
  const statements = {
    workshops: db.prepare('SELECT id AS workshop, facts, bytes FROM workshops ORDER BY n'),
    heights: db.prepare(
      'SELECT log, branch, start, height, head FROM lines JOIN workshops ON workshops.n = lines.workshop WHERE workshops.id = ?',
    ),
    workshop: db.prepare('SELECT n FROM workshops WHERE id = ?'),
    line: db.prepare('SELECT n FROM lines WHERE workshop = ? AND log = ? AND branch = ?'),
    placeOf: db.prepare('SELECT min(place) AS place FROM facts WHERE line = ? AND seq >= ?'),
    placesAfter: db.prepare(
      'SELECT place, line, seq FROM facts WHERE workshop = ? AND place > ? ORDER BY place LIMIT ?',
    ),
    fact: db.prepare(`SELECT ${factColumns} WHERE facts.place = ?`),
    clear: db.prepare(
      `SELECT ${factColumns} WHERE facts.workshop = ? AND facts.arrived IS NOT NULL ORDER BY facts.place`,
    ),
    at: db.prepare(`SELECT ${factColumns} WHERE lines.workshop = ? AND lines.log = ? AND facts.seq = ?`),
    wanted: db.prepare(
      `SELECT lines.log, facts.seq FROM facts JOIN lines ON lines.n = facts.line
       WHERE facts.workshop = ? AND facts.part = ${String(wanted)} LIMIT ?`,
    ),
  };

  const numberOf = (workshop: WorkshopId): number | null =>
    (statements.workshop.get(workshop) as { n: number } | undefined)?.n ?? null;
  const factsOf = (rows: unknown): readonly PlacedFact[] => (rows as readonly FactRow[]).map(toFact);

  function at(workshop: WorkshopId, log: LogId, seq: number): readonly PlacedFact[] {
    const n = numberOf(workshop);
    return n === null ? [] : factsOf(statements.at.all(n, log, seq));
  }

  /** Where the lines asked for begin, so that a reader who lacks the end does not walk through the beginning. */
  function linesAsked(
    workshop: number,
    from: readonly LogFrom[],
  ): { from: ReadonlyMap<number, number>; first: number } {
    const asked = new Map<number, number>();
    let first = Number.MAX_SAFE_INTEGER;
    for (const { log, branch, from: seq } of from) {
      const line = statements.line.get(workshop, log, branch ?? '') as { n: number } | undefined;
      if (line === undefined) continue;
      asked.set(line.n, seq);
      const { place } = statements.placeOf.get(line.n, seq) as { place: number | null };
      first = Math.min(first, place ?? Number.MAX_SAFE_INTEGER);
    }
    return { from: asked, first };
  }

  return {
    append: (workshop, appended) => commits.write(() => writes.append(workshop, appended)),
    workshops: () => Promise.resolve(statements.workshops.all() as readonly WorkshopSize[]),
    heights: (workshop) =>
      Promise.resolve(
        (statements.heights.all(workshop) as readonly LineRow[]).map((row) => ({
          ...row,
          branch: row.branch === '' ? null : (row.branch as FactId),
        })),
      ),
    async read(workshop, { after, from, maxBytes }) {
      const n = numberOf(workshop);
      if (n === null) return { facts: [], next: null };
      const lines = from === null ? null : linesAsked(n, from);
      let last = Math.max(after, (lines?.first ?? 0) - 1);
      const facts: PlacedFact[] = [];
      let size = 0;
      for (;;) {
        const rows = statements.placesAfter.all(n, last, stepRows) as readonly {
          place: number;
          line: number;
          seq: number;
        }[];
        for (const { place, line, seq } of rows) {
          if (lines === null || seq >= (lines.from.get(line) ?? Number.MAX_SAFE_INTEGER)) {
            const fact = toFact(statements.fact.get(place) as FactRow);
            size += sizeOf(fact);
            if (facts.length > 0 && size > maxBytes) return { facts, next: last };
            facts.push(fact);
          }
          last = place;
        }
        if (rows.length < stepRows) return { facts, next: null };
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    clear(workshop) {
      const n = numberOf(workshop);
      return Promise.resolve(n === null ? [] : factsOf(statements.clear.all(n)));
    },
    at: (workshop, log, seq) => Promise.resolve(at(workshop, log, seq)),
    wanted(workshop, limit) {
      const n = numberOf(workshop);
      const rows = n === null ? [] : (statements.wanted.all(n, limit) as readonly { log: LogId; seq: number }[]);
      const byLog = groupBy(rows, ({ log }) => log);
      return Promise.resolve([...byLog].map(([log, each]) => ({ log, seqs: each.map(({ seq }) => seq) })));
    },
    parts: (workshop, asked) =>
      Promise.resolve(
        asked.flatMap(({ log, seqs }) =>
          seqs.flatMap((seq) =>
            at(workshop, log, seq).flatMap(({ person }) => (person === null ? [] : [{ log, seq, bytes: person }])),
          ),
        ),
      ),
    putParts: (workshop, put) => commits.write(() => writes.putParts(workshop, put)),
    async dropParts(workshop, gone): Promise<StoreAnswer> {
      const answer = await commits.write(() => writes.dropParts(workshop, gone));
      // Until then the forgotten bytes still stand in the write-ahead log.
      if (answer.ok) commits.checkpoint();
      return answer;
    },
    trouble: commits.trouble,
    async close() {
      await commits.end();
      db.close();
    },
  };
}

interface LineRow {
  readonly log: LogId;
  readonly branch: string;
  readonly start: number;
  readonly height: number;
  readonly head: FactId;
}

function toFact(row: FactRow): PlacedFact {
  return {
    place: row.place,
    log: row.log,
    branch: row.branch === '' ? null : (row.branch as FactId),
    seq: row.seq,
    id: toBase64url(toBytes(row.id)) as FactId,
    bytes: toBytes(row.entry),
    person: row.person === null ? null : toBytes(row.person),
    part: parts[row.part] ?? 'none',
    arrived: row.arrived,
  };
}

/** What is written, inside a transaction somebody else begins and ends. */
function createWrites(db: Database.Database) {
  const statements = {
    workshop: db.prepare('SELECT n FROM workshops WHERE id = ?'),
    addWorkshop: db.prepare('INSERT INTO workshops (id, facts, bytes) VALUES (?, 0, 0)'),
    grow: db.prepare('UPDATE workshops SET facts = facts + ?, bytes = bytes + ? WHERE n = ?'),
    line: db.prepare('SELECT n, height, head FROM lines WHERE workshop = ? AND log = ? AND branch = ?'),
    addLine: db.prepare('INSERT INTO lines (workshop, log, branch, start, height, head) VALUES (?, ?, ?, ?, ?, ?)'),
    setLine: db.prepare('UPDATE lines SET height = ?, head = ? WHERE n = ?'),
    move: db.prepare('UPDATE facts SET line = ? WHERE line = ? AND seq >= ?'),
    headAt: db.prepare('SELECT id FROM facts WHERE line = ? AND seq = ?'),
    addFact: db.prepare(
      'INSERT INTO facts (workshop, line, seq, id, entry, person, part, arrived) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    putPart: db.prepare(
      `UPDATE facts SET person = ?, part = ${String(here)} WHERE place = ? AND workshop = ? AND part = ${String(wanted)}`,
    ),
    parts: db.prepare(
      `SELECT facts.place, length(facts.person) AS bytes FROM facts JOIN lines ON lines.n = facts.line
       WHERE lines.workshop = ? AND lines.log = ? AND facts.seq = ? AND facts.part IN (${String(here)}, ${String(wanted)})`,
    ),
    dropPart: db.prepare(`UPDATE facts SET person = NULL, part = ${String(dropped)} WHERE place = ?`),
  };

  const find = <Row>(statement: Database.Statement, ...values: readonly unknown[]): Row | undefined =>
    statement.get(...values) as Row | undefined;

  function workshopNumber(workshop: WorkshopId): number {
    const known = find<{ n: number }>(statements.workshop, workshop);
    return known?.n ?? Number(statements.addWorkshop.run(workshop).lastInsertRowid);
  }

  function move(workshop: number, { log, branch, from, to }: Appended['moved'][number]): void {
    const line = find<{ n: number; height: number; head: FactId }>(statements.line, workshop, log, branch ?? '');
    if (line === undefined) throw new Error('only a known line can be moved');
    const moved = Number(statements.addLine.run(workshop, log, to, from, line.height, line.head).lastInsertRowid);
    statements.move.run(moved, line.n, from);
    const head = find<{ id: Blob }>(statements.headAt, line.n, from - 1);
    // With nothing left below, the fact that takes the place begins the line anew.
    statements.setLine.run(from, head === undefined ? '' : toBase64url(toBytes(head.id)), line.n);
  }

  /** The line's number, with its end moved to the last of `run`. */
  function extendLine(workshop: number, run: readonly KeptFact[]): number {
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined) throw new Error('a run has a fact');
    const { log, branch, seq } = first;
    const known = find<{ n: number }>(statements.line, workshop, log, branch ?? '');
    if (known === undefined)
      return Number(statements.addLine.run(workshop, log, branch ?? '', seq, last.seq + 1, last.id).lastInsertRowid);
    statements.setLine.run(last.seq + 1, last.id, known.n);
    return known.n;
  }

  function addFacts(workshop: number, facts: readonly KeptFact[]): void {
    const runs = groupBy(facts, lineKey);
    const lines = new Map([...runs].map(([key, run]) => [key, extendLine(workshop, run)]));
    for (const fact of facts) {
      const { seq, id, bytes, person, part, arrived } = fact;
      const line = lines.get(lineKey(fact)) ?? 0;
      statements.addFact.run(workshop, line, seq, bytesOf(id), bytes, person, parts.indexOf(part), arrived);
    }
  }

  return {
    append(workshop: WorkshopId, { moved, facts }: Appended): void {
      const n = workshopNumber(workshop);
      for (const each of moved) move(n, each);
      addFacts(n, facts);
      statements.grow.run(
        facts.length,
        facts.reduce((sum, fact) => sum + sizeOf(fact), 0),
        n,
      );
    },
    putParts(workshop: WorkshopId, put: Parameters<FactStore['putParts']>[1]): void {
      const n = workshopNumber(workshop);
      for (const { place, bytes } of put)
        if (statements.putPart.run(bytes, place, n).changes > 0) statements.grow.run(0, bytes.length, n);
    },
    dropParts(workshop: WorkshopId, { log, seqs }: Parameters<FactStore['dropParts']>[1]): void {
      const n = workshopNumber(workshop);
      for (const seq of seqs)
        for (const { place, bytes } of statements.parts.all(n, log, seq) as readonly {
          place: number;
          bytes: number | null;
        }[]) {
          statements.dropPart.run(place);
          statements.grow.run(0, -(bytes ?? 0), n);
        }
    },
  };
}
