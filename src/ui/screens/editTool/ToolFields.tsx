import { Trans, useLingui } from '@lingui/react/macro';
import { cameHows, type What, whats } from '#domain/kinds/tool.ts';
import type { Refusal } from '#domain/refusal.ts';
import { bounds } from '#domain/schema.ts';
import { signsLeft } from '#ui/act/signsLeft.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { Field } from '../../parts/Field.tsx';
import { SelectField } from '../../parts/SelectField.tsx';
import { cameHowWords } from '../../texts/cameWords.ts';
import { refusalText } from '../../texts/refusals.ts';
import type { FormWords } from './formWords.ts';
import { SkillsField } from './SkillsField.tsx';
import { TreeField } from './TreeField.tsx';

export interface FieldsProps {
  readonly form: FormWords;
  readonly refusal: Refusal | null;
  readonly onChange: (change: Partial<FormWords>) => void;
}

/** The field a refusal is about, in the words of the tool; null when it is about something else. */
export const refusedField = (refusal: Refusal | null): string | null =>
  refusal === null
    ? null
    : refusal.kind === 'name-missing'
      ? 'name'
      : refusal.kind === 'text-too-long' || refusal.kind === 'text-wrong'
        ? refusal.field
        : null;

/** All that may be said of a tool. Only the name is needed. */
export const ToolFields = ({ form, refusal, onChange }: FieldsProps) => {
  const { i18n, t } = useLingui();
  const wrong = refusedField(refusal);
  const errorOf = (field: string) => (refusal !== null && wrong === field ? refusalText(i18n, refusal) : undefined);
  const bound = (field: keyof FormWords, max: number) => ({
    value: form[field],
    maxLength: max,
    hint: signsLeft(form[field], max),
    onChange: (event: { readonly target: { readonly value: string } }) => onChange({ [field]: event.target.value }),
  });
  const whatWords: { readonly [Each in What]: string } = {
    tool: t`Un outil`,
    space: t`Un lieu, un espace`,
    kit: t`Un lot`,
    supply: t`Une fourniture`,
  };
  return (
    <>
      <Field
        label={t`Son nom`}
        voice="serif"
        autoComplete="off"
        {...bound('name', bounds.name)}
        error={errorOf('name')}
      />
      <Choice
        legend={t`C’est`}
        options={whats.map((value) => ({ value, label: whatWords[value] }))}
        value={form.what}
        onChange={(what) => onChange({ what })}
      />
      <Field
        label={t`Ses autres noms`}
        optional
        voice="serif"
        autoComplete="off"
        value={form.otherNames}
        hint={t`Séparés par des virgules : on le trouvera aussi ainsi.`}
        error={errorOf('otherNames')}
        onChange={(event) => onChange({ otherNames: event.target.value })}
      />
      <TreeField tree="categories" value={form.category} onChange={(category) => onChange({ category })} />
      <TreeField tree="places" value={form.place} onChange={(place) => onChange({ place })} />
      <Field
        label={t`Où exactement ?`}
        optional
        voice="serif"
        placeholder={t`crochet 7`}
        {...bound('spot', bounds.spot)}
        error={errorOf('spot')}
      />
      <Field
        label={t`Bon à savoir`}
        optional
        voice="serif"
        lines={3}
        {...bound('about', bounds.about)}
        error={errorOf('about')}
      />
      <Field
        label={t`Ce qui va avec`}
        optional
        voice="serif"
        lines={3}
        value={form.contents}
        hint={t`Une chose par ligne, avec son nombre s’il y en a plusieurs : 2 batteries.`}
        error={errorOf('contents')}
        onChange={(event) => onChange({ contents: event.target.value })}
      />
      <SkillsField value={form.skills} onChange={(skills) => onChange({ skills })} />
      <details
        className="more-fields"
        open={form.brand !== '' || form.model !== '' || form.serial !== '' || errorOf('brand') !== undefined}
      >
        <summary className="link">
          <Trans>Marque, modèle, numéro de série</Trans>
        </summary>
        <Field label={t`Marque`} optional {...bound('brand', bounds.short)} error={errorOf('brand')} />
        <Field label={t`Modèle`} optional {...bound('model', bounds.short)} error={errorOf('model')} />
        <Field label={t`Numéro de série`} optional {...bound('serial', bounds.short)} error={errorOf('serial')} />
      </details>
      <details
        className="more-fields"
        open={
          form.cameHow !== '' ||
          form.cameOrigin !== '' ||
          form.cameTerms !== '' ||
          form.cameWhen !== '' ||
          errorOf('came') !== undefined
        }
      >
        <summary className="link">
          <Trans>D’où ça vient</Trans>
        </summary>
        <SelectField
          label={t`Comment c’est arrivé`}
          options={[
            { value: '', label: t`On ne sait pas` },
            ...cameHows.map((value) => ({ value, label: cameHowWords(i18n, value) })),
          ]}
          value={form.cameHow}
          error={errorOf('came')}
          onChange={(cameHow) => onChange({ cameHow })}
        />
        <Field
          label={t`De quoi, d’où`}
          optional
          voice="serif"
          {...bound('cameOrigin', bounds.short)}
          hint={
            signsLeft(form.cameOrigin, bounds.short) ?? t`Sans nom de personne : un grenier vidé, la caisse du samedi.`
          }
        />
        <Field
          label={t`Quel jour`}
          optional
          type="date"
          value={form.cameWhen}
          onChange={(event) => onChange({ cameWhen: event.target.value })}
        />
        <Field label={t`À quelles conditions`} optional voice="serif" {...bound('cameTerms', bounds.purpose)} />
      </details>
    </>
  );
};
