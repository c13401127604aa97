import type { WorkshopId } from '#domain/ids.ts';
import { maxFrameBytes } from '#session/link.ts';
import { podBinding } from '#session/podBinding.ts';
import { createLinkEnd } from './channelLink.ts';
import type { Room, Transport, TransportStatus } from './transport.ts';

export interface PodOptions {
  /** `ws:` or `wss:`, without the workshop. */
  readonly address: string;
  readonly workshop: WorkshopId;
  readonly random: () => number;
}

/** Codes with which a pod closes: 4,000 and more are ours. */
export const podCloseCodes = { full: 4001, refused: 4003 } as const;

const connectPatience = 10_000;
const shortestWait = 1_000;
const longestWait = 60_000;
/** A pod that says no is asked again, since somebody may have made room. */
const waitAfterNo = 300_000;
/** A socket open for less was of no use: a pod that answers and sends us away would else be called every second. */
const steadyAfter = 20_000;
/** A pod that is there says so every 20 seconds. */
const heardEvery = 25_000;

/** The pod is a peer that never sleeps. One socket, made again whenever it is lost. */
export const createPodTransport = ({ address, workshop, random }: PodOptions): Transport => ({
  start(onLink) {
    const statusListeners = new Set<() => void>();
    let place: TransportStatus['place'] = 'none';
    let room: Room | null = null;
    let socket: WebSocket | null = null;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    let isHeard = false;
    let silence: ReturnType<typeof setTimeout> | undefined;
    let isStopped = false;

    const heard = (): void => {
      clearTimeout(silence);
      isHeard = true;
      silence = setTimeout(() => (isHeard = false), heardEvery);
    };
    const say = (next: TransportStatus['place']): void => {
      if (place === next) return;
      place = next;
      for (const each of statusListeners) each();
    };
    const waitFor = (ms: number): void => {
      clearTimeout(retry);
      retry = setTimeout(connect, ms);
    };

    function connect(): void {
      clearTimeout(retry);
      if (isStopped || room === null || socket !== null) return;
      const url = new URL(address);
      url.searchParams.set('w', workshop);
      const mine = new WebSocket(url);
      const here = room;
      socket = mine;
      mine.binaryType = 'arraybuffer';
      if (place !== 'failed') say('connecting');
      let patience = setTimeout(() => drop(), connectPatience);
      const end = createLinkEnd(
        {
          send(frame) {
            if (mine.readyState !== WebSocket.OPEN) throw new Error('The socket is closed');
            mine.send(frame);
          },
          waiting: () => mine.bufferedAmount,
          close: () => mine.close(1000),
        },
        podBinding(url.host, url.pathname),
      );
      /** Once, whether the socket told us or we gave it up: over a network that went away it tells late. */
      const drop = (code = 0): void => {
        if (socket !== mine) return;
        socket = null;
        clearTimeout(patience);
        clearTimeout(silence);
        mine.onopen = null;
        mine.onmessage = null;
        mine.onclose = null;
        mine.onerror = () => undefined;
        mine.close();
        end.closed();
        failures += 1;
        if (isStopped || room === null) return say('none');
        const isNo = code === podCloseCodes.full || code === podCloseCodes.refused;
        say(code === podCloseCodes.full ? 'full' : code === podCloseCodes.refused ? 'refused' : 'failed');
        const backoff = Math.min(shortestWait * 2 ** Math.min(failures - 1, 10), longestWait);
        waitFor((isNo ? waitAfterNo : backoff) * (0.75 + random() / 2));
      };
      mine.onopen = () => {
        clearTimeout(patience);
        patience = setTimeout(() => (failures = 0), steadyAfter);
        heard();
        say('open');
        onLink(end.link, here);
      };
      mine.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (!(data instanceof ArrayBuffer) || data.byteLength > maxFrameBytes) return mine.close(1003);
        heard();
        end.received(new Uint8Array(data));
      };
      mine.onerror = () => undefined;
      mine.onclose = ({ code }) => drop(code);
      give = drop;
    }
    let give: () => void = () => undefined;

    return {
      setRooms(rooms) {
        room = rooms.find(({ kind }) => kind === 'now') ?? null;
        if (room === null) {
          clearTimeout(retry);
          give();
          say('none');
        } else connect();
      },
      nudge() {
        // A socket through which a cut went looks open, and would wait as long again as the cut was before it tries.
        if (socket !== null && socket.readyState === WebSocket.OPEN && isHeard) return;
        failures = 0;
        give();
        connect();
      },
      status: () => ({ place, links: place === 'open' ? 1 : 0, unreached: 0 }),
      onStatus(listener) {
        statusListeners.add(listener);
        return () => void statusListeners.delete(listener);
      },
      stop() {
        isStopped = true;
        statusListeners.clear();
        clearTimeout(retry);
        give();
      },
    };
  },
});
