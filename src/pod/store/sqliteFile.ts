import Database from 'libsql';
import type { Bytes } from '#crypto/bytes.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import type { StoreRefusal } from './factStore.ts';
import { sqliteRefusal } from './sqliteRefusal.ts';

export interface SqliteFile {
  readonly path: string;
  /** The file does not grow beyond this. */
  readonly maxPages?: number;
}

/**
 * In WAL mode with `synchronous=FULL` a commit is one wait for the disk. `secure_delete` overwrites what is forgotten.
 */
export function openSqliteFile<Store>(
  { path, maxPages }: SqliteFile,
  schema: string,
  create: (db: Database.Database) => Store,
): Result<Store, StoreRefusal> {
  try {
    const db = new Database(path);
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF',
    );
    db.exec(schema);
    if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${String(maxPages)}`);
    return ok(create(db));
  } catch (error) {
    const refusal = sqliteRefusal(error);
    if (refusal === null) throw error;
    return refused(refusal);
  }
}

/** libsql gives a `Buffer` for one row and an `ArrayBuffer` in a list. */
export type Blob = Buffer | ArrayBuffer;

export const toBytes = (blob: Blob): Bytes =>
  blob instanceof ArrayBuffer
    ? new Uint8Array(blob)
    : new Uint8Array(blob.buffer as ArrayBuffer, blob.byteOffset, blob.byteLength);
