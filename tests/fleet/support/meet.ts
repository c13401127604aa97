/** Two ends meet over a link in memory, until both have said all they had to say. */
import type { Signer } from '#crypto/signingKey.ts';
import { spokenVersions, type SessionCrypto } from '#session/handshake.ts';
import type { BlobShelf } from '#session/blobShelf.ts';
import type { Ledger, Trust } from '#session/ledger.ts';
import type { Link } from '#session/link.ts';
import { openSession, type Session, type SessionDeps } from '#session/session.ts';
import { createMemoryLinks, type LinkWeather } from '#tests/support/memoryLink.ts';
import { createMemoryTimer } from '#tests/support/memoryTimer.ts';

/** Who can hold a session: a phone, the pod, a liar. */
export interface Party {
  readonly ledger: Ledger;
  readonly trust: Trust;
  readonly signer: Signer;
  readonly crypto: SessionCrypto;
  readonly mode?: SessionDeps['mode'];
  readonly shelf?: BlobShelf;
}

export interface Met {
  readonly sessions: readonly [Session, Session];
  readonly frames: number;
}

/** Everything a session waits for passes through here, so that "nothing more is coming" can be told from "slow". */
function watched<Port extends object>(port: Port, busy: { count: number }): Port {
  return new Proxy(port, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      return (...words: unknown[]): unknown => {
        const answer: unknown = Reflect.apply(value, target, words);
        if (isStream(answer)) return watchedStream(answer, busy);
        if (!(answer instanceof Promise)) return answer;
        busy.count += 1;
        return answer.finally(() => (busy.count -= 1));
      };
    },
  });
}

const isStream = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;

async function* watchedStream(stream: AsyncIterable<unknown>, busy: { count: number }): AsyncGenerator {
  const reading = stream[Symbol.asyncIterator]();
  for (;;) {
    busy.count += 1;
    const next = await reading.next().finally(() => (busy.count -= 1));
    if (next.done === true) return;
    yield next.value;
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const patience = 20_000;

export async function meet(
  parties: readonly [Party, Party],
  weather: LinkWeather = {},
  during?: () => Promise<void>,
): Promise<Met> {
  const busy = { count: 0 };
  const links = createMemoryLinks(weather);
  const timer = createMemoryTimer();
  const open = ({ ledger, trust, signer, crypto, shelf, mode = 'full' }: Party, link: Link): Session =>
    openSession({
      link,
      ...(shelf && { blobs: watched(shelf, busy) }),
      ledger: watched(ledger, busy),
      trust: watched(trust, busy),
      identity: watched(signer, busy),
      mode,
      versions: spokenVersions,
      appVersion: '1',
      crypto: { ...crypto, subtle: watched(crypto.subtle, busy), verify: watchedCall(crypto.verify, busy) },
      timer,
    });
  const sessions = [open(parties[0], links.ends[0]), open(parties[1], links.ends[1])] as const;
  const frames = () => links.sent[0].frames + links.sent[1].frames;
  const isOver = () => sessions.every((session) => session.view().state === 'closed');
  const isEven = () => sessions.every(({ view }) => view().state === 'even' || view().state === 'closed');
  const quiet = async () => {
    const began = Date.now();
    for (let still = 0, before = -1; still < 12;) {
      if (Date.now() - began > patience) throw new Error(`a session does not come to rest: ${said(sessions)}`);
      await turn();
      const now = frames();
      still = now === before && busy.count === 0 ? still + 1 : 0;
      before = now;
    }
  };
  await quiet();
  await during?.();
  if (during !== undefined) await quiet();
  if (!isOver() && !isEven()) {
    // Somebody nobody knows may be asked who let them in, and have nothing to show: that takes its time.
    timer.pass(15_000);
    await quiet();
  }
  // Law: sessions end. One that is neither even nor over, with nothing under way, waits for ever.
  if (!isOver() && !isEven()) throw new Error(`a session waits for ever: ${said(sessions)}`);
  for (const session of sessions) session.close();
  timer.pass(3000);
  await within(Promise.all(sessions.map(({ done }) => done)), () => `a session does not end: ${said(sessions)}`);
  return { sessions, frames: frames() };
}

const said = (sessions: readonly Session[]): string => JSON.stringify(sessions.map((session) => session.view()));

const watchedCall =
  <Words extends unknown[], Answer>(call: (...words: Words) => Promise<Answer>, busy: { count: number }) =>
  (...words: Words): Promise<Answer> => {
    busy.count += 1;
    return call(...words).finally(() => (busy.count -= 1));
  };

/** Real time, for what must never happen. */
export async function within<Value>(work: Promise<Value>, message: () => string): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message())), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
