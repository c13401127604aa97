import type { IconName } from './drawingNames.ts';

/** Always beside a word, or inside a control that carries an `aria-label`: to a screen reader it is nothing. */
export const Icon = ({ name, look }: { readonly name: IconName; readonly look?: 'little' | 'heavy' | undefined }) => (
  <svg
    className={look === undefined ? 'icon' : `icon ${look}`}
    viewBox="0 0 24 24"
    aria-hidden="true"
    focusable="false"
  >
    <use href={`#i-${name}`} />
  </svg>
);
