import { concat, toBase64url, type Bytes } from '#crypto/bytes.ts';
import { sha256, type CryptoDeps } from '#crypto/cryptoDeps.ts';
import type { BlobId, LogId } from '#domain/ids.ts';
import type { BlobAdded, BlobShelf, SizedBlob } from '#session/blobShelf.ts';
import type { BlobNote, WorkshopDatabase } from '#store/database.ts';
import { watch } from '#store/queries/watch.ts';
import { storageRefusal } from '#store/storageRefusal.ts';
import { dropGone, note, type PictureStock, piecesOf, readStock, toFetch, toLetGo, toOffer } from './pictureStock.ts';

export interface KeptBlobsDeps {
  readonly db: WorkshopDatabase;
  readonly crypto: Pick<CryptoDeps, 'subtle'>;
  /** This device's log: what it added itself is let go last. */
  readonly log: LogId;
  readonly now: () => number;
  /** Tells when pictures are named, taken away or wanted, by any tab. Returns a way to stop. */
  readonly watch?: (listener: () => void) => () => void;
}

/** Pictures and files as this device keeps them; one for all its sessions. */
export interface KeptBlobs {
  readonly shelfFor: (peer: 'phone' | 'pod') => BlobShelf;
  /** Reads anew what is wanted and gone, and drops what is to be dropped. */
  readonly look: () => Promise<void>;
  readonly stop: () => void;
}

interface Fetching {
  readonly size: number;
  at: number;
}

