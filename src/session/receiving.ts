import type { Carrier } from './carrier.ts';
import type { Conversation } from './conversation.ts';
import type { AcceptRefusal, CarriedFact, Ledger, LogHeight } from './ledger.ts';
import type { MessageOf } from './messages.ts';
import { createQuota } from './quota.ts';
import { placeKey, type TheirHeights } from './theirHeights.ts';
import type { Timer } from './timer.ts';

export interface ReceivingDeps {
  readonly talk: Conversation;
  readonly ledger: Pick<Ledger, 'accept'>;
  readonly carrier: Carrier;
  readonly theirs: TheirHeights;
  readonly timer: Pick<Timer, 'now'>;
  /** They sent what we said we have: to them, or to us, the log has a branch more. */
  readonly onOverlap: () => void;
  /** Whether the other may still be told anything; ends the conversation otherwise. */
  readonly mayGo: () => Promise<boolean>;
  /** A slice was stored, or refused, and answered. */
  readonly onAnswered: () => void;
  /** Slices with the ledger at once: those that wait there are stored together, which costs little more than one alone. */
  readonly slicesAtOnce?: number;
  /** For work that the next slice does not wait for. */
  readonly background: (work: Promise<void>) => void;
}

/** Slices that come in. Nothing is believed: the ledger verifies, and what it refuses is counted. */
export interface Receiving {
  /** Resolves when there is room for another, which may be before this one is stored. */
  readonly take: (slice: MessageOf<'slice'>) => Promise<void>;
  /** Nothing is being stored any more. */
  readonly settled: () => Promise<void>;
  /** What was said to be here, and what they said to have. */
  readonly expect: (ours: readonly LogHeight[], theirs: readonly LogHeight[]) => void;
  readonly progress: () => { readonly done: number; readonly of: number };
}

/** Slices with the ledger at once, unless more is said. */
const fewAtOnce = 16;
const maxBadSlices = 3;
/** Bytes a minute of what is refused though perhaps honest: of strangers to us, or more than we keep. */
const refusedBytesPerMinute = 4 * 1024 * 1024;
/** And of what was here already: two phones may well bring the same. */
const repeatedBytesPerMinute = 64 * 1024 * 1024;

export function createReceiving(deps: ReceivingDeps): Receiving {
  const { talk, ledger, carrier, theirs, timer, onOverlap, slicesAtOnce = fewAtOnce } = deps;
  const refusedBytes = createQuota(refusedBytesPerMinute, timer);
  const repeatedBytes = createQuota(repeatedBytesPerMinute, timer);
  const storing = new Set<Promise<void>>();
  let heightSaid: ReadonlyMap<string, number> = new Map();
  /** Logs of which something was refused that its sender may honestly have. */
  const unwanted = new Set<string>();
  let badSlices = 0;
  let hasNoRoom = false;
  let done = 0;
  let of = 0;

  async function take(slice: MessageOf<'slice'>) {
    const bytes = slice.parts.reduce((sum, part) => sum + part.bytes.length, slice.update.length);
    const facts = await readSlice(slice);
    if (facts === null) {
      await settled();
      return refuse(slice.number, bytes, ['malformed']);
    }
    // Before they are stored: what is stored is offered to everybody who has not got it.
    facts.forEach(theirs.learn);
    const stored = store(slice.number, bytes, facts).then(deps.onAnswered);
    deps.background(stored);
    const isOver = stored.catch(() => undefined).finally(() => storing.delete(isOver));
    storing.add(isOver);
    if (storing.size >= slicesAtOnce) await Promise.race(storing);
  }

  const settled = async () => void (await Promise.all(storing));

  async function store(number: number, bytes: number, facts: readonly CarriedFact[]) {
    const accepted = await ledger.accept(facts);
    done += facts.length;
    // What a removed device brings is as good as from others; it is told nothing of it.
    if (!(await deps.mayGo())) return;
    if (accepted.refusals.length > 0) {
      const kinds = accepted.refusals.map(({ kind }) => kind);
      const places = facts.map(placeKey);
      if (kinds.some((kind) => kind === 'quota' || kind === 'stranger'))
        for (const place of places) unwanted.add(place);
      // What was on its way behind it joins nothing, through nobody's fault.
      const isExcused = places.some((place) => unwanted.has(place));
      return refuse(number, bytes, isExcused ? kinds.map((kind) => (kind === 'gap' ? 'quota' : kind)) : kinds);
    }
    if (accepted.stored === 0 && !repeatedBytes.take(bytes)) return flood();
    await talk.send({ kind: 'stored', number, refused: null });
    if (facts.some((fact) => fact.branch !== null || fact.seq < (heightSaid.get(placeKey(fact)) ?? 0))) onOverlap();
  }

  async function readSlice(slice: MessageOf<'slice'>): Promise<readonly CarriedFact[] | null> {
    const decoded = await carrier.decodeUpdate(slice.update, slice.branch);
    if (!decoded.ok) return null;
    const personByPlace = new Map(slice.parts.map(({ log, seq, bytes }) => [`${log} ${seq}`, bytes]));
    const facts = decoded.value.map((fact) => {
      const place = `${fact.log} ${fact.seq}`;
      const person = personByPlace.get(place) ?? null;
      personByPlace.delete(place);
      return { ...fact, person };
    });
    return personByPlace.size === 0 ? facts : null;
  }

  async function refuse(number: number, bytes: number, kinds: readonly (AcceptRefusal['kind'] | 'malformed')[]) {
    const [kind = 'malformed'] = kinds;
    await talk.send({ kind: 'stored', number, refused: kind });
    hasNoRoom ||= kinds.some((each) => each === 'storage-full' || each === 'storage-lost');
    // What was on its way meanwhile joins nothing, through nobody's fault.
    if (hasNoRoom && kinds.every((each) => each !== 'forged' && each !== 'malformed')) return;
    if (kinds.some((each) => each === 'forged' || each === 'gap' || each === 'malformed')) badSlices += 1;
    if (badSlices >= maxBadSlices) return talk.end({ by: 'here', reason: 'wrong', detail: 'slices-refused' });
    if (!refusedBytes.take(bytes)) flood();
  }

  const flood = () => talk.end({ by: 'here', reason: 'limit', detail: 'flood' });

  return {
    take,
    settled,
    expect(ours, claimed) {
      heightSaid = new Map(ours.map((height) => [placeKey(height), height.height]));
      const highest = new Map<string, number>();
      for (const { log, height } of ours) highest.set(log, Math.max(highest.get(log) ?? 0, height));
      // Never more than will come, or it would be waited for without end. Where a branch begins is not said; and which
      // branch of a doubled log has which name may differ while one end knows less.
      const missing = claimed.map(({ log, branch, height }) =>
        branch === null ? Math.max(0, height - (highest.get(log) ?? 0)) : 0,
      );
      of = missing.reduce((sum, count) => Math.min(sum + count, Number.MAX_SAFE_INTEGER), done);
    },
    progress: () => ({ done, of: Math.max(of, done) }),
  };
}
