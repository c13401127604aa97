import type { FactId, WorkshopId } from '#domain/ids.ts';
import type { TextName } from '#domain/kinds/text.ts';

type Place = Pick<Storage, 'getItem' | 'setItem'>;

const keyOf = (workshop: WorkshopId, of: TextName): string => `circule.read.${workshop.slice(0, 22)}.${of}`;

/** The version last shown on this device; null of a text never opened here. It is nobody else's business, so no fact. */
export function lastRead(storage: Place, workshop: WorkshopId, of: TextName): FactId | null {
  try {
    return storage.getItem(keyOf(workshop, of)) as FactId | null;
  } catch {
    return null;
  }
}

export function noteRead(storage: Place, workshop: WorkshopId, of: TextName, version: FactId): void {
  try {
    storage.setItem(keyOf(workshop, of), version);
  } catch {
    // Full or forbidden: then nothing is ever marked as new.
  }
}
