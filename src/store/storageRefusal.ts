import type { Refusal } from '#domain/refusal.ts';

const namesIn = (error: unknown, depth = 0): readonly string[] => {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const { name, message, inner, failures } = error as Record<string, unknown>;
  const nested = Array.isArray(failures) ? failures.slice(0, 3).flatMap((each) => namesIn(each, depth + 1)) : [];
  return [String(name), String(message), ...namesIn(inner, depth + 1), ...nested];
};

/**
 * What a failed transaction means to a person: no room, or the browser lost its database (Safari does, after sleep; Dexie
 * reopens it at the next try). Null for a bug, which is thrown on.
 */
export function storageRefusal(error: unknown): Extract<Refusal, { kind: 'storage-full' | 'storage-lost' }> | null {
  const names = namesIn(error).join(' ');
  if (/QuotaExceeded|out of disk|no space/i.test(names)) return { kind: 'storage-full' };
  if (
    /DatabaseClosed|InvalidState|UnknownError|AbortError|TransactionInactive|connection to Indexed|OpenFailed|MissingAPI/i.test(
      names,
    )
  )
    return { kind: 'storage-lost' };
  return null;
}
