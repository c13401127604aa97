import type { BlobId, LogId } from '#domain/ids.ts';
import type { NamedBlob } from '#domain/settle/blobs.ts';
import type { BlobNote, PicturesRow, WorkshopDatabase } from '#store/database.ts';
import { readPictureBudget } from '#store/queries/pictureSettings.ts';
import { readState } from '#store/readState.ts';

/** What this device knows of the workshop's pictures and files, in memory: a session asks often. */
export interface PictureStock {
  readonly wanted: ReadonlyMap<BlobId, NamedBlob>;
  /** Taken away, and shown by no other fact. */
  readonly gone: ReadonlySet<BlobId>;
  readonly here: ReadonlySet<BlobId>;
  readonly notes: ReadonlyMap<BlobId, BlobNote>;
  readonly budget: number;
}

export async function readStock(db: WorkshopDatabase): Promise<PictureStock> {
  const state = await readState(db);
  const [rows, here, notes, budget] = await Promise.all([
    db.rows(state.side).pictures.toArray(),
    db.blobs.toCollection().primaryKeys(),
    db.blobNotes.toArray(),
    readPictureBudget(db),
  ]);
  const wanted = wantedOf(rows);
  return {
    wanted,
    gone: new Set(rows.flatMap((row) => row.gone).filter((blob) => !wanted.has(blob))),
    here: new Set(here as BlobId[]),
    notes: new Map(notes.map((note) => [note.id, note])),
    budget,
  };
}

export const wantedOf = (rows: readonly PicturesRow[]): ReadonlyMap<BlobId, NamedBlob> =>
  new Map(rows.flatMap((row) => row.wanted.map((named) => [named.blob, named] as const)));

/** Thumbnails are always here: only the rest has a budget. */
export const takesRoom = ({ sort }: NamedBlob): boolean => sort !== 'thumb';

export function roomTaken({ wanted, here }: PictureStock): number {
  let bytes = 0;
  for (const blob of here) {
    const named = wanted.get(blob);
    if (named !== undefined && takesRoom(named)) bytes += named.size;
  }
  return bytes;
}

/** What is to be fetched, in this order: thumbnails, what somebody wants to see now, and the newest while there is room. */
export function toFetch(stock: PictureStock): readonly NamedBlob[] {
  const missing = [...stock.wanted.values()].filter(({ blob }) => !stock.here.has(blob));
  const isAsked = ({ blob }: NamedBlob): boolean => stock.notes.get(blob)?.asked === 1;
  const asked = missing.filter((named) => takesRoom(named) && isAsked(named));
  let room = stock.budget - roomTaken(stock) - asked.reduce((sum, { size }) => sum + size, 0);
  const ahead = missing
    .filter((named) => takesRoom(named) && !isAsked(named))
    .toSorted((one, other) => other.at - one.at)
    .filter(({ size }) => (room -= size) >= 0);
  return [...missing.filter((named) => !takesRoom(named)), ...asked, ...ahead];
}

const day = 24 * 3600 * 1000;
/** Somebody's word that they have it is worth so long: then it is asked for again. */
const wordLasts = 7 * day;
const wordSuffices = 30 * day;

/** When a pod last said that it has it, or anybody did. */
const lastWord = (of: 'pod' | 'anybody', { pod = 0, phone = 0 }: Partial<BlobNote> = {}): number =>
  of === 'pod' ? pod : Math.max(pod, phone);

/** Of what is here, what this end is not known to have, or nobody. */
export function toOffer({ wanted, here, notes }: PictureStock, to: 'phone' | 'pod', now: number): readonly NamedBlob[] {
  return [...here].flatMap((blob) => {
    const named = wanted.get(blob);
    const told = lastWord(to === 'pod' ? 'pod' : 'anybody', notes.get(blob));
    return named === undefined || told > now - wordLasts ? [] : [named];
  });
}

/**
 * What is let go while more is here than the person gave room for: opened longest ago first, and only what is safe
 * elsewhere. Of what was added here only a pod's word counts, so that two phones do not both let go of the last one.
 */
export function toLetGo(stock: PictureStock, own: LogId, now: number): readonly BlobId[] {
  const { wanted, here, notes, budget } = stock;
  // A pod may lose its disk; it is asked anew every week, so its word is hardly ever older than that.
  const mayGo = ({ blob, log }: NamedBlob): boolean =>
    lastWord(log === own ? 'pod' : 'anybody', notes.get(blob)) > now - wordSuffices;
  const openedAt = ({ blob }: NamedBlob): number => notes.get(blob)?.openedAt ?? 0;
  let over = roomTaken(stock) - budget;
  return [...here]
    .flatMap((blob) => wanted.get(blob) ?? [])
    .filter((named) => takesRoom(named) && mayGo(named))
    .toSorted((one, other) => openedAt(one) - openedAt(other) || one.at - other.at)
    .flatMap(({ blob, size }) => {
      if (over <= 0) return [];
      over -= size;
      return [blob];
    });
}

/** Drops bytes for good: what was taken away, and what came of it so far. The pod is told later. */
export async function dropGone(db: WorkshopDatabase, { gone, here, notes }: PictureStock): Promise<boolean> {
  const fresh = [...gone].filter((blob) => here.has(blob) || notes.get(blob)?.erased === undefined);
  if (fresh.length === 0) return false;
  await db.dexie.transaction('rw', [db.blobs, db.pieces, db.blobNotes], async () => {
    await db.blobs.bulkDelete(fresh);
    for (const blob of fresh) await piecesOf(db, blob).delete();
    await db.blobNotes.bulkPut(fresh.map((id) => ({ id, erased: 'to-tell' })));
  });
  return true;
}

/** What came of a blob that is not whole. */
export const piecesOf = (db: WorkshopDatabase, blob: BlobId) =>
  db.pieces.where('[blob+at]').between([blob, 0], [blob, Infinity]);

/** Changes what is noted of some blobs. */
export const note = (
  db: WorkshopDatabase,
  blobs: readonly BlobId[],
  change: (before: BlobNote) => BlobNote,
): Promise<readonly BlobNote[]> =>
  db.dexie.transaction('rw', db.blobNotes, async () => {
    const before = await db.blobNotes.bulkGet([...blobs]);
    const notes = blobs.map((id, at) => change(before[at] ?? { id }));
    await db.blobNotes.bulkPut(notes);
    return notes;
  });
