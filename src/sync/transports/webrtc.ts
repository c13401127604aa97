import { Doc } from 'yjs';
import { maxFrameBytes } from '#session/link.ts';
import { createLinkEnd, mostWaiting } from './channelLink.ts';
import {
  connectionOf,
  type Rendezvous,
  type RendezvousConn,
  type RendezvousPlace,
  type RendezvousProvider,
} from './rendezvous.ts';
import type { Room, Transport, TransportStatus } from './transport.ts';
import { webrtcBinding } from './webrtcBinding.ts';

export interface WebrtcOptions {
  /** Addresses of signaling. Never y-webrtc's own list. */
  readonly signaling: readonly string[];
  readonly iceServers: readonly string[];
  readonly random: () => number;
  /** y-webrtc, loaded when there is a room to go to. Tests that play two devices in one process bring a second one. */
  readonly rendezvous?: () => Promise<Rendezvous>;
  /** An implementation of WebRTC where the machine has none of its own: Node. */
  readonly wrtc?: object;
}

/** A channel that did not open by then never will, and stands in the way of the next one. */
const connectPatience = 9_000;
/** After a short cut a connection comes back by itself, faster than a new one is made. */
const ownRecovery = 3_000;
/** A device whose session ended is not met again at once: it would go on for ever. */
const restAfterLink = 20_000;
const tick = 2_000;
/** In ticks: how often we make ourselves known while alone, how soon the sockets of who misses somebody are made anew. */
const pace = { alone: 4, slowestAlone: 8, missing: 2, slowestMissing: 30 } as const;

/** Attempts to find somebody again who was here; those before `restlessUntil` of them are left come at an even pace. */
const mostMissing = 24;
const restlessUntil = 10;

const loadRendezvous = async (): Promise<Rendezvous> => await import('y-webrtc');

interface Meeting {
  readonly room: () => Room;
  age: number;
  readonly provider: RendezvousProvider;
  readonly conns: Map<RendezvousConn, Conn>;
  readonly stop: () => void;
  readonly update: (room: Room) => void;
}

/** One device made known to us, from the first offer on. */
interface Conn {
  isOpen: boolean;
  age: number;
  readonly giveUp: () => void;
  /** Gives it up unless it soon hears the other end again. */
  readonly doubt: () => void;
}

/**
 * y-webrtc finds and connects; nothing of ours goes through its channel. On each connection both ends open a channel
 * agreed on beforehand, so that neither has to be told of it.
 *
 * A watchdog does what y-webrtc leaves undone. An offer sent into a dead socket leaves a connection that never opens and
 * shuts out every later one: it is given up after `connectPatience`. A socket through which a cut went looks open for
 * half a minute: while devices that were here are missing, sockets are made anew every few seconds, then ever more rarely.
 * Connections that are open are never touched.
 */
