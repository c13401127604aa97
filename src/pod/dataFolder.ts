import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { ok, refused, type Result } from '#domain/result.ts';

/** A folder that is one process's own until it lets go, or dies. */
export interface DataFolder {
  readonly facts: string;
  readonly blobs: string;
  readonly release: () => void;
}

export type FolderRefusal = {
  readonly kind: 'data-in-use' | 'data-unusable';
  readonly dir: string;
  readonly reason: string;
};

/**
 * The lock is a transaction held open on a file of its own: the system lets go of it when the process ends, however it
 * ends, and an export may read the facts meanwhile.
 */
export function takeDataFolder(dir: string): Result<DataFolder, FolderRefusal> {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const lock = new Database(join(dir, 'lock.db'));
    lock.exec('BEGIN EXCLUSIVE');
    chmodSync(join(dir, 'lock.db'), 0o600);
    return ok({ facts: factsIn(dir), blobs: blobsIn(dir), release: () => lock.close() });
  } catch (error) {
    const isBusy = typeof error === 'object' && error !== null && 'code' in error && error.code === 'SQLITE_BUSY';
    return refused({ kind: isBusy ? 'data-in-use' : 'data-unusable', dir, reason: String(error) });
  }
}

export const factsIn = (dir: string): string => join(dir, 'facts.db');
export const blobsIn = (dir: string): string => join(dir, 'blobs.db');
