import type { Bytes } from '#crypto/bytes.ts';
import { toBase64url } from '#crypto/bytes.ts';
import type { EpochKeys } from '#crypto/epochKeys.ts';
import { openFact } from '#crypto/openFact.ts';
import { readFact, type SealedFact } from '#crypto/readFact.ts';
import { verifyChain } from '#crypto/verifyChain.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import type { Fact } from '#domain/fact.ts';
import type { BlobId, LogId, MemberId, WorkshopId } from '#domain/ids.ts';
import { bodyOf } from '#domain/kinds/kind.ts';
import { forgotten } from '#domain/kinds/workshop.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import type { BlobRecord, LogRecord, SealedEntry } from '#store/database.ts';
import { type FoundEvidence, findEvidence } from '#store/evidence.ts';
import type { WholeLog } from '#store/loadLedger.ts';
import { placeWhole } from '#store/placeWhole.ts';
import type { Deps } from '../deps.ts';
import type { FileRefusal } from './backupFile.ts';

export interface BackupHead {
  readonly workshop: WorkshopId;
  /** Who made it: whoever restores it is this member again. */
  readonly member: MemberId;
  /** The epoch keys, locked by the key of the house. */
  readonly keys: Bytes;
  readonly facts: number;
}

/** What a file holds, verified: a backup is believed no more than a stranger's phone. */
export interface ReadBackup extends FoundEvidence {
  readonly logs: readonly WholeLog[];
  readonly facts: readonly Fact[];
  readonly blobs: readonly BlobRecord[];
  readonly leftOut: number;
}

/** Verifies every log's chain and opens its facts. What does not join or was not signed is left out and counted. */
export async function readBackup(
  head: BackupHead,
  frames: readonly unknown[],
  keys: EpochKeys,
  deps: Deps,
  onProgress: (done: number, of: number) => void,
): Promise<Result<ReadBackup, FileRefusal>> {
  const last = frames[frames.length - 1];
  // The last frame counts those before it: a file cut between two frames is noticed.
  if (!Array.isArray(last) || last[0] !== 'end' || last[1] !== frames.length + 1)
    return refused({ kind: 'backup-damaged' });
  const sealedByLog = entriesByLog(frames);
  const verify = await createVerifySignature(deps.crypto);
  const logs: WholeLog[] = [];
  const sealed: { readonly fact: SealedFact; readonly person: Bytes | null }[] = [];
  let leftOut = 0;
  for (const [log, entries] of sealedByLog) {
    const facts = await readAll(entries, deps);
    const { accepted } = await verifyChain({ workshop: head.workshop, log, head: null, facts }, verify);
    leftOut += entries.length - accepted.length;
    const top = accepted[accepted.length - 1];
    if (top === undefined) continue;
    logs.push({ head: { log, height: accepted.length, head: top.id }, entries: entries.slice(0, accepted.length) });
    accepted.forEach((fact, at) => sealed.push({ fact, person: entries[at]?.person as Bytes | null }));
    onProgress(sealed.length, head.facts);
    await deps.rest();
  }
  const { facts, unread } = await openAll(sealed, keys, deps, (done) => onProgress(done, head.facts));
  const evidence = await findEvidence(facts, [], head.workshop, { verify, crypto: deps.crypto });
  const lacking = sealed.filter(({ fact, person }) => fact.person !== null && person === null);
  const whole = logs.map(({ head: top, entries }) => ({
    head: { ...top, ...seqsOf('unread', top.log, unread), ...seqsOf('lacking', top.log, lacking) },
    entries,
  }));
  return ok({ logs: placeWhole(whole, facts), facts, blobs: blobsIn(frames), ...evidence, leftOut });
}

