import type Database from 'libsql';
import { ok, refused } from '#domain/result.ts';
import type { StoreAnswer, StoreRefusal } from './factStore.ts';
import { sqliteRefusal } from './sqliteRefusal.ts';

interface Waiting {
  readonly work: () => void;
  readonly resolve: (answer: StoreAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** Everything that waits at one moment goes into one transaction: a hundred writers pay one wait for the disk. */
export function createGroupCommit(db: Database.Database) {
  let waiting: Waiting[] = [];
  let refusal: StoreRefusal | null = null;
  let isAsked = false;

  function commit(writers: readonly Waiting[]): void {
    db.exec('BEGIN IMMEDIATE');
    try {
      for (const { work } of writers) work();
      db.exec('COMMIT');
    } catch (error) {
      // Some errors have ended the transaction already.
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }

  function attempt(writers: readonly Waiting[]): void {
    try {
      commit(writers);
      refusal = null;
      for (const { resolve } of writers) resolve(ok(null));
    } catch (error) {
      // One that cannot be written must not take the others with it.
      if (writers.length > 1) return writers.forEach((writer) => attempt([writer]));
      const known = sqliteRefusal(error);
      if (known === null) return writers.forEach(({ reject }) => reject(error));
      refusal = known;
      for (const { resolve } of writers) resolve(refused(known));
    }
  }

  function flush(): void {
    isAsked = false;
    const writers = waiting;
    waiting = [];
    if (writers.length > 0) attempt(writers);
  }

  return {
    write(work: () => void): Promise<StoreAnswer> {
      return new Promise((resolve, reject) => {
        waiting.push({ work, resolve, reject });
        if (isAsked) return;
        isAsked = true;
        // After all that has arrived by now was read: it waits together.
        setImmediate(flush);
      });
    },
    trouble: () => refusal,
    checkpoint(): void {
      try {
        db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
      } catch (error) {
        if (sqliteRefusal(error) === null) throw error;
      }
    },
    end(): Promise<void> {
      return new Promise((resolve) => {
        flush();
        resolve();
      });
    },
  };
}