export function createKeptBlobs({ db, crypto, log, now, ...deps }: KeptBlobsDeps): KeptBlobs {
  const listeners = new Set<() => void>();
  const fetching = new Map<BlobId, Fetching>();
  let stock: Promise<PictureStock> | null = null;
  let looking: Promise<void> | null = null;
  let isLookWanted = false;
  let last: { readonly blob: BlobId; readonly bytes: Uint8Array } | null = null;

  const known = (): Promise<PictureStock> => (stock ??= readStock(db));

  async function lookOnce() {
    let next = await readStock(db);
    if (await dropGone(db, next)) next = await readStock(db);
    const letGo = toLetGo(next, log, now());
    if (letGo.length > 0) {
      await db.blobs.bulkDelete([...letGo]);
      next = await readStock(db);
    }
    last = null;
    stock = Promise.resolve(next);
    for (const each of listeners) each();
  }

  function look(): Promise<void> {
    isLookWanted = true;
    looking ??= (async () => {
      while (isLookWanted) {
        isLookWanted = false;
        await lookOnce();
      }
    })().finally(() => (looking = null));
    return looking;
  }

  const stopWatching = (deps.watch ?? ((listener) => watchPictures(db, listener)))(() => {
    // The workshop was closed meanwhile, or the disk is full: the next change looks again.
    look().catch(() => undefined);
  });

  /** What is noted on the disk is noted in memory, without reading all of it again. */
  async function noteNow(blobs: readonly BlobId[], change: (before: BlobNote) => BlobNote) {
    if (blobs.length === 0) return;
    const notes = await note(db, blobs, change);
    stock = Promise.resolve(noted(await known(), notes));
  }

  async function begin({ blob, size }: SizedBlob): Promise<number | null> {
    const { wanted, here } = await known();
    if (fetching.has(blob) || here.has(blob) || wanted.get(blob)?.size !== size) return null;
    const begun = { size, at: 0 };
    fetching.set(blob, begun);
    const pieces = await piecesOf(db, blob).toArray();
    for (const { at, bytes } of pieces) if (at === begun.at) begun.at += bytes.length;
    if (begun.at < size) return begun.at;
    await piecesOf(db, blob).delete();
    return (begun.at = 0);
  }

  async function add(blob: BlobId, bytes: Bytes, peer: 'phone' | 'pod'): Promise<BlobAdded> {
    const begun = fetching.get(blob);
    if (begun === undefined) return 'full';
    try {
      if (begun.at + bytes.length < begun.size) {
        await db.pieces.put({ blob, at: begun.at, bytes });
        begun.at += bytes.length;
        return 'more';
      }
      const pieces = begun.at === 0 ? [] : await piecesOf(db, blob).toArray();
      const whole = concat(...pieces.map((piece) => piece.bytes as Bytes), bytes);
      const isRight = toBase64url(await sha256(crypto.subtle, whole)) === blob;
      await keepWhole(blob, isRight ? whole : null, peer);
      return isRight ? 'whole' : 'wrong';
    } catch (error) {
      if (storageRefusal(error) === null) throw error;
      return 'full';
    }
  }

  /** Null: the bytes were wrong, and nothing of them is kept. */
  async function keepWhole(blob: BlobId, bytes: Bytes | null, peer: 'phone' | 'pod') {
    const at = now();
    const notes = await db.dexie.transaction('rw', [db.blobs, db.pieces, db.blobNotes], async () => {
      await piecesOf(db, blob).delete();
      if (bytes === null) return [];
      await db.blobs.put({ id: blob, bytes });
      return note(db, [blob], ({ asked: _come, ...before }) => ({ ...before, [peer]: at }));
    });
    fetching.delete(blob);
    if (bytes === null) return;
    const before = noted(await known(), notes);
    stock = Promise.resolve({ ...before, here: new Set([...before.here, blob]) });
    for (const each of listeners) each();
  }

  async function wholeBlob(blob: BlobId): Promise<Uint8Array | null> {
    if (last?.blob === blob) return last.bytes;
    const bytes = (await db.blobs.get(blob))?.bytes;
    if (bytes === undefined) return null;
    last = { blob, bytes };
    return bytes;
  }

  return {
    look,
    stop() {
      stopWatching();
      listeners.clear();
    },
    shelfFor: (peer) => ({
      wanted: async () => toFetch(await known()).filter(({ blob }) => !fetching.has(blob)),
      begin,
      add: (blob, bytes) => add(blob, bytes, peer),
      leave: (blob) => void fetching.delete(blob),
      async here(blobs) {
        const { here, wanted } = await known();
        return blobs.filter((blob) => here.has(blob) && wanted.has(blob));
      },
      async read({ blob, from, length }) {
        const { wanted, here } = await known();
        // What was taken away is not given on, even while its bytes are still here.
        const bytes = wanted.has(blob) && here.has(blob) ? await wholeBlob(blob) : null;
        return bytes === null || from >= bytes.length ? null : new Uint8Array(bytes.subarray(from, from + length));
      },
      toOffer: async () => toOffer(await known(), peer, now()),
      async confirmed(blobs) {
        const { here } = await known();
        const at = now();
        await noteNow(
          blobs.filter((blob) => here.has(blob)),
          (before) => ({ ...before, [peer]: at }),
        );
      },
      async toErase() {
        if (peer === 'phone') return [];
        return [...(await known()).notes.values()].flatMap(({ id, erased }) => (erased === 'to-tell' ? [id] : []));
      },
      erased: (blobs) => noteNow(blobs, (before) => ({ ...before, erased: 'told' })),
      // A phone hears it from the fact.
      erase: () => Promise.resolve(),
      onChange(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    }),
  };
}

const noted = (stock: PictureStock, notes: readonly BlobNote[]): PictureStock => ({
  ...stock,
  notes: new Map([...stock.notes, ...notes.map((each) => [each.id, each] as const)]),
});

/** Both sides of rows: which one is read may change with an update. */
function watchPictures(db: WorkshopDatabase, listener: () => void): () => void {
  const watching = watch(
    () =>
      Promise.all([
        db.rows('A').pictures.toArray(),
        db.rows('B').pictures.toArray(),
        db.blobNotes.where('asked').equals(1).primaryKeys(),
        db.drafts.get('pictures'),
      ]),
    listener,
  );
  return () => watching.unsubscribe();
}
