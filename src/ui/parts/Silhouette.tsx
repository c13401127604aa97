import type { SilhouetteName } from './drawingNames.ts';

/** Solid = here, outline = out, blue = with you, hatched = broken, pale = asleep. */
export type Stance = 'here' | 'out' | 'mine' | 'broken' | 'asleep';

export const Silhouette = ({
  name,
  stance = 'here',
  size,
}: {
  readonly name: SilhouetteName;
  readonly stance?: Stance | undefined;
  readonly size?: 'medium' | 'large' | undefined;
}) => (
  <svg
    className={`silhouette ${stance}${size === undefined ? '' : ` ${size}`}`}
    viewBox="-1 -1 66 66"
    aria-hidden="true"
    focusable="false"
  >
    <use href={`#s-${name}`} />
  </svg>
);
