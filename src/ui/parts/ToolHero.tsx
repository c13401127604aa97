import type { ReactNode } from 'react';
import type { ThingFace } from './PegTile.tsx';
import { Silhouette } from './Silhouette.tsx';
import { Token } from './Token.tsx';

/**
 * The thing on its hook, at the head of its page. `gesture` plays our one movement when it has just been taken or
 * returned. `bar` holds what lies on the board as labels: the way back, the code.
 */
export const ToolHero = ({
  thing,
  photoWords,
  gesture,
  bar,
}: {
  readonly thing: ThingFace;
  /** What the photo shows, for those who do not see it. */
  readonly photoWords?: string | undefined;
  readonly gesture?: 'taken' | 'returned' | undefined;
  readonly bar: ReactNode;
}) => (
  <div className={`hero board ${thing.stance}${gesture === undefined ? '' : ` ${gesture}`}`}>
    {thing.photo === undefined ? (
      <Silhouette name={thing.silhouette} stance={thing.stance} />
    ) : (
      <img className="photo" src={thing.photo} alt={photoWords ?? ''} />
    )}
    {(thing.holders ?? []).slice(0, 2).map((person) => (
      <Token key={person.id} person={person} size="large" />
    ))}
    <div className="hero-bar">{bar}</div>
  </div>
);
