import type { WorkshopId } from '#domain/ids.ts';
import { bytesOf, type Bytes } from './bytes.ts';
import { encodeCanonical } from './canonicalCbor.ts';
import type { FactHeader } from './factHeader.ts';
import type { PartName } from './factParts.ts';

/** Where a sealed part belongs. As additional data it keeps a part from being moved to another fact or workshop. */
export function partContext(
  workshop: WorkshopId,
  { log, seq, prev, epoch }: Pick<FactHeader, 'log' | 'seq' | 'prev' | 'epoch'>,
  part: PartName,
): Bytes {
  return encodeCanonical([
    1,
    bytesOf(workshop),
    bytesOf(log),
    seq,
    prev && bytesOf(prev),
    epoch && bytesOf(epoch),
    part,
  ]);
}