function entriesByLog(frames: readonly unknown[]): ReadonlyMap<LogId, readonly SealedEntry[]> {
  const chunks = new Map<LogId, Map<number, readonly SealedEntry[]>>();
  for (const frame of frames) {
    if (!Array.isArray(frame) || frame[0] !== 'facts') continue;
    const [, log, n, entries] = frame as readonly unknown[];
    if (!(log instanceof Uint8Array) || typeof n !== 'number' || !Array.isArray(entries)) continue;
    const read = entries.flatMap((entry: unknown): SealedEntry[] => {
      const [bytes, person] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
      if (!(bytes instanceof Uint8Array)) return [];
      // Copies, so that no record keeps the whole file alive.
      return [{ bytes: bytes.slice(), person: person instanceof Uint8Array ? person.slice() : null }];
    });
    const id = toBase64url(log) as LogId;
    chunks.set(id, (chunks.get(id) ?? new Map<number, readonly SealedEntry[]>()).set(n, read));
  }
  return new Map(
    [...chunks].map(([log, byNumber]) => [
      log,
      [...byNumber].toSorted(([a], [b]) => a - b).flatMap(([, entries]) => entries),
    ]),
  );
}

const blobsIn = (frames: readonly unknown[]): readonly BlobRecord[] =>
  frames.flatMap((frame) => {
    if (!Array.isArray(frame) || frame[0] !== 'blob') return [];
    const [, id, bytes] = frame as readonly unknown[];
    return id instanceof Uint8Array && bytes instanceof Uint8Array
      ? [{ id: toBase64url(id) as BlobId, bytes: bytes.slice() }]
      : [];
  });

/** Facts under way to WebCrypto at once. */
const together = 256;

/** Reads entries until one is damaged: what follows it has lost its chain. */
async function readAll(entries: readonly SealedEntry[], deps: Deps): Promise<readonly SealedFact[]> {
  const facts: SealedFact[] = [];
  for (let from = 0; from < entries.length; from += together) {
    const slice = entries.slice(from, from + together);
    const read = await Promise.all(slice.map(({ bytes }) => readFact(bytes as Bytes, deps.crypto)));
    for (const each of read) {
      if (!each.ok) return facts;
      facts.push(each.value);
    }
  }
  return facts;
}

interface Sealed {
  readonly fact: SealedFact;
  readonly person: Bytes | null;
}

/** What the log notes of its facts: those that could not be read yet, those without their person part. */
function seqsOf(name: 'unread' | 'lacking', log: LogId, among: readonly Sealed[]): Partial<LogRecord> {
  const seqs = among.flatMap(({ fact }) => (fact.log === log ? [fact.seq] : []));
  return seqs.length > 0 ? { [name]: seqs } : {};
}

async function openAll(
  sealed: readonly Sealed[],
  keys: EpochKeys,
  deps: Deps,
  onProgress: (done: number) => void,
): Promise<{ readonly facts: readonly Fact[]; readonly unread: readonly Sealed[] }> {
  const facts: Fact[] = [];
  const unread: Sealed[] = [];
  for (let from = 0; from < sealed.length; from += together) {
    const slice = sealed.slice(from, from + together);
    const opened = await Promise.all(
      slice.map(({ fact, person }) => openFact(fact, person ?? 'to-come', keys, deps.crypto)),
    );
    for (const [at, each] of opened.entries()) {
      const from = slice[at];
      if (each.ok) facts.push(each.value);
      else if (each.refusal.kind === 'epoch-key-missing' && from !== undefined) unread.push(from);
    }
    onProgress(Math.min(from + together, sealed.length));
    await deps.rest();
  }
  return { facts: markForgotten(facts), unread };
}

/** A person part that is not in the file was forgotten if a fact says so; else it is still to come. */
function markForgotten(facts: readonly Fact[]): readonly Fact[] {
  const gone = new Set<string>();
  for (const fact of facts) {
    const body = bodyOf(forgotten, fact);
    for (const seq of body?.seqs ?? []) gone.add(`${body?.log ?? ''} ${seq}`);
  }
  if (gone.size === 0) return facts;
  return facts.map((fact) =>
    fact.person === 'to-come' && gone.has(`${fact.log} ${fact.seq}`) ? { ...fact, person: 'forgotten' } : fact,
  );
}
