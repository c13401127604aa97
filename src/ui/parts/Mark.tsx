import type { MarkName } from './drawingNames.ts';

/** The shape of a state, so that no state is told by colour alone. */
export const Mark = ({ name, className }: { readonly name: MarkName; readonly className?: string | undefined }) => (
  <svg
    className={className === undefined ? 'mark' : `mark ${className}`}
    viewBox="0 0 16 16"
    aria-hidden="true"
    focusable="false"
  >
    <use href={`#m-${name}`} />
  </svg>
);
