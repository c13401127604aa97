import type { Fact } from '#domain/fact.ts';
import type { LogId } from '#domain/ids.ts';
import type { Membership } from '#domain/settle/membership.ts';

/**
 * What a stranger shows and we may hear, for one session: facts not here, and each where nothing of ours stands. Signed they
 * all are; but whoever was cut signs on, beside what is here or between our height and the cut, and would count there.
 */
export function newsAmong(
  shown: readonly Fact[],
  here: readonly Fact[],
  { devices }: Membership,
  heightOf: (log: LogId) => number,
): readonly Fact[] {
  const known = new Set(here.map(({ id }) => id));
  return shown.filter(
    ({ id, log, seq }) => !known.has(id) && seq >= heightOf(log) && (devices.get(log)?.cut ?? null) === null,
  );
}
