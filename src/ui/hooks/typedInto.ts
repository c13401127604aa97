/**
 * Somebody typed on top of `shown`, and meanwhile others made `now` of it (a phone's keyboard holds letters back until the
 * word is whole): what was typed goes to its place in what is there now, and no letter of the others is lost.
 */
export function typedInto(shown: string, typed: string, now: string): string {
  if (shown === now) return typed;
  const [mine, theirs] = [stretch(shown, typed), stretch(shown, now)];
  const [myEnd, theirEnd] = [mine.at + mine.removed, theirs.at + theirs.removed];
  if (theirEnd <= mine.at) return now.slice(0, placeIn(shown, now, mine.at)) + typed.slice(mine.at);
  if (theirs.at >= myEnd) return typed.slice(0, mine.at) + mine.added + now.slice(myEnd);
  // Within one another: what either struck out goes, what either wrote stays.
  const [from, to] = [Math.min(mine.at, theirs.at), Math.max(myEnd, theirEnd)];
  return shown.slice(0, from) + mine.added + theirs.added + shown.slice(to);
}

/** Where a place in `before` is in `after`. */
export function placeIn(before: string, after: string, place: number): number {
  const { at, removed, added } = stretch(before, after);
  if (place < at || (place === at && removed > 0)) return place;
  return place >= at + removed ? place - removed + added.length : at + added.length;
}

/** The one stretch in which two texts differ. */
function stretch(before: string, after: string) {
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && before[at] === after[at]) at += 1;
  let same = 0;
  while (same < shorter - at && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  return { at, removed: before.length - at - same, added: after.slice(at, after.length - same) };
}
