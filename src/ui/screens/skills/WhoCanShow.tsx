import { Trans } from '@lingui/react/macro';
import type { Shower } from '#store/queries/skillNeeds.ts';
import { contactLink } from '#ui/act/contactLink.ts';
import type { Actor } from '#ui/act/useActor.ts';
import { ableToShow } from '#ui/skill/ableToShow.ts';
import { Person } from '../../parts/Person.tsx';
import { whoFace } from '../../parts/personFace.ts';

/** Those who said that they may be asked, and how they are reached. */
export const WhoCanShow = ({ people, actor }: { readonly people: readonly Shower[]; readonly actor: Actor }) => {
  const able = ableToShow(people, actor.speech);
  if (able.length === 0)
    return (
      <p className="soft">
        <Trans>Personne ne s’est encore proposé pour montrer.</Trans>
      </p>
    );
  return (
    <ul className="list">
      {able.map(({ id, contact }) => {
        const link = contact === null ? null : contactLink(contact);
        return (
          <li key={id} className="shower">
            <Person person={whoFace(id, actor.names.members)}>
              {contact === null ? undefined : link === null ? contact : <a href={link.href}>{contact}</a>}
            </Person>
          </li>
        );
      })}
    </ul>
  );
};
