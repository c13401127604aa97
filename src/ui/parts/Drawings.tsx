import { memo } from 'react';
import drawings from './drawings.svg?raw';

const symbols = drawings.slice(drawings.indexOf('>') + 1, drawings.lastIndexOf('</svg>'));

/**
 * All drawings, once in the page, for `<use>` and for the hatching of what is broken. Inlined rather than fetched: they
 * are there at the first paint, without network, and `fill: url(#hatch)` only finds patterns of its own document.
 */
export const Drawings = memo(() => (
  // oxlint-disable-next-line react/no-danger -- a file of ours, not a text of anybody
  <svg className="sprite" aria-hidden="true" focusable="false" dangerouslySetInnerHTML={{ __html: symbols }} />
));
Drawings.displayName = 'Drawings';
