/**
 * Counts what is said or asked only the first times on this device. False once `times` were had; where nothing can be
 * counted it stays true, since saying too much harms nobody.
 */
export function isFirstTimes(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  what: 'tick-words' | 'persist',
  times: number,
): boolean {
  const key = `circule.times.${what}`;
  try {
    const had = Number(storage.getItem(key) ?? 0);
    if (had >= times) return false;
    storage.setItem(key, String(had + 1));
  } catch {
    return true;
  }
  return true;
}
