import { groupBy } from '#domain/groupBy.ts';
import type { FactId, LogId } from '#domain/ids.ts';
import type { CarriedFact, LogFrom, LogHeight } from './ledger.ts';

type Place = Pick<LogHeight, 'log' | 'branch'>;
/** A log or one branch of it, as a key. */
export const placeKey = ({ log, branch }: Place): string => (branch === null ? log : `${log}/${branch}`);

/** What the other lacks of ours: from where to read, and which of their heads to look at before believing them. */
export interface Lacking {
  readonly from: readonly LogFrom[];
  /** By place: the fact they say is their last. When ours is another there, the log has two branches. */
  readonly headToCheck: ReadonlyMap<string, { readonly seq: number; readonly head: FactId }>;
  readonly facts: number;
}

/**
 * What the other end has, as far as it said so, or sent it, or was sent it in this session. It may lie: then it lacks
 * what it said it had, and nobody else is the poorer.
 */
export interface TheirHeights {
  readonly claim: (heights: readonly LogHeight[]) => void;
  /** They have this fact, or it is on its way to them. */
  readonly learn: (fact: Place & Pick<CarriedFact, 'seq'>) => void;
  /** Whether this fact is the next they lack of its log. */
  readonly isNext: (fact: Place & Pick<CarriedFact, 'seq'>) => boolean;
  readonly isBeyond: (fact: Place & Pick<CarriedFact, 'seq'>) => boolean;
  readonly lacking: (heads: readonly LogHeight[]) => Lacking;
  /** Their last fact of this log is not ours: they get the log, which to them is a branch, from its beginning. */
  readonly startOver: (place: Place) => void;
}

export function createTheirHeights(): TheirHeights {
  const known = new Map<string, number>();
  const startedOver = new Set<string>();
  const checked = new Set<string>();
  let claims: ReadonlyMap<LogId, readonly LogHeight[]> = new Map();

  function learnHeight(place: Place, height: number) {
    const key = placeKey(place);
    known.set(key, Math.max(known.get(key) ?? 0, height));
  }

  /** Once for each set of branches: else a peer that lies about its heads got the same log for ever. */
  function startOverOnce(ours: LogHeight, branches: string): boolean {
    const key = `${placeKey(ours)} ${branches}`;
    if (startedOver.has(key)) return false;
    startedOver.add(key);
    known.set(placeKey(ours), 0);
    return true;
  }

  /** From where on they lack this log or branch of ours. */
  function heightFor(ours: LogHeight, own: readonly LogHeight[]): number {
    const theirs = claims.get(ours.log) ?? [];
    if (theirs.some(({ height, head }) => height === ours.height && head === ours.head)) {
      learnHeight(ours, ours.height);
      return ours.height;
    }
    const said = theirs.find(({ branch }) => branch === ours.branch);
    // Which branch is "the log" may differ while only one end knows both.
    const misnamed = ours.branch === null && theirs.length > 0 && branchesOf(own) !== branchesOf(theirs);
    const otherHead = said?.height === ours.height;
    if ((misnamed || otherHead) && startOverOnce(ours, branchesOf(own))) return 0;
    return known.get(placeKey(ours)) ?? 0;
  }

  function lacking(heads: readonly LogHeight[]): Lacking {
    const from: LogFrom[] = [];
    const headToCheck = new Map<string, { seq: number; head: FactId }>();
    let facts = 0;
    for (const [log, own] of groupBy(heads, (head) => head.log)) {
      for (const ours of own) {
        const { branch } = ours;
        const height = heightFor(ours, own);
        if (height >= ours.height) continue;
        facts += ours.height - height;
        const key = placeKey(ours);
        const said = claims.get(log)?.find((claim) => claim.branch === branch);
        const check = height > 0 && said?.height === height && !checked.has(key);
        checked.add(key);
        if (check) headToCheck.set(key, { seq: height - 1, head: said.head });
        from.push({ log, branch, from: check ? height - 1 : height });
      }
    }
    return { from, headToCheck, facts };
  }

  return {
    lacking,
    claim(heights) {
      claims = groupBy(heights, ({ log }) => log);
      for (const height of heights) learnHeight(height, height.height);
    },
    learn: (fact) => learnHeight(fact, fact.seq + 1),
    isNext(fact) {
      const height = known.get(placeKey(fact)) ?? 0;
      // A branch begins where it parts from its log.
      return fact.seq === height || (fact.branch !== null && height === 0);
    },
    isBeyond: (fact) => fact.seq >= (known.get(placeKey(fact)) ?? 0),
    startOver: (place) => known.set(placeKey(place), 0),
  };
}

const branchesOf = (heights: readonly LogHeight[]): string =>
  heights
    .map(({ branch }) => branch ?? '')
    .toSorted()
    .join(' ');
