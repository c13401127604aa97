import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { labelGroups } from '#domain/label.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { pathOf } from '#domain/settle/tree.ts';
import type { Actor } from '#ui/act/useActor.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { cameWords } from '../../texts/cameWords.ts';

/** What is known of the thing itself. What is not known takes no room. */
export const ToolFacts = ({ tool, actor }: { readonly tool: Tool; readonly actor: Actor }) => {
  const { i18n, t } = useLingui();
  const phrases = useDatePhrases();
  const { names } = actor;
  const { words } = tool;
  const category = pathOf(words.category ?? null, (id) => names.categories.get(id)).join(' › ');
  const { came } = words;
  const lines: readonly (readonly [string, ReactNode])[] = [
    [t`Aussi appelé`, (words.otherNames ?? []).join(', ')],
    [t`Catégorie`, category],
    [t`Marque`, [words.brand, words.model].filter(Boolean).join(' ')],
    [t`Numéro de série`, words.serial],
    [
      t`D’où ça vient`,
      came == null
        ? null
        : [cameWords(i18n, came), came.when === undefined ? '' : phrases.day(came.when)].filter(Boolean).join(' · '),
    ],
    [t`À quelles conditions`, came?.terms],
    [
      t`Étiquettes`,
      tool.labels.length === 0 ? null : <span className="code">{tool.labels.map(labelGroups).join(' ')}</span>,
    ],
    [t`Autres codes`, tool.codes.map(({ text }) => text).join(', ')],
  ];
  const known = lines.filter(([, value]) => value !== null && value !== undefined && value !== '');
  const contents = words.contents ?? [];
  return (
    <>
      {words.about == null && contents.length === 0 ? null : (
        <section className="section">
          <h2>
            <Trans>Bon à savoir</Trans>
          </h2>
          {words.about == null ? null : <p className="said about">{words.about}</p>}
          {contents.length === 0 ? null : (
            <>
              <h3>
                <Trans>Ce qui va avec</Trans>
              </h3>
              <ul className="uses">
                {contents.map(({ name, count }) => (
                  <li key={name}>{count === undefined ? name : `${count} × ${name}`}</li>
                ))}
              </ul>
            </>
          )}
        </section>
      )}
      <section className="section">
        <h2>
          <Trans>Sa fiche</Trans>
        </h2>
        {known.length === 0 ? (
          <p className="soft">
            <Trans>Rien d’écrit encore.</Trans>
          </p>
        ) : (
          <dl className="facts">
            {known.map(([word, value]) => (
              <div key={word}>
                <dt>{word}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        )}
        <FromImport imported={words.imported ?? {}} />
      </section>
    </>
  );
};

/** Columns of an import that Circule does not model: kept, folded away. */
const FromImport = ({ imported }: { readonly imported: Readonly<Record<string, string>> }) => {
  const entries = Object.entries(imported);
  if (entries.length === 0) return null;
  return (
    <details>
      <summary className="link">
        <Trans>Venu de l’import</Trans>
      </summary>
      <dl className="facts">
        {entries.map(([column, value]) => (
          <div key={column}>
            <dt className="code">{column}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
};
