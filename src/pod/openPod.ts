import { timingSafeEqual } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { utf8 } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import { ok, type Result } from '#domain/result.ts';
import { maxFrameBytes } from '#session/link.ts';
import { type Answer, page, plain } from './answer.ts';
import type { WorkshopQuota } from './blindLedger.ts';
import { callerAddress, isFromThisMachine } from './callerAddress.ts';
import { type DataRefusal, openData } from './openData.ts';
import { openPodKey } from './podKey.ts';
import { createPodPeer, type PeerLimits, type PodPeer } from './podPeer.ts';
import { createSignaling, maxSignalingFrame, type SignalingLimits } from './signaling.ts';
import type { Beside } from './staticHost.ts';
import { statusPage, type PodStatus } from './statusPage.ts';
import type { BlobStore } from './store/blobStore.ts';
import type { FactStore } from './store/factStore.ts';
import { createWorkshops, type WorkshopPolicy } from './workshops.ts';

export interface PodDeps {
  readonly dir: string;
  readonly version: string;
  readonly policy: WorkshopPolicy;
  readonly quota: WorkshopQuota;
  /** Bytes of pictures and files, for each workshop. */
  readonly blobQuota: number;
  /** Lets whoever has it read the status page from elsewhere; null: only from this machine. */
  readonly token: string | null;
  readonly isBehindProxy: boolean;
  readonly crypto: CryptoDeps;
  readonly now: () => number;
  readonly limits?: { readonly peer?: Partial<PeerLimits>; readonly signaling?: Partial<SignalingLimits> };
  readonly onFailure: (error: unknown) => void;
  /** The file of facts does not grow beyond this many pages. */
  readonly maxPages?: number;
}

/** What the pod does besides handing out the app. */
export interface Pod {
  readonly beside: Beside;
  readonly status: () => Promise<PodStatus>;
  /** Null when facts are kept here; else why not: phones may still find each other. */
  readonly notKept: DataRefusal | null;
  readonly stop: () => Promise<void>;
}

const sweepEvery = 3_600_000;

export async function openPod(deps: PodDeps): Promise<Pod> {
  const { version, token, isBehindProxy, now } = deps;
  const upSince = now();
  const signaling = createSignaling({ now, ...(deps.limits?.signaling && { limits: deps.limits.signaling }) });
  const keeping = await keepFacts(deps);
  const kept = keeping.ok ? keeping.value : null;
  const signalSockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxSignalingFrame,
    perMessageDeflate: false,
  });
  const peerSockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false });

  function upgrade(path: string, request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const address = callerAddress(request, isBehindProxy);
    if (path === 'signal') {
      signalSockets.handleUpgrade(request, socket, head, (opened) => signaling.accept(opened, address));
      return true;
    }
    if (path !== 'pod' || kept === null) return false;
    peerSockets.handleUpgrade(request, socket, head, (opened) => kept.peer.accept(opened, request, address));
    return true;
  }

  async function status(): Promise<PodStatus> {
    return {
      version,
      upSince,
      workshops: await sizesOf(kept),
      diskFree: await diskFree(deps.dir),
      trouble: troubleOf(kept),
      keepsFacts: kept !== null,
      phones: kept?.peer.status() ?? { connections: 0, refused: 0 },
      signaling: signaling.status(),
    };
  }

  async function showStatus(request: IncomingMessage): Promise<Answer> {
    if (!isFromThisMachine(request) && !hasToken(request, token))
      return plain(403, 'This page is shown on this machine, or to whoever has the token.');
    return page(statusPage(await status(), request.headers['accept-language']));
  }

  function answer(path: string, request: IncomingMessage): Promise<Answer> | null {
    if (path === 'pod-status') return showStatus(request);
    if (path !== 'healthz') return null;
    const trouble = kept === null ? 'no-data' : troubleOf(kept);
    return Promise.resolve(trouble === null ? plain(200, 'well') : plain(503, trouble));
  }

  return {
    beside: { answer, upgrade },
    status,
    notKept: keeping.ok ? null : keeping.refusal,
    async stop() {
      signaling.stop();
      await kept?.stop();
    },
  };
}

interface Keeping {
  readonly store: FactStore;
  readonly blobs: BlobStore;
  readonly peer: PodPeer;
  readonly stop: () => Promise<void>;
}

const troubleOf = (kept: Keeping | null) => kept?.store.trouble()?.kind ?? kept?.blobs.trouble()?.kind ?? null;

async function sizesOf(kept: Keeping | null): Promise<PodStatus['workshops']> {
  if (kept === null) return [];
  const pictures = new Map((await kept.blobs.sizes()).map((size) => [size.workshop, size]));
  return (await kept.store.workshops()).map((size) => {
    const { blobs = 0, bytes = 0 } = pictures.get(size.workshop) ?? {};
    return { ...size, blobs, blobBytes: bytes };
  });
}

async function keepFacts(deps: PodDeps): Promise<Result<Keeping, DataRefusal>> {
  const { dir, version, policy, quota, blobQuota, crypto, now, limits, onFailure, maxPages } = deps;
  const opened = await openData(dir, maxPages);
  if (!opened.ok) return opened;
  const { store, blobs, close } = opened.value;
  const verify = await createVerifySignature(crypto);
  const workshops = createWorkshops({
    store,
    policy,
    quota,
    blobs: { store: blobs, quota: blobQuota },
    verify,
    crypto,
    now,
  });
  const peer = createPodPeer({
    workshops,
    identity: await openPodKey(dir, crypto),
    version,
    crypto: { ...crypto, verify },
    timer: { now, after },
    now,
    onFailure,
    ...(limits?.peer && { limits: limits.peer }),
  });
  const sweep = (): void => void workshops.sweep().catch(onFailure);
  const sweeping = setInterval(sweep, sweepEvery);
  sweeping.unref();
  sweep();
  return ok({
    store,
    blobs,
    peer,
    async stop() {
      clearInterval(sweeping);
      peer.stop();
      await close();
    },
  });
}

function after(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
}

async function diskFree(dir: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(dir);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function hasToken(request: IncomingMessage, token: string | null): boolean {
  if (token === null) return false;
  const asked = new URL(request.url ?? '/', 'http://pod').searchParams.get('token');
  const given = utf8(asked ?? /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
  const wanted = utf8(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
