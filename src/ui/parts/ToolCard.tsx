import type { ReactNode } from 'react';
import { Mark } from './Mark.tsx';
import type { ThingFace } from './PegTile.tsx';
import { Silhouette } from './Silhouette.tsx';
import type { State } from './StatusChip.tsx';
import { Token } from './Token.tsx';

/** A thing hanging large on the wall, its name and date on a paper tag below: "Avec moi", and what is out. */
export const ToolCard = ({
  href,
  thing,
  name,
  when,
  state,
}: {
  readonly href: string;
  readonly thing: ThingFace;
  readonly name: string;
  /** "samedi", "ce soir", "en retard". */
  readonly when?: ReactNode;
  readonly state?: State | undefined;
}) => {
  const holder = thing.stance === 'mine' ? undefined : thing.holders?.[0];
  return (
    <a className="card-on-wall" href={href}>
      {thing.photo === undefined ? (
        <Silhouette name={thing.silhouette} stance={thing.stance} size="medium" />
      ) : (
        <img className="photo" src={thing.photo} alt="" loading="lazy" decoding="async" />
      )}
      {holder === undefined ? null : <Token person={holder} />}
      <span className="paper-tag">
        <b>{name}</b>
        {when === undefined ? null : state === undefined ? (
          <span>{when}</span>
        ) : (
          <span className={`chip state-${state}`}>
            <Mark name={state === 'checked' ? 'check' : state} />
            {when}
          </span>
        )}
      </span>
    </a>
  );
};