export const createWebrtcTransport = (options: WebrtcOptions): Transport => ({
  start(onLink) {
    const meetings = new Map<string, Meeting>();
    const statusListeners = new Set<() => void>();
    const places = new Set<RendezvousPlace>();
    let rendezvous: Rendezvous | null = null;
    let wanted: readonly Room[] = [];
    let isStopped = false;
    let links = 0;
    let unreached = 0;
    /** Somebody was here and is gone, or was announced and not reached. */
    let missing = 0;
    let wait: number = pace.alone;
    let ticksLeft: number = pace.alone;
    let lastPlace: TransportStatus['place'] = 'none';

    const told = (): void => {
      for (const each of statusListeners) each();
    };
    const placeNow = (): TransportStatus['place'] => {
      if (options.signaling.length === 0 || wanted.length === 0) return 'none';
      const all = [...places];
      if (all.some(({ connected }) => connected)) return 'open';
      return all.some(({ unsuccessfulReconnects }) => unsuccessfulReconnects > 1) ? 'failed' : 'connecting';
    };
    const missSomebody = (): void => {
      missing = mostMissing;
      wait = pace.missing;
      ticksLeft = Math.min(ticksLeft, wait);
    };

    function meet(first: Room, { WebrtcProvider }: Rendezvous): Meeting {
      let room = first;
      const doc = new Doc();
      const provider = new WebrtcProvider(room.name, doc, {
        signaling: [...options.signaling],
        password: room.password,
        maxConns: 24,
        filterBcConns: true,
        peerOpts: {
          ...(options.wrtc === undefined ? {} : { wrtc: options.wrtc }),
          config: { iceServers: options.iceServers.map((urls) => ({ urls })) },
        },
      });
      // Strangers with the room's name are not told when this device comes and goes.
      provider.awareness.setLocalState(null);
      const conns = new Map<RendezvousConn, Conn>();
      keepQuiet();
      provider.on('peers', ({ added }) => {
        for (const id of added) {
          const conn = provider.room?.webrtcConns.get(id);
          if (conn !== undefined && !conns.has(conn)) conns.set(conn, openChannel(conn));
        }
      });

      /** Where a room does not announce, what y-webrtc would publish before anybody came is an announcement. */
      function keepQuiet(): void {
        for (const place of provider.signalingConns) {
          if (places.has(place)) continue;
          places.add(place);
          place.on('connect', told);
          place.on('disconnect', told);
          const { send } = place;
          place.send = (message) => {
            if (message.type === 'publish' && isQuiet(message.topic)) return;
            try {
              send.call(place, message);
            } catch {
              // The socket was not open yet or no more: what is lost is said again.
            }
          };
        }
      }

      function openChannel(conn: RendezvousConn): Conn {
        const { peer } = conn;
        // Whatever comes through y-webrtc's own channel is not listened to: it would fill the empty document.
        peer.removeAllListeners('data');
        peer.on('data', () => undefined);
        const channel = connectionOf(conn).createDataChannel('circule', { negotiated: true, id: 64 });
        channel.binaryType = 'arraybuffer';
        channel.bufferedAmountLowThreshold = mostWaiting / 2;
        const timers = new Set<ReturnType<typeof setTimeout>>();
        const after = (wait: number, work: () => void): void => {
          const timer = setTimeout(() => {
            timers.delete(timer);
            work();
          }, wait);
          timers.add(timer);
        };
        const found: Conn = {
          isOpen: false,
          age: 0,
          giveUp: () => conn.destroy(),
          doubt: () =>
            after(ownRecovery, () => {
              if (connectionOf(conn).iceConnectionState === 'disconnected') conn.destroy();
            }),
        };
        let end: ReturnType<typeof createLinkEnd> | null = null;
        const over = (): void => {
          if (!found.isOpen) return;
          found.isOpen = false;
          links -= 1;
          end?.closed();
          missSomebody();
          told();
        };
        after(connectPatience + options.random() * 2_000, () => {
          if (found.isOpen) return;
          unreached += 1;
          conn.destroy();
          missSomebody();
          told();
        });
        peer.on('close', () => {
          for (const timer of timers) clearTimeout(timer);
          conns.delete(conn);
          over();
        });
        channel.onopen = () => {
          // Given up just as it opened: its connection is gone.
          if (!conns.has(conn)) return;
          const { localDescription, remoteDescription } = connectionOf(conn);
          const binding = webrtcBinding(localDescription?.sdp ?? '', remoteDescription?.sdp ?? '');
          if (binding === null || isStopped) return conn.destroy();
          for (const timer of timers) clearTimeout(timer);
          timers.clear();
          found.isOpen = true;
          links += 1;
          unreached = 0;
          missing = 0;
          end = createLinkEnd(
            {
              send: (frame) => {
                if (channel.readyState !== 'open') throw new Error('The channel is closed');
                channel.send(frame);
              },
              waiting: () => channel.bufferedAmount,
              close: () => channel.close(),
            },
            binding,
          );
          onLink(end.link, room);
          told();
        };
        channel.onmessage = ({ data }: MessageEvent<unknown>) => {
          if (data instanceof ArrayBuffer && data.byteLength <= maxFrameBytes) end?.received(new Uint8Array(data));
          else channel.close();
        };
        channel.onbufferedamountlow = () => end?.drained();
        channel.onclose = () => {
          over();
          // Kept for a while, because y-webrtc calls the device again as soon as its connection is gone. At both ends where
          // keys are given: a newcomer would come for them twice a second, until the rotations are read.
          const rests = room.announces || room.kind === 'past';
          after(rests ? restAfterLink * (1 + options.random()) : 0, () => conn.destroy());
        };
        return found;
      }

      return {
        room: () => room,
        age: 0,
        provider,
        conns,
        update: (next) => (room = next),
        stop: () => {
          provider.disconnect();
          // Takes the provider and its awareness with it.
          doc.destroy();
        },
      };
    }

    const isQuiet = (name: unknown): boolean => {
      const meeting = typeof name === 'string' ? meetings.get(name) : undefined;
      return meeting === undefined || (!meeting.room().announces && meeting.conns.size === 0);
    };

    function settle(): void {
      if (rendezvous === null || isStopped || options.signaling.length === 0) return;
      const names = new Set(wanted.map(({ name }) => name));
      for (const [name, meeting] of meetings) {
        if (names.has(name)) continue;
        meetings.delete(name);
        meeting.stop();
      }
      for (const room of wanted) {
        const known = meetings.get(room.name);
        if (known === undefined) meetings.set(room.name, meet(room, rendezvous));
        else known.update(room);
      }
      for (const place of places) if (place.providers.size === 0) places.delete(place);
      told();
    }

    /** Makes itself known again, through the sockets there are. */
    function announce(): void {
      for (const { room, provider, conns } of meetings.values()) {
        if (!room().announces || [...conns.values()].some(({ isOpen }) => isOpen)) continue;
        // It adds the same sockets to its list each time.
        provider.signalingConns.length = 0;
        provider.connect();
      }
    }

    const connsNow = (): readonly Conn[] => [...meetings.values()].flatMap(({ conns }) => [...conns.values()]);

    function keepWatch(): void {
      const now = placeNow();
      if (now !== lastPlace) {
        lastPlace = now;
        told();
      }
      for (const place of places)
        // y-webrtc would knock every two seconds for ever where nobody listens.
        if (!place.connected && place.unsuccessfulReconnects > 4) place.shouldConnect = false;
      for (const conn of connsNow()) conn.age += 1;
      for (const [name, meeting] of meetings) {
        meeting.age += 1;
        // A room left and entered again at once was refused by y-webrtc, which still knew it.
        if (meeting.provider.room !== null || meeting.age % 4 !== 0 || rendezvous === null) continue;
        meeting.stop();
        meetings.set(name, meet(meeting.room(), rendezvous));
      }
      const all = connsNow();
      const isAlone = !all.some(({ isOpen }) => isOpen);
      // A connection that is being made is let finish: its answer may be on the way through the socket.
      if (all.some(({ isOpen }) => !isOpen) || (!isAlone && missing === 0)) return;
      ticksLeft -= 1;
      if (ticksLeft > 0) return;
      const isPlaceDown = ![...places].some(({ connected }) => connected);
      if (missing > 0 || isPlaceDown) for (const place of places) makeAnew(place);
      else announce();
      missing = Math.max(0, missing - 1);
      // For a good minute as often as at first: a network that comes back is not to be waited for as long as it was away.
      if (missing < restlessUntil)
        wait = Math.min(wait * 1.3, missing > 0 || isPlaceDown ? pace.slowestMissing : pace.slowestAlone);
      ticksLeft = Math.round(wait + options.random());
    }
    const watch = setInterval(keepWatch, tick);

    async function load(): Promise<void> {
      try {
        rendezvous = await (options.rendezvous ?? loadRendezvous)();
      } catch {
        // Its file was not to be had; it is asked for again at the next sign that things have changed.
        return told();
      }
      settle();
    }
    void load();

    return {
      setRooms(rooms) {
        wanted = rooms;
        settle();
      },
      nudge() {
        if (rendezvous === null) return void load();
        missSomebody();
        for (const [conn, { isOpen, age, giveUp, doubt }] of [...meetings.values()].flatMap(({ conns }) => [...conns]))
          if (!isOpen && age > 1) giveUp();
          else if (isOpen && connectionOf(conn).iceConnectionState === 'disconnected') doubt();
        if (connsNow().every(({ isOpen }) => isOpen)) for (const place of places) makeAnew(place);
      },
      status: () => ({ place: placeNow(), links, unreached }),
      onStatus(listener) {
        statusListeners.add(listener);
        return () => void statusListeners.delete(listener);
      },
      stop() {
        isStopped = true;
        clearInterval(watch);
        statusListeners.clear();
        for (const meeting of meetings.values()) meeting.stop();
        meetings.clear();
        places.clear();
      },
    };
  },
});

/** Drops the socket without waiting for an answer to its closing, which does not come over a network that went away. */
function makeAnew(place: RendezvousPlace): void {
  place.shouldConnect = true;
  place.unsuccessfulReconnects = 0;
  const socket = place.ws;
  if (socket === null) return place.connect();
  const { onclose } = socket;
  socket.onopen = null;
  socket.onmessage = null;
  socket.onerror = () => undefined;
  socket.onclose = null;
  socket.close();
  onclose?.call(socket, new Event('close') as CloseEvent);
}
