/** Seals a data set with the app's own encoder and writes it as a backup, which the app itself restores. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sealBytes } from '#crypto/aesGcm.ts';
import { bytesOf } from '#crypto/bytes.ts';
import { encodeCanonical } from '#crypto/canonicalCbor.ts';
import { createEpochKeys } from '#crypto/epochKeys.ts';
import { toHouseKey } from '#crypto/houseKey.ts';
import { backupKey } from '#crypto/recovery.ts';
import type { Writer } from '#crypto/sealFact.ts';
import { openSigner } from '#crypto/signingKey.ts';
import type { FactRef } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import type { EpochId, LogId, MemberId, WorkshopId } from '#domain/ids.ts';
import { foundWorkshop } from '#app/foundWorkshop.ts';
import { fileBeginning, frame } from '#app/backup/backupFile.ts';
import { backupContext } from '#app/backup/writeBackup.ts';
import { factsPerChunk, databaseName, openDatabase, type SealedEntry } from '#store/database.ts';
import { readSecrets } from '#store/secrets.ts';
import { createDataset, foundingFacts, type DatasetSize, type DatasetTool } from './dataset.ts';
import { admitPhones, createDatasetPen, shareOut } from './datasetPeople.ts';
import { createPhone } from './phone.ts';

export interface DatasetWishes extends DatasetSize {
  /** How many phones wrote it; one unless said otherwise. */
  readonly logs?: number;
}

/** A backup on disk, and what one must know to use it. */
export interface DatasetFile extends DatasetWishes {
  readonly path: string;
  readonly houseKey: string;
  readonly workshop: WorkshopId;
  readonly list: readonly DatasetTool[];
}

/** The file from an earlier run, or a new one. Making 200,000 facts takes a minute or two, once. */
export async function datasetFile(
  size: DatasetWishes,
  folder: string,
  say: (words: string) => void,
): Promise<DatasetFile> {
  const phones = size.logs === undefined ? '' : `${String(size.logs)}-logs-`;
  const kind = `${phones}${String(size.tools)}-${String(size.facts)}-`;
  const name = kind + version(size);
  const [path, notes] = [join(folder, `${name}.circule`), join(folder, `${name}.json`)];
  if (!existsSync(path) || !existsSync(notes)) {
    mkdirSync(folder, { recursive: true });
    say(`making ${String(size.facts)} facts …`);
    const { parts, ...made } = await writeDataset(size);
    writeFileSync(`${path}.new`, Buffer.concat(parts));
    writeFileSync(notes, JSON.stringify({ ...size, ...made }));
    renameSync(`${path}.new`, path);
    // What was made before the format or the story changed is of no use any more.
    for (const old of readdirSync(folder)) if (old.startsWith(kind) && !old.startsWith(name)) rmSync(join(folder, old));
  }
  return { path, ...(JSON.parse(readFileSync(notes, 'utf8')) as Omit<DatasetFile, 'path'>) };
}

/** Moves when the fact format does (its vectors say so), or the story told here. */
function version({ logs }: DatasetWishes): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const files = ['dataset.ts', 'datasetWords.ts', '../vectors/facts-1.json', '../../src/app/backup/backupFile.ts'];
  if (logs !== undefined) files.push('datasetPeople.ts');
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(here, file)));
  return hash.digest('hex').slice(0, 12);
}

async function writeDataset({ tools: count, facts, logs = 1 }: DatasetWishes) {
  const phone = createPhone(Date.UTC(2022, 0, 3, 8));
  const { crypto } = phone.deps;
  const beginning = await found(phone);
  const { workshop, member, secrets, recovery, writer } = beginning;
  const founderLog = writer.signer.log;
  const entries = new Map<LogId, SealedEntry[]>([[founderLog, [...beginning.entries]]]);
  const heads = new Map<LogId, FactRef>();
  const penOf = ({ signer }: Pick<Writer, 'signer'>, begun: FactRef | null) =>
    createDatasetPen(
      { ...writer, signer },
      begun,
      ({ fact, person }) => {
        heads.set(fact.log, refOf(fact));
        const own = entries.get(fact.log) ?? [];
        own.push({ bytes: fact.bytes, person });
        entries.set(fact.log, own);
      },
      crypto,
    );
  const founder = penOf(writer, beginning.refs[foundingFacts - 1] as FactRef);
  const on = beginning.refs[1] as FactRef;
  const { signers, membership } = await admitPhones(logs - 1, { founder, workshop, on }, crypto);
  const others = signers.map((signer) => penOf({ signer }, null));
  const { drafts, tools } = createDataset(
    { tools: count, facts: facts - 2 * others.length },
    { founder: member, membership },
  );

  const penFor = shareOut(founder, others);
  const written: FactRef[] = [];
  for (const story of drafts) {
    const draft = story(written);
    written.push(refOf(await penFor(draft).write(draft)));
  }

  const lock = await backupKey(recovery, workshop, crypto);
  const keys = await sealBytes(lock, encodeCanonical(secrets.epochs), backupContext, crypto);
  const heights = [...entries].map(([log, own]) => [bytesOf(log), own.length, bytesOf(heads.get(log)?.id ?? '')]);
  const parts = [
    fileBeginning,
    frame({ workshop: bytesOf(workshop), member, keys, madeAt: phone.clock.now, logs: heights, blobs: 0 }),
  ];
  for (const [log, own] of entries)
    for (let n = 0; n * factsPerChunk < own.length; n += 1) {
      const chunk = own.slice(n * factsPerChunk, (n + 1) * factsPerChunk);
      parts.push(frame(['facts', bytesOf(log), n, chunk.map(({ bytes, person }) => [bytes, person])]));
    }
  parts.push(frame(['end', parts.length]));
  return { parts, workshop, houseKey: await toHouseKey(recovery, crypto), list: tools };
}

/** Founds a workshop in memory and goes on writing in its log without it: a database of this size has no place there. */
async function found({ deps }: ReturnType<typeof createPhone>) {
  const founded = await foundWorkshop({ name: 'La Grande Remise', myName: 'Odile', language: 'fr' }, deps);
  if (!founded.ok) throw new Error(founded.refusal.kind);
  const workshop = founded.value;
  const db = openDatabase(databaseName(workshop), deps.storage);
  const secrets = await readSecrets(db);
  const members = await db.rows('A').members.toArray();
  const chunks = await db.chunks.toArray();
  const facts = (await db.streams.toArray()).flatMap((stream) => stream.facts);
  db.dexie.close();
  const signer = secrets === null ? null : await openSigner(secrets.signing, deps.crypto);
  if (secrets?.recovery == null || signer?.ok !== true) throw new Error('The founded workshop has no keys');

  const keys = createEpochKeys(workshop, deps.crypto);
  const [[epoch, secret] = []] = Object.entries(secrets.epochs) as [EpochId, Uint8Array][];
  if (epoch === undefined || secret === undefined) throw new Error('The founded workshop has no epoch');
  keys.add(epoch, new Uint8Array(secret));
  const writer: Writer = { workshop, signer: signer.value, epoch: { id: epoch, keys } };
  const refs = new Map(facts.map((fact) => [fact.seq, refOf(fact)]));
  const entries: readonly SealedEntry[] = chunks.flatMap((chunk) => chunk.entries);
  return {
    workshop,
    member: members[0]?.id as MemberId,
    writer,
    entries,
    refs: Array.from({ length: foundingFacts }, (_, seq) => refs.get(seq) as FactRef),
    secrets: { ...secrets, epochs: { [epoch]: new Uint8Array(secret) } },
    recovery: new Uint8Array(secrets.recovery),
  };
}
