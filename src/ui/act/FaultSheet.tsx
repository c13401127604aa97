import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type FaultWhat, type HowBad, faultWhats, howBads } from '#domain/kinds/care.ts';
import { bounds } from '#domain/schema.ts';
import type { Tool } from '#domain/settle/tool.ts';
import type { PictureBytes } from '#app/workshop.ts';
import { useDraft } from '../hooks/useDraft.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { Choice } from '../parts/Choice.tsx';
import { Field } from '../parts/Field.tsx';
import { Mark } from '../parts/Mark.tsx';
import { Problem } from '../parts/Problem.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { badMark, badWords } from '../texts/faultWords.ts';
import { refusalText } from '../texts/refusals.ts';
import { MissingField } from './MissingField.tsx';
import { PictureField } from './PictureField.tsx';
import { SheetFace, SheetStatus } from './SheetFace.tsx';
import { signsLeft } from './signsLeft.tsx';
import type { Actor } from './useActor.ts';
import { useCareActs } from './useCareActs.ts';
import './act.css';

interface FaultDraft {
  readonly what: FaultWhat;
  readonly missing: readonly string[];
  readonly words: string;
}

/**
 * Something is wrong. One press on how bad it is, and it is written down; what, a word and a photo are said before, by
 * whoever has the time.
 */
export const FaultSheet = ({
  tool,
  actor,
  onClose,
}: {
  readonly tool: Tool;
  readonly actor: Actor;
  readonly onClose: () => void;
}) => {
  const { i18n, t } = useLingui();
  const { id } = useWorkshop();
  const acts = useCareActs(tool.id, actor);
  const draft = useDraft(`${id.slice(0, 8)}.fault.${tool.id}.${actor.member}`, readDraft);
  const [picture, setPicture] = useState<PictureBytes | null>(null);
  const { what, missing, words } = draft.words;
  const contents = what === 'incomplete' ? (tool.words.contents ?? []) : [];
  const report = async (bad: HowBad) => {
    const named = contents.flatMap(({ name }) => (missing.includes(name) ? [name] : []));
    const went = await acts.report({ bad, what, missing: named, words, picture: picture ?? undefined });
    if (!went) return;
    draft.clear();
    onClose();
  };
  const notes: { readonly [Bad in HowBad]: string } = {
    usable: t`Ça n’empêche pas de s’en servir.`,
    care: t`On le prête, en le disant.`,
    unsafe: t`On ne le prête plus. On peut toujours le rendre.`,
  };
  return (
    <Sheet
      title={t`Quelque chose ne va pas`}
      face={<SheetFace tool={tool} actor={actor} />}
      under={<SheetStatus tool={tool} actor={actor} />}
      onClose={onClose}
      foot={
        <>
          {acts.refusal === null ? null : <Problem>{refusalText(i18n, acts.refusal)}</Problem>}
          <div className="how-bad" role="group" aria-label={t`À quel point ?`}>
            {howBads.map((bad) => (
              <button
                key={bad}
                type="button"
                className={`button bad-${bad}`}
                aria-disabled={acts.isWorking || undefined}
                onClick={() => void report(bad)}
              >
                <Mark name={badMark(bad)} />
                <span className="grow">
                  {badWords(i18n, bad)}
                  <small>{notes[bad]}</small>
                </span>
              </button>
            ))}
          </div>
        </>
      }
    >
      <Choice
        even
        legendHidden
        legend={t`C’est quoi ?`}
        options={faultWhats.map((value) => ({
          value,
          label: value === 'broken' ? t`Abîmé ou cassé` : t`Incomplet`,
        }))}
        value={what}
        onChange={(next) => draft.change({ what: next })}
      />
      <MissingField
        legend={<Trans>Qu’est-ce qui manque ?</Trans>}
        contents={contents.map(({ name }) => ({ name, label: name }))}
        missing={missing}
        onChange={(next) => draft.change({ missing: next })}
      />
      <Field
        label={t`En quelques mots`}
        optional
        voice="serif"
        lines={1}
        maxLength={bounds.note}
        hint={signsLeft(words, bounds.note)}
        value={words}
        onChange={(event) => draft.change({ words: event.target.value })}
      />
      <PictureField picture={picture} onChange={setPicture} />
    </Sheet>
  );
};

const readDraft = (kept: Partial<Record<keyof FaultDraft, unknown>>): FaultDraft => ({
  what: kept.what === 'incomplete' ? 'incomplete' : 'broken',
  missing: Array.isArray(kept.missing) ? kept.missing.filter((name) => typeof name === 'string') : [],
  words: typeof kept.words === 'string' ? kept.words : '',
});
