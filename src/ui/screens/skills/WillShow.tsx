import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { MemberId } from '#domain/ids.ts';
import type { Skill } from '#domain/settle/skill.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { CheckBox } from '../../parts/CheckBox.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { refusalText } from '../../texts/refusals.ts';

/** "You may ask me"; with a `name`, said for somebody who has no phone to say it with. */
export const WillShow = ({
  skill,
  member,
  name,
}: {
  readonly skill: Skill;
  readonly member: MemberId;
  readonly name?: string | undefined;
}) => {
  const { i18n, t } = useLingui();
  const { commands } = useWorkshop();
  const act = useAct();
  // The box follows the finger; what is stored says the same a moment later.
  const [ticked, setTicked] = useState<boolean | null>(null);
  const change = async (will: boolean) => {
    setTicked(will);
    const by = name === undefined ? undefined : member;
    const done = await act.run(() => commands.offerToShow(skill.id, { will, by }));
    if (done?.ok !== true) setTicked(null);
  };
  return (
    <>
      <CheckBox
        label={name === undefined ? t`Je veux bien montrer` : t`${name} veut bien montrer`}
        note={name === undefined ? t`Ton prénom est donné à qui cherche.` : t`Son prénom est donné à qui cherche.`}
        checked={ticked ?? skill.shows.includes(member)}
        onChange={(will) => void change(will)}
      />
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
    </>
  );
};
