import { silhouetteOf } from '../../parts/silhouetteOf.ts';
import { whoFace } from '../../parts/personFace.ts';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Tool } from '#domain/settle/tool.ts';
import { purposesOf } from '#ui/act/purposesOf.ts';
import { drawnOf } from '#ui/act/toolStatus.ts';
import type { Actor } from '#ui/act/useActor.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { Thread } from '../../parts/Thread.tsx';
import { TokenRow } from '../../parts/TokenRow.tsx';
import { peopleOf } from './peopleOf.ts';
import { threadSteps } from './threadSteps.ts';

const fewPurposes = 4;
const fewPeople = 6;

/** The three questions of the commons, answered from real uses and from nothing else. */
export const Questions = ({ tool, actor }: { readonly tool: Tool; readonly actor: Actor }) => (
  <>
    <WhatFor tool={tool} />
    <ForWhom tool={tool} actor={actor} />
    <HowItCirculates tool={tool} actor={actor} />
  </>
);

const WhatFor = ({ tool }: { readonly tool: Tool }) => {
  const [isWhole, setWhole] = useState(false);
  const purposes = purposesOf(tool.uses);
  const shown = isWhole || purposes.length <= fewPurposes + 1 ? purposes : purposes.slice(0, fewPurposes);
  return (
    <section className="section">
      <h2>
        <Trans>À quoi ça sert</Trans>
      </h2>
      {purposes.length === 0 ? (
        <p className="soft">
          <Trans>Personne ne l’a encore dit. En le prenant, écris pour quoi.</Trans>
        </p>
      ) : (
        <ul className="uses">
          {shown.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {shown.length === purposes.length ? null : (
        <button type="button" className="link" onClick={() => setWhole(true)}>
          <Trans>Tout voir</Trans>
        </button>
      )}
    </section>
  );
};

const ForWhom = ({ tool, actor }: { readonly tool: Tool; readonly actor: Actor }) => {
  const { t } = useLingui();
  const { members, hasUnnamed } = peopleOf(tool.uses);
  const others = hasUnnamed ? ` ${t`et quelqu’un`}` : '';
  return (
    <section className="section">
      <h2>
        <Trans>À qui ça sert</Trans>
      </h2>
      {members.length === 0 ? (
        <p className="soft">{hasUnnamed ? <Trans>À quelqu’un.</Trans> : <Trans>Personne encore.</Trans>}</p>
      ) : (
        <TokenRow people={members.slice(0, fewPeople).map((id) => whoFace(id, actor.names.members))}>
          <Plural value={members.length} one="# personne" other="# personnes" />
          {others}
        </TokenRow>
      )}
    </section>
  );
};

const HowItCirculates = ({ tool, actor }: { readonly tool: Tool; readonly actor: Actor }) => {
  const { i18n } = useLingui();
  const phrases = useDatePhrases();
  const { names } = actor;
  const silhouette = silhouetteOf(drawnOf(tool), names.categories);
  return (
    <section className="section">
      <h2>
        <Trans>Comment ça circule</Trans>
      </h2>
      <Thread steps={threadSteps(tool, { i18n, phrases, names, silhouette })} />
    </section>
  );
};
