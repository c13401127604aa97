import { ok, refused, type Result } from '#domain/result.ts';
import { type FolderRefusal, takeDataFolder } from './dataFolder.ts';
import type { BlobStore } from './store/blobStore.ts';
import type { FactStore, StoreRefusal } from './store/factStore.ts';
import { openSqliteBlobStore } from './store/sqliteBlobStore.ts';
import { openSqliteStore } from './store/sqliteStore.ts';

/** All that a pod keeps, this process's own until it is closed. */
export interface OpenedData {
  readonly store: FactStore;
  readonly blobs: BlobStore;
  readonly close: () => Promise<void>;
}

export type DataRefusal = FolderRefusal | (StoreRefusal & { readonly dir: string });

/** `maxPages`: the file of facts does not grow beyond this. */
export async function openData(dir: string, maxPages?: number): Promise<Result<OpenedData, DataRefusal>> {
  const folder = takeDataFolder(dir);
  if (!folder.ok) return folder;
  const { facts, blobs, release } = folder.value;
  const store = openSqliteStore({ path: facts, ...(maxPages !== undefined && { maxPages }) });
  if (!store.ok) {
    release();
    return refused({ ...store.refusal, dir });
  }
  const blobStore = openSqliteBlobStore({ path: blobs });
  if (!blobStore.ok) {
    await store.value.close();
    release();
    return refused({ ...blobStore.refusal, dir });
  }
  return ok({
    store: store.value,
    blobs: blobStore.value,
    async close() {
      await store.value.close();
      await blobStore.value.close();
      release();
    },
  });
}
