/** A phone's end of a pod's socket, and a session over it with a ledger kept in memory: no browser, no Dexie. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { readHeader } from '#crypto/factHeader.ts';
import type { Signer } from '#crypto/signingKey.ts';
import type { WorkshopId } from '#domain/ids.ts';
import { openBlindLedger, usualQuota, type BlindLedger } from '#pod/blindLedger.ts';
import { createSocketLink } from '#pod/socketLink.ts';
import { createMemoryStore } from '#pod/store/memoryStore.ts';
import { spokenVersions } from '#session/handshake.ts';
import type { Link } from '#session/link.ts';
import { bounds } from '#session/messages.ts';
import { podBinding } from '#session/podBinding.ts';
import type { BlobShelf } from '#session/blobShelf.ts';
import { openSession, type Session } from '#session/session.ts';
import type { Timer } from '#session/timer.ts';
import { cryptoOfTests, verifyOfTests, type Pen, type SealedWorkshop } from './sealedWorkshop.ts';

export const timerOfTests: Timer = {
  now: () => performance.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** `calledAt`: the host the phone believes to call. */
export async function linkToPod(
  url: string,
  workshop: WorkshopId,
  calledAt?: string,
): Promise<Link & { readonly socket: WebSocket }> {
  const address = new URL('pod', url.replace(/^http/, 'ws'));
  const socket = new WebSocket(`${address.href}?w=${workshop}`, { perMessageDeflate: false });
  const rate = { burst: 1e12, perSecond: 1e12 };
  const binding = podBinding(calledAt ?? address.host, address.pathname);
  const link = createSocketLink({ socket, binding, incoming: rate, now: () => performance.now() });
  await once(socket, 'open');
  return { ...link, socket };
}

export function ledgerOf({ workshop }: SealedWorkshop): Promise<BlindLedger> {
  return openBlindLedger({
    workshop,
    store: createMemoryStore(),
    verify: verifyOfTests,
    crypto: cryptoOfTests,
    now: () => Date.UTC(2026, 0, 6),
    quota: usualQuota,
  });
}

export interface PodPhone {
  readonly session: Session;
  readonly ledger: BlindLedger;
  /** Resolves once the pod said that so much of the log is stored. */
  readonly stored: (height: number, log?: string) => Promise<void>;
  /** Resolves once nothing is left to say. */
  readonly even: () => Promise<void>;
  readonly end: () => void;
}

export interface PhoneDeps {
  readonly url: string;
  readonly workshop: WorkshopId;
  readonly signer: Signer;
  readonly ledger: BlindLedger;
  /** Facts in clear that let it in, shown when the pod does not know it. */
  readonly intro?: () => readonly Uint8Array<ArrayBuffer>[];
  readonly calledAt?: string;
  readonly blobs?: BlobShelf;
}

export async function meetPod({
  url,
  workshop,
  signer,
  ledger,
  intro = () => [],
  calledAt,
  blobs,
}: PhoneDeps): Promise<PodPhone> {
  const link = await linkToPod(url, workshop, calledAt);
  const watchers = new Set<() => void>();
  const look = () => watchers.forEach((each) => each());
  const session = openSession({
    link,
    ledger,
    ...(blobs && { blobs }),
    // A pod is nobody's device: what it is sent is sealed, and what it says is verified.
    trust: { ...ledger.trust, standingOf: () => Promise.resolve('in'), intro: () => Promise.resolve(intro()) },
    identity: signer,
    mode: 'full',
    versions: spokenVersions,
    appVersion: 'test',
    crypto: { ...cryptoOfTests, verify: verifyOfTests },
    timer: timerOfTests,
    onView: look,
    onPeerStored: look,
  });

  function until(isSo: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const watch = () => {
        const isOver = session.view().state === 'closed';
        if (!isSo() && !isOver) return;
        watchers.delete(watch);
        if (isSo()) resolve();
        else reject(new Error(`ended: ${JSON.stringify(session.view().end)}`));
      };
      watchers.add(watch);
      watch();
    });
  }

  return {
    session,
    ledger,
    stored: (height, log = signer.log) => until(() => session.peerHas(log as Signer['log']) >= height),
    even: () => until(() => session.view().state === 'even'),
    end: () => link.socket.terminate(),
  };
}

/** The facts in clear, as a phone that was let in shows them. */
export const introOf = (atelier: SealedWorkshop) => () =>
  atelier
    .all()
    .map(({ bytes }) => bytes)
    .filter((bytes) => {
      const read = readHeader(bytes);
      return read.ok && read.value.header.epoch === null;
    })
    .slice(0, bounds.intro);

export const phoneOf = (
  atelier: SealedWorkshop,
  { signer }: Pen,
  url: string,
  ledger: BlindLedger,
  blobs?: BlobShelf,
): Promise<PodPhone> =>
  meetPod({ url, workshop: atelier.workshop, signer, ledger, intro: introOf(atelier), ...(blobs && { blobs }) });
