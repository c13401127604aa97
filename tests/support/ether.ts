/** Meeting places in this process: whoever is in the same room gets a link to each other who is there. */
import type { Link } from '#session/link.ts';
import type { Room, Transport } from '#sync/transports/transport.ts';
import { createMemoryLinks } from './memoryLink.ts';

interface Present {
  rooms: readonly Room[];
  readonly onLink: (link: Link, room: Room) => void;
}

export interface Ether {
  readonly transport: () => Transport;
  /** Cuts every link and lets nobody meet until `heal`. */
  readonly cut: () => void;
  readonly heal: () => void;
  /** Links opened so far. */
  readonly links: () => number;
}

export function createEther(): Ether {
  const present = new Set<Present>();
  const open = new Map<string, { readonly cut: () => void; readonly of: readonly [Present, Present] }>();
  const ids = new WeakMap<Present, number>();
  let count = 0;
  let links = 0;
  let isCut = false;

  const pairKey = (a: Present, b: Present, room: string): string =>
    [ids.get(a) ?? 0, ids.get(b) ?? 0].toSorted((x, y) => x - y).join('-') + room;

  function introduce(): void {
    if (isCut) return;
    const all = [...present];
    for (const [at, a] of all.entries())
      for (const b of all.slice(at + 1))
        for (const room of a.rooms) {
          const theirs = b.rooms.find(({ name, password }) => name === room.name && password === room.password);
          const key = pairKey(a, b, room.name);
          if (theirs === undefined || open.has(key) || !(room.announces || theirs.announces)) continue;
          const { ends, cut } = createMemoryLinks();
          open.set(key, { cut, of: [a, b] });
          links += 1;
          ends[0].onClose(() => open.delete(key));
          a.onLink(ends[0], room);
          b.onLink(ends[1], theirs);
        }
  }
  const part = (gone: Present): void => {
    for (const { cut, of } of open.values()) if (of.includes(gone)) cut();
  };

  return {
    links: () => links,
    cut() {
      isCut = true;
      for (const { cut } of open.values()) cut();
    },
    heal() {
      isCut = false;
      introduce();
    },
    transport: () => ({
      start(onLink) {
        const self: Present = { rooms: [], onLink };
        ids.set(self, (count += 1));
        present.add(self);
        return {
          setRooms(rooms) {
            self.rooms = rooms;
            // Whoever leaves a room leaves at once, whatever is still on the way: so it is with WebRTC.
            for (const [key, { cut, of }] of open)
              if (of.includes(self) && !rooms.some(({ name }) => key.endsWith(name))) cut();
            queueMicrotask(introduce);
          },
          nudge: introduce,
          status: () => ({ place: isCut ? 'failed' : 'open', links: 0, unreached: 0 }),
          onStatus: () => () => undefined,
          stop() {
            present.delete(self);
            part(self);
          },
        };
      },
    }),
  };
}
