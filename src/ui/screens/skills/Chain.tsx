import { Trans } from '@lingui/react/macro';
import type { Induction } from '#domain/settle/skill.ts';
import type { Names } from '#store/queries/names.ts';
import { Person } from '../../parts/Person.tsx';
import { whoFace } from '../../parts/personFace.ts';
import { type ChainLink, chainOf } from './chainOf.ts';

/** Who showed whom, from person to person. */
export const Chain = ({ inductions, names }: { readonly inductions: readonly Induction[]; readonly names: Names }) => {
  const links = chainOf(inductions);
  if (links.length === 0) return null;
  return (
    <section className="section">
      <h2>
        <Trans>Qui a montré à qui</Trans>
      </h2>
      <Links links={links} names={names} />
    </section>
  );
};

const Links = ({ links, names }: { readonly links: readonly ChainLink[]; readonly names: Names }) => (
  <ul className="chain">
    {links.map(({ who, knew, isEnded, shown }) => (
      <li key={who}>
        <Person person={whoFace(who, names.members)}>
          {isEnded ? <Trans>passation reprise</Trans> : knew ? <Trans>savait déjà</Trans> : undefined}
        </Person>
        {shown.length === 0 ? null : <Links links={shown} names={names} />}
      </li>
    ))}
  </ul>
);
