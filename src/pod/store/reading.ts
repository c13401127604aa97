import type { FactId, LogId } from '#domain/ids.ts';
import type { LogFrom } from '#session/ledger.ts';

interface OnLine {
  readonly log: LogId;
  readonly branch: FactId | null;
}

/** One text for a line, to look it up by. */
export const lineKey = ({ log, branch }: OnLine): string => (branch === null ? log : `${log}/${branch}`);

export function isAsked(fact: OnLine & { readonly seq: number }, from: readonly LogFrom[] | null): boolean {
  return (
    from === null || from.some((line) => line.log === fact.log && line.branch === fact.branch && fact.seq >= line.from)
  );
}

interface Sized {
  readonly bytes: Uint8Array;
  readonly person: Uint8Array | null;
}

export const sizeOf = ({ bytes, person }: Sized): number => bytes.length + (person?.length ?? 0);

/** The front of `facts` that fits, at least one. */
export function runOf<Fact extends Sized>(facts: readonly Fact[], maxBytes: number): readonly Fact[] {
  let size = 0;
  const end = facts.findIndex((fact, at) => {
    size += sizeOf(fact);
    return at > 0 && size > maxBytes;
  });
  return end === -1 ? facts : facts.slice(0, end);
}
