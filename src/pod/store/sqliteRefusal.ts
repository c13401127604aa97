import type { StoreRefusal } from './factStore.ts';

/** What a failed statement means to whoever looks after the pod; null for a bug, which is thrown on. */
export function sqliteRefusal(error: unknown): StoreRefusal | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  // A file that cannot be opened has no code, only these words.
  if (String(error).includes('ConnectionFailed')) return { kind: 'storage-lost' };
  if (code.startsWith('SQLITE_FULL')) return { kind: 'storage-full' };
  return /^SQLITE_(?:IOERR|READONLY|CANTOPEN|BUSY|LOCKED|PERM|CORRUPT|NOTADB|NOMEM|PROTOCOL)/.test(code)
    ? { kind: 'storage-lost' }
    : null;
}
