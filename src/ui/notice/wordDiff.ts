/** A stretch of two texts: in both, only in the older one, or only in the newer one. */
export interface Stretch {
  readonly at: number;
  readonly is: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Steps of the search; texts that differ more than that are shown as struck out whole and written anew. */
const maxSteps = 400_000;

/**
 * What changed between two texts, by words: the shortest way from one to the other (Myers), so that a word moved or put
 * right does not colour the whole paragraph. Joined, the stretches give either text back, letter by letter.
 */
export function wordDiff(before: string, after: string): readonly Stretch[] {
  const [old, young] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < old.length && start < young.length && old[start] === young[start]) start += 1;
  let end = 0;
  const shorter = Math.min(old.length, young.length) - start;
  while (end < shorter && old[old.length - 1 - end] === young[young.length - 1 - end]) end += 1;
  const [gone, come] = [old.slice(start, old.length - end), young.slice(start, young.length - end)];
  const between = shortestWay(gone, come) ?? [
    ...gone.map((text) => ({ is: 'gone', text }) as const),
    ...come.map((text) => ({ is: 'new', text }) as const),
  ];
  return joined([...old.slice(0, start).map(same), ...between, ...old.slice(old.length - end).map(same)]);
}

type Step = Omit<Stretch, 'at'>;
const same = (text: string): Step => ({ is: 'same', text });

/** A word, or what stands between two. */
const wordsOf = (text: string): readonly string[] =>
  text.match(/\s+|[\p{L}\p{M}\p{N}_]+|[^\s\p{L}\p{M}\p{N}_]/gu) ?? [];

function shortestWay(old: readonly string[], young: readonly string[]): readonly Step[] | null {
  /** For each number of changes: how far into the old text one comes on each diagonal. */
  const trails: Map<number, number>[] = [];
  let reach = new Map([[1, 0]]);
  let steps = 0;
  for (let changes = 0; changes <= old.length + young.length; changes += 1) {
    trails.push(reach);
    const next = new Map<number, number>();
    for (let line = -changes; line <= changes; line += 2) {
      steps += 1;
      let at = isDown(reach, line, changes) ? (reach.get(line + 1) ?? 0) : (reach.get(line - 1) ?? 0) + 1;
      while (at < old.length && at - line < young.length && old[at] === young[at - line]) {
        at += 1;
        steps += 1;
      }
      next.set(line, at);
      if (at >= old.length && at - line >= young.length) return walkedBack(trails, old, young);
    }
    if (steps > maxSteps) return null;
    reach = next;
  }
  return [];
}

const isDown = (reach: ReadonlyMap<number, number>, line: number, changes: number): boolean =>
  line === -changes || (line !== changes && (reach.get(line - 1) ?? -1) < (reach.get(line + 1) ?? -1));

function walkedBack(
  trails: readonly ReadonlyMap<number, number>[],
  old: readonly string[],
  young: readonly string[],
): readonly Step[] {
  const way: Step[] = [];
  let [at, to] = [old.length, young.length];
  for (let changes = trails.length - 1; changes >= 0; changes -= 1) {
    const reach = trails[changes] ?? new Map<number, number>();
    const line = at - to;
    const from = isDown(reach, line, changes) ? line + 1 : line - 1;
    const before = reach.get(from) ?? 0;
    while (at > before && to > before - from && at > 0 && to > 0) {
      way.push(same(old[at - 1] ?? ''));
      at -= 1;
      to -= 1;
    }
    if (changes === 0) break;
    if (at === before) way.push({ is: 'new', text: young[to - 1] ?? '' });
    else way.push({ is: 'gone', text: old[at - 1] ?? '' });
    [at, to] = [before, before - from];
  }
  return way.toReversed();
}

/** What goes and what comes between two equal words is told once each, the old before the new. */
function joined(steps: readonly Step[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let [gone, come] = ['', ''];
  const put = (is: Stretch['is'], text: string): void => {
    if (text === '') return;
    const last = stretches[stretches.length - 1];
    if (last?.is === is) stretches[stretches.length - 1] = { ...last, text: last.text + text };
    else stretches.push({ at: stretches.length, is, text });
  };
  for (const { is, text } of steps) {
    if (is === 'gone') gone += text;
    else if (is === 'new') come += text;
    else {
      put('gone', gone);
      put('new', come);
      [gone, come] = ['', ''];
      put('same', text);
    }
  }
  put('gone', gone);
  put('new', come);
  return stretches;
}
