import type { Conversation } from './conversation.ts';
import type { CarriedPart, Ledger, WantedParts } from './ledger.ts';
import { createQuota } from './quota.ts';
import type { Timer } from './timer.ts';

export interface AskingDeps {
  readonly talk: Conversation;
  readonly ledger: Pick<Ledger, 'wantedParts' | 'parts' | 'acceptParts'>;
  readonly timer: Pick<Timer, 'now'>;
  readonly mayGo: () => Promise<boolean>;
}

/** Person parts: asked for while they are missing, answered while they are here and not forgotten. */
export interface Asking {
  /** Asks, unless an answer is still on its way. Goes on as long as answers bring something. */
  readonly ask: () => Promise<void>;
  readonly take: (parts: readonly CarriedPart[]) => Promise<void>;
  readonly answer: (wanted: readonly WantedParts[]) => Promise<void>;
}

const partsAtOnce = 200;
const answerBytes = 512 * 1024;
const messageBytes = 128 * 1024;
const asksPerMinute = 120;

export function createAsking({ talk, ledger, timer, mayGo }: AskingDeps): Asking {
  const asks = createQuota(asksPerMinute, timer);
  const asked = createQuota(asksPerMinute, timer);
  /** The places asked for; null while nothing is. */
  let awaited: Set<string> | null = null;
  let brought = 0;

  async function ask() {
    if (awaited !== null) return;
    awaited = new Set();
    const wanted = await ledger.wantedParts(partsAtOnce);
    if (wanted.length === 0 || !asks.take(1)) {
      awaited = null;
      return;
    }
    brought = 0;
    awaited = new Set(wanted.flatMap(({ log, seqs }) => seqs.map((seq) => `${log} ${seq}`)));
    await talk.send({ kind: 'want', wanted });
  }

  async function take(parts: readonly CarriedPart[]) {
    if (awaited === null) return;
    const places = awaited;
    // What nobody asked for is not looked at.
    const expected = parts.filter(({ log, seq }) => places.delete(`${log} ${seq}`));
    brought += expected.length;
    if (expected.length > 0) await ledger.acceptParts(expected);
    if (parts.length > 0) return;
    awaited = null;
    if (brought > 0) await ask();
  }

  async function answer(wanted: readonly WantedParts[]) {
    if (!asked.take(1)) return talk.end({ by: 'here', reason: 'limit', detail: 'flood' });
    if (!(await mayGo())) return;
    let waiting: CarriedPart[] = [];
    let waitingBytes = 0;
    let bytes = 0;
    for (const part of await ledger.parts(first(wanted, partsAtOnce))) {
      bytes += part.bytes.length;
      if (bytes > answerBytes) break;
      waiting.push(part);
      waitingBytes += part.bytes.length;
      if (waitingBytes < messageBytes) continue;
      await talk.send({ kind: 'parts', parts: waiting });
      waiting = [];
      waitingBytes = 0;
    }
    if (waiting.length > 0) await talk.send({ kind: 'parts', parts: waiting });
    await talk.send({ kind: 'parts', parts: [] });
  }

  return { ask, take, answer };
}

function first(wanted: readonly WantedParts[], most: number): readonly WantedParts[] {
  const some: WantedParts[] = [];
  let left = most;
  for (const { log, seqs } of wanted) {
    if (left === 0) break;
    some.push({ log, seqs: seqs.slice(0, left) });
    left -= Math.min(left, seqs.length);
  }
  return some;
}
