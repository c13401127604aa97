import type { Bytes } from '#crypto/bytes.ts';
import type { LogFrom, StoredFact } from '#session/ledger.ts';
import { readFact } from '#crypto/readFact.ts';
import type { FactId } from '#domain/ids.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { branchOf, chainKey, logOf } from '#store/chains.ts';
import type { ChainKey, WorkshopDatabase } from '#store/database.ts';
import type { Door, Incoming } from '#store/door.ts';
import { watchFactCount } from '#store/watchFactCount.ts';
import { readPlaced } from './readPlaced.ts';

type Listener = (facts: readonly StoredFact[]) => void;

/** What is stored, told once: by this tab from memory, by another tab read from the store. */
export interface News {
  readonly onStored: (listener: Listener) => () => void;
  readonly stop: () => void;
}

export interface NewsDeps {
  readonly db: WorkshopDatabase;
  readonly door: Pick<Door, 'onStored'>;
  readonly crypto: Pick<CryptoDeps, 'subtle'>;
  readonly watch?: (listener: () => void) => () => void;
}

export function createNews({ db, door, crypto, watch = (listener) => watchFactCount(db, listener) }: NewsDeps): News {
  const listeners = new Set<Listener>();
  /** How far each chain was told; null until somebody listens. */
  let told: Map<ChainKey, number> | null = null;
  /** Of the last look, which may have been faster than the door's own word. */
  let foundByLook: ReadonlySet<FactId> = new Set();
  let factCount = 0;
  let reading: Promise<void> = Promise.resolve();
  let stopWatching: (() => void) | null = null;

  const tell = (facts: readonly StoredFact[]): void => {
    if (facts.length > 0) for (const listener of listeners) listener(facts);
  };

  const stopOwn = door.onStored((facts, count) => {
    factCount = Math.max(factCount, count);
    if (told === null) return;
    const heights = told;
    // Not by height: of a log that turns out to be doubled, what came may take the place of what was told before.
    tell(facts.filter(({ id }) => !foundByLook.has(id)).map(storedOf));
    for (const fact of facts) heights.set(chainOf(fact), Math.max(heights.get(chainOf(fact)) ?? 0, fact.seq + 1));
  });

  async function begin(): Promise<void> {
    const records = await db.logs.toArray();
    const heights = new Map(records.map(({ log, height }) => [log, height]));
    for (const [chain, height] of told ?? []) heights.set(chain, Math.max(height, heights.get(chain) ?? 0));
    told = heights;
    factCount = Math.max(factCount, (await db.state.get('state'))?.factCount ?? 0);
  }

  /** Another tab may have stored something. */
  async function look(): Promise<void> {
    const state = await db.state.get('state');
    if (state === undefined || state.factCount <= factCount || told === null) return;
    factCount = state.factCount;
    foundByLook = new Set();
    const heights = told;
    const from = (await db.logs.toArray()).flatMap(({ log, height }): readonly LogFrom[] => {
      const next = heights.get(log) ?? 0;
      return next < height ? [{ log: logOf(log), branch: branchOf(log), from: next }] : [];
    });
    for await (const run of readPlaced(db, from)) {
      const stored = await Promise.all(
        run.map(async (fact) => {
          const read = await readFact(fact.bytes, crypto);
          return read.ok ? [{ ...fact, id: read.value.id }] : [];
        }),
      );
      for (const { log, branch, seq } of run) {
        const chain = chainKey(log, branch);
        heights.set(chain, Math.max(heights.get(chain) ?? 0, seq + 1));
      }
      foundByLook = new Set([...foundByLook, ...stored.flat().map(({ id }) => id)]);
      tell(stored.flat());
    }
  }

  return {
    onStored(listener) {
      listeners.add(listener);
      if (told === null) {
        told = new Map();
        reading = begin();
        stopWatching = watch(() => {
          reading = reading.then(look, look);
        });
      }
      return () => listeners.delete(listener);
    },
    stop() {
      listeners.clear();
      stopOwn();
      stopWatching?.();
    },
  };
}

const chainOf = ({ chain, log }: Incoming): ChainKey => chain ?? log;

function storedOf(fact: Incoming): StoredFact {
  const { log, seq, id, entry } = fact;
  const { bytes, person } = entry;
  return { log, seq, id, branch: branchOf(chainOf(fact)), bytes: bytes as Bytes, person: person as Bytes | null };
}
