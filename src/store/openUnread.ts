import type { Bytes } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import type { EpochKeys } from '#crypto/epochKeys.ts';
import { openFact } from '#crypto/openFact.ts';
import { readFact } from '#crypto/readFact.ts';
import type { LogRecord, WorkshopDatabase } from './database.ts';
import type { Batch, Door } from './door.ts';
import { readEntries } from './readEntries.ts';

/** Facts opened in one transaction. */
const atOnce = 240;

type Opened = NonNullable<Batch['opened']>[number];

/**
 * Reads what was stored before its key came, in slices. What is still unread is noted with its log, so a run that was cut
 * short is simply begun again. Resolves to whether work for the sweeper is left.
 */
export async function openUnread(
  db: WorkshopDatabase,
  door: Door,
  keys: EpochKeys,
  deps: { readonly crypto: Pick<CryptoDeps, 'subtle'>; readonly now: () => number; readonly rest: () => Promise<void> },
): Promise<boolean> {
  let hasJobs = false;
  const logs = (await db.logs.toArray()).filter(({ unread = [] }) => unread.length > 0);
  for (const record of logs) {
    const unread = record.unread ?? [];
    for (let from = 0; from < unread.length; from += atOnce) {
      const opened = await openSome(db, record, unread.slice(from, from + atOnce), keys, deps.crypto);
      if (opened.length === 0) continue;
      const written = await door.write({ facts: [], opened, isOwn: false, now: deps.now() });
      if (!written.ok) return hasJobs;
      hasJobs ||= written.value.hasJobs;
      await deps.rest();
    }
  }
  return hasJobs;
}

async function openSome(
  db: WorkshopDatabase,
  record: LogRecord,
  seqs: readonly number[],
  keys: EpochKeys,
  crypto: Pick<CryptoDeps, 'subtle'>,
): Promise<readonly Opened[]> {
  const entries = await readEntries(db, record, seqs);
  const opened = await Promise.all(
    Array.from(entries, async ([seq, { bytes, person }]): Promise<Opened | null> => {
      const sealed = await readFact(bytes as Bytes, crypto);
      if (!sealed.ok) return { chain: record.log, seq, fact: null };
      const fact = await openFact(sealed.value, (person as Bytes | null) ?? 'to-come', keys, crypto);
      if (!fact.ok && fact.refusal.kind === 'epoch-key-missing') return null;
      return { chain: record.log, seq, fact: fact.ok ? fact.value : null };
    }),
  );
  return opened.filter((each) => each !== null);
}
