import type { PrintedLabel } from '#app/device.ts';
import type { SilhouetteName } from '../../parts/drawingNames.ts';
import drawings from '../../parts/drawings.svg?raw';

/** The drawing's own path data, out of the file all drawings come from: a printed sheet has no `<use>` to lean on. */
export function silhouettePaths(name: SilhouetteName): NonNullable<PrintedLabel['silhouette']> {
  const begin = drawings.indexOf(`<symbol id="s-${name}"`);
  const symbol = begin === -1 ? '' : drawings.slice(begin, drawings.indexOf('</symbol>', begin));
  const transform = /<g transform="([^"]*)"/.exec(symbol)?.[1];
  return {
    paths: Array.from(symbol.matchAll(/ d="([^"]*)"/g), ([, path]) => path ?? ''),
    ...(transform === undefined ? {} : { transform }),
  };
}
