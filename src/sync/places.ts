import type { WorkshopId } from '#domain/ids.ts';
import type { Meeting, MeetingPlaces } from './meeting.ts';

/** A small note of this device, kept where a reload finds it. */
export interface Note {
  readonly get: () => string | null;
  readonly set: (value: string) => void;
}

/** Both at the host that served the app; nobody else's server unless somebody says so. */
const atHome: MeetingPlaces = { signaling: '', pod: '', iceServers: [] };

/** The name of the note that keeps them. */
export const placesNote = (workshop: WorkshopId): string => `circule/places/${workshop}`;

/** Where the devices of one workshop find each other, as set on this device. */
export function createPlaces(note: Note): Meeting['places'] {
  return {
    get() {
      const kept = readKept(note.get());
      const address = (name: 'signaling' | 'pod'): string | null => {
        const value = kept[name];
        return value === null || typeof value === 'string' ? value : atHome[name];
      };
      const servers = kept['iceServers'];
      return {
        signaling: address('signaling'),
        pod: address('pod'),
        iceServers: Array.isArray(servers) ? servers.filter((each): each is string => typeof each === 'string') : [],
      };
    },
    set: (places) => note.set(JSON.stringify(places)),
  };
}

function readKept(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(text ?? '{}');
    return typeof kept === 'object' && kept !== null ? { ...kept } : {};
  } catch {
    return {};
  }
}

/**
 * The address as a WebSocket's, or null when there is none or it is no address. Empty: the host that served the app.
 * A page from https reaches `wss:` only, so a host named without a scheme is called as the page was.
 */
export function socketAddress(set: string | null, path: 'signal' | 'pod', home: URL): string | null {
  if (set === null) return null;
  const text = set.trim();
  const isNamed = /^[a-z]+:\/\//i.test(text);
  try {
    const url = text === '' ? new URL(path, home) : new URL(isNamed ? text : `${home.protocol}//${text}`);
    if (url.protocol === 'http:') url.protocol = 'ws:';
    if (url.protocol === 'https:') url.protocol = 'wss:';
    if (url.protocol !== 'ws:' && url.protocol !== 'wss:') return null;
    // An address of a host alone means the pod that answers there.
    if (text !== '' && url.pathname === '/') url.pathname = `/${path}`;
    url.hash = '';
    return url.href;
  } catch {
    return null;
  }
}
