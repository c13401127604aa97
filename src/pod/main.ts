import { createReadStream, createWriteStream, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import { restoreArchive, writeArchive, type ArchiveRefusal } from './archive.ts';
import { openBlindLedger } from './blindLedger.ts';
import { blobsIn, factsIn } from './dataFolder.ts';
import { createNodeCrypto } from './nodeCrypto.ts';
import { type DataRefusal, openData } from './openData.ts';
import { openPod } from './openPod.ts';
import { type Command, type OptionRefusal, type PodOptions, readCommand } from './options.ts';
import { createStaticHost, type StaticHostRefusal } from './staticHost.ts';
import type { FactStore } from './store/factStore.ts';
import { openPodShelf } from './blobShelf.ts';
import type { BlobStore } from './store/blobStore.ts';
import { openSqliteBlobStore } from './store/sqliteBlobStore.ts';
import { openSqliteStore } from './store/sqliteStore.ts';

const crypto = createNodeCrypto();
const now = (): number => new Date().getTime();

/** Serves the built app beside this file and keeps facts for phones. The only file of the pod that acts when it is run. */
async function main(): Promise<void> {
  const command = readCommand(process.argv.slice(2), process.env);
  if (!command.ok) return fail(command.refusal);
  switch (command.value.kind) {
    case 'serve':
      return serve(command.value.options);
    case 'list':
      return list(command.value.data);
    case 'export':
      return exportWorkshop(command.value);
    case 'restore':
      return restore(command.value);
  }
}

async function serve({ dir, base, host: wished, port, data, ...more }: PodOptions): Promise<void> {
  const pod = await openPod({
    ...more,
    dir: data,
    version: readVersion(),
    crypto,
    now,
    onFailure: (error) => console.error(error),
  });
  const opened = await createStaticHost({ dir, base, host: wished, port, beside: pod.beside });
  if (!opened.ok) {
    await pod.stop();
    return fail(opened.refusal);
  }
  const host = opened.value;
  if (pod.notKept !== null) console.error(sentenceOf(pod.notKept));
  console.log(`Circule est prête. Ouvrez ${host.url} dans un navigateur de cet ordinateur. Ctrl+C pour arrêter.`);
  console.log(`Circule is ready. Open ${host.url} in a browser on this computer. Ctrl+C to stop.`);
  const stop = async (): Promise<void> => {
    await pod.stop();
    await host.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}

/** Reads beside a running pod; null, and said, when there is nothing to read. */
function openToRead(data: string): FactStore | null {
  if (!existsSync(factsIn(data))) {
    fail({ kind: 'no-data-here', dir: data });
    return null;
  }
  const store = openSqliteStore({ path: factsIn(data) });
  if (store.ok) return store.value;
  fail({ ...store.refusal, dir: data });
  return null;
}

/** A pod of an earlier version kept no pictures: then there is nothing to read. */
function openBlobsToRead(data: string): BlobStore | undefined {
  const opened = existsSync(blobsIn(data)) ? openSqliteBlobStore({ path: blobsIn(data) }) : null;
  return opened?.ok === true ? opened.value : undefined;
}

async function list(data: string): Promise<void> {
  const store = openToRead(data);
  for (const { workshop, facts, bytes } of (await store?.workshops()) ?? [])
    console.log(`${workshop}  ${String(facts)} facts  ${String(bytes)} bytes`);
  await store?.close();
}

async function exportWorkshop({ data, workshop, file }: Extract<Command, { kind: 'export' }>): Promise<void> {
  const store = openToRead(data);
  if (store === null) return;
  const blobs = openBlobsToRead(data);
  const known = (await store.workshops()).find((each) => each.workshop === workshop);
  if (known === undefined) fail({ kind: 'workshop-unknown' });
  else {
    // Under another name until it is whole.
    const unfinished = `${file}.part`;
    try {
      await pipeline(
        Readable.from(writeArchive(store, workshop, now(), blobs)),
        createWriteStream(unfinished, { mode: 0o600 }),
      );
      renameSync(unfinished, file);
      console.log(`${String(known.facts)} facts → ${file}`);
    } catch (error) {
      rmSync(unfinished, { force: true });
      fail({ kind: 'file-unusable', reason: String(error) });
    }
  }
  await blobs?.close();
  await store.close();
}

async function restore({ data, file }: Extract<Command, { kind: 'restore' }>): Promise<void> {
  const opened = await openData(data);
  if (!opened.ok) return fail(opened.refusal);
  const { store, blobs, close } = opened.value;
  const verify = await createVerifySignature(crypto);
  const most = Number.MAX_SAFE_INTEGER;
  const quota = { bytes: most, facts: most, logs: most, factsBeyondCut: most, clearFacts: most };
  try {
    const restored = await restoreArchive(createReadStream(file), async (workshop) => {
      const ledger = await openBlindLedger({ workshop, store, verify, crypto, now, quota });
      const { forgottenBlobs: forgotten } = ledger;
      const shelf = await openPodShelf({ workshop, store: blobs, quota: most, forgotten, crypto, now });
      return { ledger, shelf };
    });
    if (restored.ok)
      console.log(
        `${restored.value.workshop}  ${String(restored.value.facts)} facts, ${String(restored.value.fresh)} new, ${String(restored.value.blobs)} pictures and files`,
      );
    else fail(restored.refusal);
  } catch (error) {
    fail({ kind: 'file-unusable', reason: String(error) });
  }
  await close();
}

type Refusal =
  | StaticHostRefusal
  | DataRefusal
  | OptionRefusal
  | ArchiveRefusal
  | { readonly kind: 'no-data-here'; readonly dir: string }
  | { readonly kind: 'workshop-unknown' }
  | { readonly kind: 'file-unusable'; readonly reason: string };

function fail(refusal: Refusal): void {
  console.error(sentenceOf(refusal));
  process.exitCode = 1;
}

function sentenceOf(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'no-app-here':
      return `Rien à servir dans ${refusal.dir} : lancez d'abord « npm run build ».\nNothing to serve in ${refusal.dir}: run "npm run build" first.`;
    case 'cannot-listen':
      return `Impossible d'ouvrir un port : ${refusal.reason}\nNo port could be opened: ${refusal.reason}`;
    case 'data-in-use':
      return `Un autre pod utilise déjà ${refusal.dir} : celui-ci ne garde rien.\nAnother pod is using ${refusal.dir} already: this one keeps nothing.`;
    case 'data-unusable':
      return `Impossible d'utiliser ${refusal.dir} : ${refusal.reason}\n${refusal.dir} cannot be used: ${refusal.reason}`;
    case 'option-wrong':
      return `Option incomprise : ${refusal.reason}. Voir docs/pod.md.\nThis option is not understood: ${refusal.reason}. See docs/pod.md.`;
    case 'no-data-here':
      return `Aucune donnée dans ${refusal.dir}.\nThere are no data in ${refusal.dir}.`;
    case 'workshop-unknown':
      return `Cet atelier n'est pas gardé ici.\nThis workshop is not kept here.`;
    case 'file-unusable':
      return `Fichier inutilisable : ${refusal.reason}\nThe file cannot be used: ${refusal.reason}`;
    case 'no-archive':
      return `Ce fichier n'est pas une archive de pod.\nThis file is not an archive of a pod.`;
    case 'later-version':
      return `Cette archive vient d'une version plus récente.\nThis archive is of a later version.`;
    case 'archive-damaged':
      return `Archive abîmée : ce qui la précède est restauré.\nThe archive is damaged: what came before is restored.`;
    case 'archive-cut':
      return `Archive incomplète : ce qu'elle contient est restauré.\nThe archive is cut: what is in it is restored.`;
    case 'facts-refused':
      return `${String(refusal.runs)} passages refusés (non signés par l'atelier) ; le reste est restauré.\n${String(refusal.runs)} runs of facts refused (not signed by the workshop); the rest is restored.`;
    case 'blobs-altered':
      return `${String(refusal.count)} photos ou fichiers abîmés ; le reste est restauré.\n${String(refusal.count)} pictures or files are damaged; the rest is restored.`;
    case 'storage-full':
      return `Le disque est plein.\nThe disk is full.`;
    case 'storage-lost':
      return `Le disque ne répond pas ou refuse l'écriture.\nThe disk does not answer, or takes no writing.`;
  }
}

/** Of the package this was built from; without it there is no version to name. */
function readVersion(): string {
  try {
    const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    return (JSON.parse(text) as { readonly version: string }).version;
  } catch {
    return 'unknown';
  }
}

await main();
