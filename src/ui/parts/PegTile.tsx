import type { SilhouetteName } from './drawingNames.ts';
import { Mark } from './Mark.tsx';
import { Silhouette, type Stance } from './Silhouette.tsx';
import type { State } from './StatusChip.tsx';
import { Token, type PersonFace } from './Token.tsx';

/** How a thing is shown on its hook; the same words for tile, card and page. */
export interface ThingFace {
  readonly silhouette: SilhouetteName;
  readonly stance: Stance;
  /** Address of a picture that may be loaded here and now (an object URL). */
  readonly photo?: string | undefined;
  /** Who has it; two of them when two people believe they have it. */
  readonly holders?: readonly PersonFace[] | undefined;
  /** Of a partner workshop. */
  readonly partner?: boolean | undefined;
}

/** One hook of the wall. The words beside it say the same, so it is silent to screen readers. */
export const PegTile = ({
  thing,
  size,
  state,
}: {
  readonly thing: ThingFace;
  readonly size?: 'small' | 'large' | undefined;
  /** Drawn at the corner of a photo, where the silhouette cannot tell it. */
  readonly state?: State | undefined;
}) => {
  const holders = thing.holders ?? [];
  const classes = ['peg', thing.stance, size, thing.partner && 'partner'];
  return (
    <span className={classes.filter(Boolean).join(' ')} aria-hidden="true">
      {thing.photo === undefined ? (
        <Silhouette name={thing.silhouette} stance={thing.stance} />
      ) : (
        <img src={thing.photo} alt="" loading="lazy" decoding="async" />
      )}
      {holders.slice(0, 2).map((person) => (
        <Token key={person.id} person={person} size="small" beside />
      ))}
      {thing.photo !== undefined && state !== undefined && holders.length === 0 ? (
        <span className={`corner state-${state}`}>
          <Mark name={state === 'checked' ? 'check' : state} />
        </span>
      ) : null}
    </span>
  );
};
