import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import type { SkillId } from '#domain/ids.ts';
import { bounds } from '#domain/schema.ts';
import { skills } from '#store/queries/skills.ts';
import { useMe, useWorkshop } from '../../hooks/useWorkshop.ts';
import { CheckBox } from '../../parts/CheckBox.tsx';
import { skillsIn } from './formWords.ts';

/** What one must have been shown first: stewards say it. Takes no room where no skill is known. */
export const SkillsField = ({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (skills: string) => void;
}) => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const me = useMe();
  const all = useLiveQuery(() => skills(db), [db]);
  const asked = all?.filter(({ isRetired }) => !isRetired) ?? [];
  if (me?.isSteward !== true || asked.length === 0) return null;
  const chosen = skillsIn(value);
  const toggle = (id: SkillId, isOn: boolean) =>
    onChange([...chosen.filter((each) => each !== id), ...(isOn ? [id] : [])].slice(0, bounds.skills).join('\n'));
  return (
    <fieldset className="field">
      <legend>
        <Trans>Ce qu’il faut savoir faire</Trans>
      </legend>
      {asked.map(({ id, name, rule }) => (
        <CheckBox
          key={id}
          label={name}
          note={rule === 'warn' ? t`on prévient` : t`on demande d’abord`}
          checked={chosen.includes(id)}
          onChange={(isOn) => toggle(id, isOn)}
        />
      ))}
    </fieldset>
  );
};
