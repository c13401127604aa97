import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { createCryptoDeps } from '#crypto/cryptoDeps.ts';
import type { Deps, Locks } from '#app/deps.ts';
import { foundWorkshop } from '#app/foundWorkshop.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import type { Workshop } from '#app/workshop.ts';

/** A phone in this process: its own storage, clock and locks. */
export interface Phone {
  readonly deps: Deps;
  readonly clock: { now: number };
}

export const day = 24 * 3600 * 1000;
export const aMorning = Date.parse('2026-03-02T09:00:00Z');

export function createPhone(startsAt = aMorning): Phone {
  const clock = { now: startsAt };
  return {
    clock,
    deps: {
      crypto: createCryptoDeps(globalThis.crypto),
      clock: { now: () => clock.now++, today: () => new Date(clock.now).toISOString().slice(0, 10) },
      locks: createLocks(),
      storage: { indexedDB: new IDBFactory(), IDBKeyRange: IDBKeyRange },
      rest: () => Promise.resolve(),
    },
  };
}

/** Web Locks within one process: who comes later waits, `patience` permitting. */
export function createLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    async alone(name, patience, work) {
      const before = tails.get(name);
      if (before !== undefined && patience === 0) return null;
      const turn = (before ?? Promise.resolve()).then(work, work);
      const tail = turn
        .catch(() => undefined)
        .finally(() => {
          if (tails.get(name) === tail) tails.delete(name);
        });
      tails.set(name, tail);
      return await turn;
    },
    wait(name, signal, work) {
      return this.alone(name, Infinity, () => (signal.aborted ? Promise.resolve(null) : work()));
    },
  };
}

/** A workshop of one's own, open. */
export async function foundOn(phone: Phone, names = { name: 'La Remise', myName: 'Odile' }): Promise<Workshop> {
  const founded = await foundWorkshop({ ...names, language: 'fr' }, phone.deps);
  if (!founded.ok) throw new Error(founded.refusal.kind);
  const opened = await openWorkshop(founded.value, phone.deps);
  if (!opened.ok) throw new Error(opened.refusal.kind);
  return opened.value;
}

/** The value, or the test fails with the refusal's kind. */
export function valueOf<Value>(result: { ok: true; value: Value } | { ok: false; refusal: { kind: string } }): Value {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}
