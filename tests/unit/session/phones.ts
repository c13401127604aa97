/** Two ends of a memory link with a session each. */
import type { Signer } from '#crypto/signingKey.ts';
import type { Trust } from '#session/ledger.ts';
import type { Link } from '#session/link.ts';
import { openSession, type Session, type SessionDeps, type SessionView } from '#session/session.ts';
import {
  createMemoryLedger,
  createMemoryTrust,
  createPen,
  createSigner,
  sessionCrypto,
  type MemoryLedger,
  type Pen,
} from '#tests/support/memoryLedger.ts';
import { createMemoryLinks, type LinkWeather } from '#tests/support/memoryLink.ts';
import { createMemoryTimer } from '#tests/support/memoryTimer.ts';

export interface Phone {
  readonly signer: Signer;
  readonly pen: Pen;
  readonly ledger: MemoryLedger;
  readonly trust: Trust;
  readonly write: (count: number, size?: number, person?: number) => Promise<void>;
}

export function createPhone({
  trust = {},
  ledger = createMemoryLedger(),
  signer,
}: { trust?: Partial<Trust>; ledger?: MemoryLedger; signer?: Signer } = {}): Phone {
  const own = signer ?? createSigner();
  const pen = createPen(own);
  return {
    signer: own,
    pen,
    ledger,
    trust: createMemoryTrust(trust),
    async write(count, size = 120, person = 0) {
      const fill = (length: number) => sessionCrypto.randomBytes(length);
      for (let left = count; left > 0; left -= 50) {
        const facts = [];
        for (let at = 0; at < Math.min(50, left); at += 1)
          facts.push(await pen.write(fill(size), person > 0 ? fill(person) : null));
        await ledger.accept(facts);
      }
    },
  };
}

export function sessionOf(phone: Phone, link: Link, timer = createMemoryTimer(), changes: Partial<SessionDeps> = {}) {
  return openSession({
    link,
    ledger: phone.ledger,
    trust: phone.trust,
    identity: phone.signer,
    mode: 'full',
    versions: { lowest: 1, highest: 1 },
    appVersion: '1.0.0',
    crypto: sessionCrypto,
    timer,
    ...changes,
  });
}

export interface Meeting {
  readonly timer: ReturnType<typeof createMemoryTimer>;
  readonly sessions: readonly [Session, Session];
  readonly links: ReturnType<typeof createMemoryLinks>;
  readonly over: () => Promise<unknown>;
}

export function meet(
  one: Phone,
  other: Phone,
  weather: LinkWeather = {},
  changes: readonly [Partial<SessionDeps>, Partial<SessionDeps>] = [{}, {}],
): Meeting {
  const links = createMemoryLinks(weather);
  const timer = createMemoryTimer();
  const sessions = [
    sessionOf(one, links.ends[0], timer, changes[0]),
    sessionOf(other, links.ends[1], timer, changes[1]),
  ] as const;
  return { timer, sessions, links, over: () => Promise.all(sessions.map(({ done }) => done)) };
}

/** Long enough for hashing in other threads to come back. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve, 1));
const patience = 15_000;

export async function until(isSo: () => boolean): Promise<void> {
  for (const start = performance.now(); performance.now() - start < patience; await turn()) if (isSo()) return;
  throw new Error(`never: ${isSo.toString()}`);
}
export const settled = async (turns = 30) => {
  for (let left = turns; left > 0; left -= 1) await turn();
};

export const isEven = ({ state }: SessionView) => state === 'even' || state === 'closed';
/** Until both have said all they had to say, or it is over. */
export const even = ({ sessions }: Meeting) => until(() => sessions.every((session) => isEven(session.view())));
