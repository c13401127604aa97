import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { SkillId } from '#domain/ids.ts';
import { type SkillRule, skillRules } from '#domain/kinds/skill.ts';
import { bounds } from '#domain/schema.ts';
import type { Skill } from '#domain/settle/skill.ts';
import { FormSheet } from '#ui/frame/FormSheet.tsx';
import { ruleWords } from '#ui/skill/skillWords.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { Field } from '../../parts/Field.tsx';
import { refusalText } from '../../texts/refusals.ts';
import { useRetireSkill } from './useRetireSkill.ts';

type Sort = 'safety' | 'competence';

/** A new skill, or one said anew: what it is, what it asks, and when it must be shown again. Stewards. */
export const SkillSheet = ({
  skill,
  onDone,
  onClose,
}: {
  readonly skill?: Skill | undefined;
  readonly onDone: (added: SkillId | null) => void;
  readonly onClose: () => void;
}) => {
  const { i18n, t } = useLingui();
  const { commands } = useWorkshop();
  const act = useAct();
  const retire = useRetireSkill(skill?.id, act);
  const [name, setName] = useState(skill?.name ?? '');
  const [about, setAbout] = useState(skill?.about ?? '');
  const [sort, setSort] = useState<Sort>(skill?.safety === false ? 'competence' : 'safety');
  const [rule, setRule] = useState<SkillRule>(skill?.rule ?? 'warn');
  const [date, setDate] = useState(monthsText(skill?.lapsesAfterMonths, '24'));
  const [unused, setUnused] = useState(monthsText(skill?.lapsesUnusedMonths, '12'));

  const save = async () => {
    const words = {
      name,
      about: about.trim() || null,
      safety: sort === 'safety',
      rule,
      lapsesAfterMonths: monthsIn(date),
      lapsesUnusedMonths: monthsIn(unused),
    };
    if (skill === undefined) {
      const added = await act.run(() => commands.addSkill(words));
      if (added?.ok === true) onDone(added.value);
      return;
    }
    const described = await act.run(() => commands.describeSkill(skill.id, words));
    if (described?.ok === true) onDone(null);
  };
  const stopAsking = async () => {
    if (await retire(true)) onDone(null);
  };
  const isNameMissing = act.refusal?.kind === 'name-missing';
  return (
    <FormSheet
      title={skill === undefined ? t`Un savoir-faire` : skill.name}
      act={act}
      accept={<Trans>Enregistrer</Trans>}
      saidAbove="name-missing"
      onAccept={() => void save()}
      onClose={onClose}
    >
      <Field
        label={t`Ce qu’on sait faire`}
        voice="serif"
        autoComplete="off"
        placeholder={t`se servir du tour à bois`}
        maxLength={bounds.name}
        value={name}
        error={isNameMissing && act.refusal !== null ? refusalText(i18n, act.refusal) : undefined}
        onChange={(event) => setName(event.target.value)}
      />
      <Field
        label={t`Ce qu’il faut avoir vu`}
        optional
        voice="serif"
        lines={3}
        maxLength={bounds.about}
        value={about}
        onChange={(event) => setAbout(event.target.value)}
      />
      <Choice<SkillRule>
        legend={t`Qui n’a pas eu de passation`}
        options={skillRules.map((value) => ({ value, label: value === 'warn' ? t`est prévenu` : t`est accompagné` }))}
        value={rule}
        onChange={setRule}
      />
      <p className="small soft after-choice">{ruleWords(i18n, rule)}</p>
      <Choice<Sort>
        legend={t`C’est`}
        options={[
          { value: 'safety', label: t`de la sécurité` },
          { value: 'competence', label: t`une compétence` },
        ]}
        value={sort}
        onChange={setSort}
      />
      {sort === 'competence' ? (
        <p className="small soft after-choice">
          <Trans>Une fois montrée, elle reste.</Trans>
        </p>
      ) : (
        <div className="skill-terms">
          <Field
            label={t`À renouveler, en mois`}
            optional
            inputMode="numeric"
            maxLength={4}
            value={date}
            onChange={(event) => setDate(digitsOf(event.target.value))}
          />
          <Field
            label={t`Expire sans servir, en mois`}
            optional
            inputMode="numeric"
            maxLength={4}
            value={unused}
            onChange={(event) => setUnused(digitsOf(event.target.value))}
          />
        </div>
      )}
      {skill === undefined || skill.isRetired ? null : (
        <div className="skill-retire">
          <Button look="grave" aria-disabled={act.isWorking || undefined} onClick={() => void stopAsking()}>
            <Trans>Ne plus demander ce savoir-faire</Trans>
          </Button>
          <p className="small soft">
            <Trans>Sa page reste, et ce qui a été montré aussi.</Trans>
          </p>
        </div>
      )}
    </FormSheet>
  );
};

/** Of a new one the usual; of one that is here what was said. */
const monthsText = (said: number | null | undefined, usual: string): string =>
  said === undefined ? usual : said === null ? '' : String(said);
const digitsOf = (typed: string): string => typed.replaceAll(/\D/gu, '');
const monthsIn = (typed: string): number | null => (Number(typed) > 0 ? Number(typed) : null);
