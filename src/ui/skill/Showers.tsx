import { Trans } from '@lingui/react/macro';
import type { Shower } from '#store/queries/skillNeeds.ts';
import { contactLink } from '../act/contactLink.ts';
import type { Actor } from '../act/useActor.ts';
import { ableToShow } from './ableToShow.ts';
import './skill.css';

/** Those who may be asked to show it, and how they are reached; never that at the door, where anybody reads the screen. */
export const Showers = ({
  people,
  actor,
}: {
  readonly people: readonly Shower[];
  readonly actor: Pick<Actor, 'isAtDoor' | 'speech'>;
}) => {
  const able = ableToShow(people, actor.speech);
  if (able.length === 0)
    return (
      <p className="small soft">
        <Trans>Personne ne s’est encore proposé pour montrer.</Trans>
      </p>
    );
  return (
    <p className="small">
      <Trans>Qui peut montrer :</Trans>{' '}
      {able.map(({ id, name, contact }, at) => {
        const link = actor.isAtDoor || contact === null ? null : contactLink(contact);
        return (
          <span key={id}>
            {at === 0 ? null : ', '}
            {link === null ? <b>{name}</b> : <a href={link.href}>{name}</a>}
          </span>
        );
      })}
      .
    </p>
  );
};
