import type { Draft, Fact, FactRef } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import type { StreamId } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok } from '#domain/result.ts';
import { concernOf } from '#domain/settle/tool.ts';
import type { Pen, SealedAhead } from './pen.ts';

/** Makes the next draft from the heads of a concern as they are by then. */
export type DraftMaker = (headsOf: (stream: StreamId, concern: string) => readonly FactRef[]) => Draft;

export interface Progress {
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
  readonly rest: () => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/** Facts stored in one transaction: few enough that a tap beside it is not kept waiting. */
const sliceSize = 240;

/**
 * Writes many facts in slices, each stored before the next; while the browser writes one down, the next is sealed on top
 * of it. The streams must be new (an import, the demo): their heads are what was written here. Stopped by `signal` or a
 * refusal, it says how many facts are stored.
 */
export async function writeMany(
  pen: Pen,
  makers: readonly DraftMaker[],
  { onProgress, rest, signal }: Progress,
): Promise<Result<{ readonly written: number }, Refusal & { readonly written: number }>> {
  const heads: Heads = new Map();
  let written = 0;
  let ahead: SealedAhead | null = null;
  while (written < makers.length && signal?.aborted !== true) {
    const slice = makers.slice(written, written + sliceSize);
    const next = makers.slice(written + sliceSize, written + 2 * sliceSize);
    const result: Stored = await storeSlice(pen, { slice, next, heads, ahead });
    if (!result.ok) return { ok: false, refusal: { ...result.refusal, written } };
    ahead = result.value;
    written += slice.length;
    onProgress?.(written, makers.length);
    await rest();
  }
  return ok({ written });
}

/** By stream and concern. */
type Heads = Map<string, readonly FactRef[]>;
/** The value is the following slice, sealed meanwhile. */
type Stored = Result<SealedAhead | null, Refusal>;

interface Slice {
  readonly slice: readonly DraftMaker[];
  readonly next: readonly DraftMaker[];
  readonly heads: Heads;
  readonly ahead: SealedAhead | null;
}

async function storeSlice(pen: Pen, { slice, next, heads, ahead }: Slice): Promise<Stored> {
  let facts: readonly Fact[] = [];
  let following: Promise<SealedAhead | null> = Promise.resolve(null);
  // May be called again after a refusal: what an attempt sealed counts only once it is stored.
  const result = await pen.write([], () =>
    ok({
      drafts: draftsOf(slice, [heads]),
      ahead,
      onSealed: (sealed, sealNext) => {
        facts = sealed;
        if (next.length > 0) following = sealNext(draftsOf(next, [noteHeads(new Map(), sealed), heads]));
      },
      value: () => null,
    }),
  );
  const sealed = await following;
  if (!result.ok) return result;
  noteHeads(heads, facts);
  return ok(sealed);
}

/** Each draft stands on what the slice has written before it. */
function draftsOf(
  makers: readonly DraftMaker[],
  before: readonly Heads[],
): readonly ((earlier: readonly Fact[]) => Draft)[] {
  const added: Heads = new Map();
  const layers = [added, ...before];
  let noted = 0;
  return makers.map((make) => (earlier) => {
    noteHeads(added, earlier.slice(noted));
    noted = earlier.length;
    return make((stream, concern) => {
      const key = `${stream} ${concern}`;
      return layers.find((heads) => heads.has(key))?.get(key) ?? [];
    });
  });
}

function noteHeads(heads: Heads, facts: readonly Fact[]): Heads {
  for (const fact of facts) {
    const concern = concernOf(fact);
    if (concern !== null) for (const stream of fact.streams) heads.set(`${stream} ${concern}`, [refOf(fact)]);
  }
  return heads;
}
