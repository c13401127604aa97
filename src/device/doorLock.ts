/**
 * The code that leaves the tablet's mode. It keeps visitors at the door out of the settings of a device that anybody may
 * touch; it protects no data from somebody who takes the tablet home.
 */
import type { Note } from './wishes.ts';

export type DoorAnswer =
  | { readonly kind: 'open' }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'wait'; readonly seconds: number };

export interface DoorLock {
  /** Four to six digits, as on every tablet. */
  readonly isCode: (text: string) => boolean;
  /** False when the browser would not keep it: then the mode must not be entered. */
  readonly choose: (code: string) => Promise<boolean>;
  readonly open: (code: string) => Promise<DoorAnswer>;
  readonly forget: () => void;
}

interface DoorLockDeps {
  readonly note: Note;
  readonly crypto: Pick<Crypto, 'subtle' | 'getRandomValues'>;
  readonly now: () => number;
}

interface Kept {
  readonly salt: string;
  readonly hash: string;
  readonly wrong: number;
  readonly lastWrongAt: number;
}

const rounds = 200_000;
const triesInARow = 5;
const pause = 60_000;

/** Keeps a slow hash of the code. After five wrong ones it takes none for a minute. */
export function createDoorLock({ note, crypto, now }: DoorLockDeps): DoorLock {
  const hashOf = async (code: string, salt: Uint8Array<ArrayBuffer>): Promise<string> => {
    const text = new TextEncoder().encode(code);
    const key = await crypto.subtle.importKey('raw', text, 'PBKDF2', false, ['deriveBits']);
    const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
    return toHex(new Uint8Array(await crypto.subtle.deriveBits(how, key, 256)));
  };
  const keep = (kept: Kept): void => note.set(JSON.stringify(kept));

  return {
    isCode: (text) => /^\d{4,6}$/.test(text),
    choose: async (code) => {
      const salt = crypto.getRandomValues(new Uint8Array(16));
      const hash = await hashOf(code, salt);
      keep({ salt: toHex(salt), hash, wrong: 0, lastWrongAt: 0 });
      return readKept(note.get())?.hash === hash;
    },
    open: async (code) => {
      const kept = readKept(note.get());
      // A note that was lost locks nothing: the list of workshops, kept beside it, went with it.
      if (kept === null) return { kind: 'open' };
      const passed = now() - kept.lastWrongAt;
      // A clock set back must not lock the tablet for years.
      const isResting = kept.wrong >= triesInARow && passed >= 0 && passed < pause;
      if (isResting) return { kind: 'wait', seconds: Math.ceil((pause - passed) / 1000) };
      if ((await hashOf(code, fromHex(kept.salt))) === kept.hash) {
        keep({ ...kept, wrong: 0 });
        return { kind: 'open' };
      }
      const wrong = (kept.wrong % triesInARow) + 1;
      keep({ ...kept, wrong, lastWrongAt: now() });
      return wrong === triesInARow
        ? { kind: 'wait', seconds: pause / 1000 }
        : { kind: 'wrong', triesLeft: triesInARow - wrong };
    },
    forget: () => note.set(''),
  };
}

function readKept(text: string | null): Kept | null {
  try {
    const kept = JSON.parse(text ?? 'null') as Partial<Kept> | null;
    if (kept === null || typeof kept.salt !== 'string' || typeof kept.hash !== 'string') return null;
    return {
      salt: kept.salt,
      hash: kept.hash,
      wrong: Number(kept.wrong) || 0,
      lastWrongAt: Number(kept.lastWrongAt) || 0,
    };
  } catch {
    return null;
  }
}

const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
