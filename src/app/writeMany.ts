import type { Draft, FactRef } from '#domain/fact.ts';
import type { StreamId } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok } from '#domain/result.ts';
import { concernOf } from '#domain/settle/tool.ts';
import type { Pen } from './pen.ts';

/** Makes the next draft from the heads of a concern as they are by then. */
export type DraftMaker = (headsOf: (stream: StreamId, concern: string) => readonly FactRef[]) => Draft;

export interface Progress {
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
  readonly rest: () => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/** Facts stored in one transaction: few enough that a tap beside it is not kept waiting. */
const sliceSize = 120;

/**
 * Writes many facts in slices, each stored before the next. The streams must be new (an import, the demo): their heads
 * are what was written here. Stopped by `signal` or a refusal, it says how many facts are stored.
 */
export async function writeMany(
  pen: Pen,
  makers: readonly DraftMaker[],
  { onProgress, rest, signal }: Progress,
): Promise<Result<{ readonly written: number }, Refusal & { readonly written: number }>> {
  const heads = new Map<string, readonly FactRef[]>();
  let written = 0;
  while (written < makers.length && signal?.aborted !== true) {
    const slice = makers.slice(written, written + sliceSize);
    const result = await writeSlice(pen, slice, heads);
    if (!result.ok) return { ok: false, refusal: { ...result.refusal, written } };
    written += slice.length;
    onProgress?.(written, makers.length);
    await rest();
  }
  return ok({ written });
}

async function writeSlice(
  pen: Pen,
  makers: readonly DraftMaker[],
  heads: Map<string, readonly FactRef[]>,
): Promise<Result<unknown, Refusal>> {
  // Sealed again after a refusal, so what this attempt adds is kept apart until it is stored.
  let added = new Map<string, readonly FactRef[]>();
  const result = await pen.write([], () => {
    added = new Map();
    const made: Draft[] = [];
    let noted = 0;
    const note = (refs: readonly FactRef[]): void => {
      for (let at = noted; at < refs.length; at += 1) noteHeads(added, made[at] as Draft, refs[at] as FactRef);
      noted = refs.length;
    };
    const drafts = makers.map((make) => (earlier: readonly FactRef[]) => {
      note(earlier);
      const draft = make((stream, concern) => added.get(`${stream} ${concern}`) ?? heads.get(`${stream} ${concern}`) ?? []);
      made.push(draft);
      return draft;
    });
    return ok({ drafts, value: note });
  });
  if (!result.ok) return result;
  for (const [key, refs] of added) heads.set(key, refs);
  return ok(null);
}

function noteHeads(heads: Map<string, readonly FactRef[]>, { thing }: Draft, { log, seq, id }: FactRef): void {
  const concern = concernOf(thing);
  if (concern === null) return;
  for (const stream of thing.streams) heads.set(`${stream} ${concern}`, [{ log, seq, id }]);
}
