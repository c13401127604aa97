import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '#domain/result.ts';

/** A store, opened again over what the last one kept where it keeps anything. */
export interface Opened<Store> {
  readonly store: Store;
  readonly reopen: () => Promise<Store>;
  /** Everything on the disk; null where there is none. */
  readonly disk: () => Buffer | null;
  readonly remove: () => void;
}

export const inMemory = <Store>(store: Store): Opened<Store> => ({
  store,
  reopen: () => Promise.resolve(store),
  disk: () => null,
  remove: () => undefined,
});

/** In a folder of its own; `openAt` is given the path of a file in it. */
export function inFolder<Store extends { readonly close: () => Promise<void> }>(
  openAt: (path: string) => Result<Store, { readonly kind: string }>,
): Opened<Store> {
  const dir = mkdtempSync(join(tmpdir(), 'circule-store-'));
  const open = (): Store => {
    const opened = openAt(join(dir, 'kept.db'));
    if (!opened.ok) throw new Error(opened.refusal.kind);
    return opened.value;
  };
  let store = open();
  return {
    store,
    reopen: async () => {
      await store.close();
      store = open();
      return store;
    },
    disk: () => Buffer.concat(readdirSync(dir).map((name) => readFileSync(join(dir, name)))),
    remove: () => {
      void store.close();
      rmSync(dir, { recursive: true });
    },
  };
}
