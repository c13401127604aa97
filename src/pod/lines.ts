import type { SealedFact } from '#crypto/readFact.ts';
import type { FactId } from '#domain/ids.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import type { FactStore, LineHeight, MovedLine } from './store/factStore.ts';
import type { WorkshopId } from '#domain/ids.ts';

/** Branches of one log that are kept as evidence; a liar could make any number. */
export const maxLinesPerLog = 8;

/** Onto which line a run goes, and which line makes way for it. */
export interface Joining {
  readonly branch: FactId | null;
  readonly moved: MovedLine | null;
}
export type JoinRefusal = { readonly kind: 'gap' | 'quota' };

/**
 * Where the first of a run of authentic facts belongs. Most continue a line. One that has a sister, a fact on the same
 * `prev`, shows that the log is doubled: the smaller id stays on the line, the larger begins a branch named after it.
 * So everybody names the branches alike, in whatever order the facts came.
 */
export async function joinLine(
  store: Pick<FactStore, 'at'>,
  workshop: WorkshopId,
  lines: readonly LineHeight[],
  first: SealedFact,
): Promise<Result<Joining, JoinRefusal>> {
  const { log, seq, prev, id } = first;
  if (lines.length === 0) return seq === 0 ? ok({ branch: null, moved: null }) : refused({ kind: 'gap' });
  const continued = lines.find(({ height, head }) => height === seq && head === prev);
  if (continued !== undefined) return ok({ branch: continued.branch, moved: null });

  const below = seq === 0 ? [] : await store.at(workshop, log, seq - 1);
  const parent = seq === 0 ? { branch: null } : below.find((fact) => fact.id === prev);
  if (parent === undefined) return refused({ kind: 'gap' });
  const sister = (await store.at(workshop, log, seq)).find(({ branch }) => branch === parent.branch);
  if (sister === undefined) return refused({ kind: 'gap' });
  if (lines.length >= maxLinesPerLog) return refused({ kind: 'quota' });
  return ok(
    id < sister.id
      ? { branch: parent.branch, moved: { log, branch: parent.branch, from: seq, to: sister.id } }
      : { branch: id, moved: null },
  );
}
