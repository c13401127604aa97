import { readScanned } from '#domain/scannedCode.ts';
import type { ReadCode } from './protocol.ts';

/** What the camera has in view, and which of it is news. */
export interface Sightings {
  /** The one code of this frame worth telling, if there is one. */
  readonly see: (codes: readonly ReadCode[]) => ReadCode | undefined;
  /** A bar code was seen once and wants a second look. */
  readonly isUnsure: () => boolean;
  /** What is in view stays known, however long nobody looked: a sheet lay over the camera. */
  readonly rest: () => void;
}

/** A code that left the view for this long is news when it comes back. */
const forgetAfter = 1500;

export const createSightings = (now: () => number): Sightings => {
  const lastSeen = new Map<string, number>();
  const glimpses = new Map<string, number>();

  const isFresh = (times: ReadonlyMap<string, number>, key: string): boolean =>
    now() - (times.get(key) ?? -Infinity) < forgetAfter;

  const see = (codes: readonly ReadCode[]): ReadCode | undefined => {
    const sure = codes.filter((code) => {
      const key = keyOf(code);
      // Bar codes have weak checks or none: two reads must agree.
      const known = !isLinear(code) || isFresh(glimpses, key) || isFresh(lastSeen, key);
      glimpses.set(key, now());
      return known;
    });
    const meant = sure.toSorted(byWeight)[0];
    const isNews = meant && !isFresh(lastSeen, keyOf(meant));
    // What was told stays known while it is in view; its neighbours on a sheet of labels may still be pointed at.
    for (const code of sure) {
      if (code === meant || isFresh(lastSeen, keyOf(code))) lastSeen.set(keyOf(code), now());
    }
    return isNews ? meant : undefined;
  };

  return {
    see,
    isUnsure: () => Array.from(glimpses.keys()).some((key) => isFresh(glimpses, key) && !isFresh(lastSeen, key)),
    rest: () => {
      for (const key of lastSeen.keys()) lastSeen.set(key, now());
    },
  };
};

const keyOf = (code: ReadCode): string => `${code.format}:${code.text}`;
const matrixFormats: ReadonlySet<string> = new Set(['QRCode', 'DataMatrix']);
const isLinear = (code: ReadCode): boolean => !matrixFormats.has(code.format);

/** A label of ours before any other code on the same thing, then what is nearest to the middle. */
const byWeight = (a: ReadCode, b: ReadCode): number => foreignness(a) - foreignness(b) || offCentre(a) - offCentre(b);
const foreignness = (code: ReadCode): number => (readScanned(code.text, code.format).kind === 'foreign' ? 1 : 0);
const offCentre = ({ at }: ReadCode): number => Math.hypot(at.x - 0.5, at.y - 0.5);
