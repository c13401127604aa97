import { useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import type { MemberId } from '#domain/ids.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { type MySkill, type Shower, needsFor, showersOf } from '#store/queries/skillNeeds.ts';
import type { Actor } from '../act/useActor.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { Mark } from '../parts/Mark.tsx';
import { isHeld } from './isHeld.ts';
import { Showers } from './Showers.tsx';
import './skill.css';

interface Need extends MySkill {
  readonly showers: readonly Shower[];
}

/** What a tool asks of somebody that they do not hold, and who can show them. Takes no room where nothing is missing. */
export const SkillNeeds = ({
  tool,
  by,
  actor,
}: {
  readonly tool: Tool;
  readonly by: MemberId;
  readonly actor: Actor;
}) => {
  const { db } = useWorkshop();
  const { skills } = tool.words;
  const needs = useLiveQuery(async (): Promise<readonly Need[]> => {
    const asked = await needsFor(db, skills ?? [], by);
    return Promise.all(asked.map(async (need) => ({ ...need, showers: await showersOf(db, need.skill) })));
  }, [db, skills, by]);
  const missing = (needs ?? []).filter((need) => !isHeld(need, actor.speech.now));
  return missing.map((need) => <Missing key={need.skill.id} need={need} by={by} actor={actor} />);
};

const Missing = ({
  need: { skill, holder, showers },
  by,
  actor,
}: {
  readonly need: Need;
  readonly by: MemberId;
  readonly actor: Actor;
}) => {
  const { t } = useLingui();
  const { name } = skill;
  return (
    <div className="skill-need">
      <Mark name="care" />
      <div className="grow">
        <p>{holder === null ? t`Il faut une passation : ${name}.` : t`La passation a expiré : ${name}.`}</p>
        <Showers people={showers.filter(({ member }) => member !== by)} actor={actor} />
      </div>
    </div>
  );
};
