import type { BlobId } from '#domain/ids.ts';
import { currentRows } from './currentRows.ts';
import type { WorkshopDatabase } from '../database.ts';
import { readPictureBudget } from './pictureSettings.ts';

/** Where one picture or file stands, as far as this device knows. */
export interface PictureStanding {
  readonly isHere: boolean;
  /** Another device, or the pod, said that it has the whole of it. */
  readonly isElsewhere: boolean;
}

export async function pictureStanding(db: WorkshopDatabase, blob: BlobId): Promise<PictureStanding> {
  const [count, note] = await Promise.all([db.blobs.where('id').equals(blob).count(), db.blobNotes.get(blob)]);
  return { isHere: count > 0, isElsewhere: note?.pod !== undefined || note?.phone !== undefined };
}

/** Pictures and files of the workshop, as they stand on this device. Thumbnails are counted with what they are of. */
export interface PictureCounts {
  /** Full pictures and files that the workshop shows. */
  readonly all: number;
  readonly here: number;
  /** Nobody else is known to have these. */
  readonly onlyHere: number;
  /** Thumbnails that are still to come. */
  readonly toCome: number;
  /** Bytes that full pictures and files take here, and may take. */
  readonly bytes: number;
  readonly budget: number;
}

export async function pictureCounts(db: WorkshopDatabase): Promise<PictureCounts> {
  const rows = await currentRows(db);
  const [named, ids, notes, budget] = await Promise.all([
    rows.pictures.toArray(),
    db.blobs.toCollection().primaryKeys(),
    db.blobNotes.toArray(),
    readPictureBudget(db),
  ]);
  const here = new Set<string>(ids);
  const elsewhere = new Set<string>(
    notes.flatMap(({ id, pod, phone }) => (pod === undefined && phone === undefined ? [] : [id])),
  );
  const wanted = new Map(named.flatMap((row) => row.wanted.map((each) => [each.blob, each] as const)));
  const large = [...wanted.values()].filter(({ sort }) => sort !== 'thumb');
  const kept = large.filter(({ blob }) => here.has(blob));
  return {
    all: large.length,
    here: kept.length,
    onlyHere: kept.filter(({ blob }) => !elsewhere.has(blob)).length,
    toCome: [...wanted.values()].filter(({ blob, sort }) => sort === 'thumb' && !here.has(blob)).length,
    bytes: kept.reduce((sum, { size }) => sum + size, 0),
    budget,
  };
}
