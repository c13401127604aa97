import type Database from 'libsql';
import { bytesOf, concat, toBase64url, type Bytes } from '#crypto/bytes.ts';
import type { BlobId, WorkshopId } from '#domain/ids.ts';
import type { Result } from '#domain/result.ts';
import type { BlobsSize, BlobStore } from './blobStore.ts';
import type { StoreAnswer, StoreRefusal } from './factStore.ts';
import { createGroupCommit } from './groupCommit.ts';
import { type Blob, openSqliteFile, type SqliteFile, toBytes } from './sqliteFile.ts';

/** `pieces.at`: where in the blob its bytes begin; they have no gaps. */
const schema = `
CREATE TABLE IF NOT EXISTS blobs (
  n INTEGER PRIMARY KEY, workshop TEXT NOT NULL, id BLOB NOT NULL, size INTEGER NOT NULL, whole INTEGER NOT NULL,
  arrived INTEGER NOT NULL, UNIQUE (workshop, id));
CREATE TABLE IF NOT EXISTS pieces (blob INTEGER NOT NULL, at INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (blob, at));
`;

interface BlobRow {
  readonly n: number;
  readonly size: number;
  readonly whole: number;
}
interface PieceRow {
  readonly at: number;
  readonly bytes: Blob;
}

/** One SQLite file for all workshops, beside that of the facts. */
export const openSqliteBlobStore = (file: SqliteFile): Result<BlobStore, StoreRefusal> =>
  openSqliteFile(file, schema, createSqliteBlobStore);

function createSqliteBlobStore(db: Database.Database): BlobStore {
  const commits = createGroupCommit(db);
  const statements = {
    sizes: db.prepare(
      'SELECT workshop, sum(whole) AS blobs, sum(size) AS bytes FROM blobs GROUP BY workshop ORDER BY workshop',
    ),
    blob: db.prepare('SELECT n, size, whole FROM blobs WHERE workshop = ? AND id = ?'),
    list: db.prepare('SELECT id FROM blobs WHERE workshop = ? AND whole = 1 AND id > ? ORDER BY id LIMIT ?'),
    pieces: db.prepare('SELECT at, bytes FROM pieces WHERE blob = ? AND at < ? AND at + length(bytes) > ? ORDER BY at'),
    begin: db.prepare('INSERT INTO blobs (workshop, id, size, whole, arrived) VALUES (?, ?, 0, 0, ?)'),
    grow: db.prepare('UPDATE blobs SET size = size + ? WHERE n = ?'),
    addPiece: db.prepare('INSERT INTO pieces (blob, at, bytes) VALUES (?, ?, ?)'),
    setWhole: db.prepare('UPDATE blobs SET whole = 1 WHERE workshop = ? AND id = ?'),
    unfinished: db.prepare('SELECT n FROM blobs WHERE whole = 0 AND arrived < ?'),
    dropPieces: db.prepare('DELETE FROM pieces WHERE blob = ?'),
    dropBlob: db.prepare('DELETE FROM blobs WHERE n = ?'),
  };
  const find = (workshop: WorkshopId, blob: BlobId): BlobRow | undefined =>
    statements.blob.get(workshop, bytesOf(blob)) as BlobRow | undefined;

  function remove(n: number): void {
    statements.dropPieces.run(n);
    statements.dropBlob.run(n);
  }

  /** Bytes `from` to `end`, out of the pieces they lie in. */
  function stretchOf(n: number, from: number, end: number): Bytes {
    const rows = statements.pieces.all(n, end, from) as readonly PieceRow[];
    return concat(
      ...rows.map(({ at, bytes }) => toBytes(bytes).subarray(Math.max(0, from - at), Math.max(0, end - at))),
    );
  }

  async function forGood(work: () => void): Promise<StoreAnswer> {
    const answer = await commits.write(work);
    // Until then the dropped bytes still stand in the write-ahead log.
    if (answer.ok) commits.checkpoint();
    return answer;
  }

  return {
    sizes: () => Promise.resolve(statements.sizes.all() as readonly BlobsSize[]),
    here: (workshop, blobs) => Promise.resolve(blobs.filter((blob) => find(workshop, blob)?.whole === 1)),
    list: (workshop, after, limit) =>
      Promise.resolve(
        (
          statements.list.all(workshop, after === null ? new Uint8Array(0) : bytesOf(after), limit) as readonly {
            readonly id: Blob;
          }[]
        ).map(({ id }) => toBase64url(toBytes(id)) as BlobId),
      ),
    come: (workshop, blob) => Promise.resolve(find(workshop, blob)?.size ?? 0),
    add: (workshop, { blob, bytes, arrived }) =>
      commits.write(() => {
        if (find(workshop, blob) === undefined) statements.begin.run(workshop, bytesOf(blob), arrived);
        const { n = 0, size = 0 } = find(workshop, blob) ?? {};
        statements.addPiece.run(n, size, bytes);
        statements.grow.run(bytes.length, n);
      }),
    all: (workshop, blob) => {
      const found = find(workshop, blob);
      return Promise.resolve(found === undefined ? new Uint8Array(0) : stretchOf(found.n, 0, found.size));
    },
    setWhole: (workshop, blob) => commits.write(() => void statements.setWhole.run(workshop, bytesOf(blob))),
    read: (workshop, { blob, from, length }) => {
      const found = find(workshop, blob);
      return Promise.resolve(found?.whole === 1 ? stretchOf(found.n, from, from + length) : null);
    },
    drop: (workshop, blobs) =>
      forGood(() => {
        for (const blob of blobs) {
          const found = find(workshop, blob);
          if (found !== undefined) remove(found.n);
        }
      }),
    dropUnfinished: (before) =>
      forGood(() => {
        for (const { n } of statements.unfinished.all(before) as readonly { n: number }[]) remove(n);
      }),
    trouble: commits.trouble,
    async close() {
      await commits.end();
      db.close();
    },
  };
}
