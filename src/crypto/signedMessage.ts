import type { FactId, WorkshopId } from '#domain/ids.ts';
import { bytesOf, concat, utf8, type Bytes } from './bytes.ts';

/** What a fact's signature is over. `null`: the founding fact, which is older than its workshop's id. */
export function signedMessage(workshop: WorkshopId | null, header: Bytes): Bytes {
  return concat(utf8('circule/fact/1'), workshop === null ? new Uint8Array(32) : bytesOf(workshop), header);
}

/** The workshop a fact was signed for: none, when the workshop is named by this very fact. */
export const signedFor = (workshop: WorkshopId, id: FactId): WorkshopId | null =>
  (id as string) === workshop ? null : workshop;
