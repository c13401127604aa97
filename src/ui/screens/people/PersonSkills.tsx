import { Trans } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import type { MemberId } from '#domain/ids.ts';
import { skillsOf } from '#store/queries/skillNeeds.ts';
import { routes } from '#ui/routes.ts';
import { heldState, heldWords } from '#ui/skill/skillWords.ts';
import { useSpeech } from '../../hooks/useSpeech.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { StatusChip } from '../../parts/StatusChip.tsx';

/** What somebody can do here, and until when. Takes no room while there is nothing. */
export const PersonSkills = ({ member }: { readonly member: MemberId }) => {
  const { db } = useWorkshop();
  const speech = useSpeech();
  const known = useLiveQuery(() => skillsOf(db, member), [db, member]);
  const held = (known ?? []).filter(({ holder }) => holder !== null);
  if (speech === undefined || held.length === 0) return null;
  return (
    <section className="section">
      <h2>
        <Trans>Savoir-faire</Trans>
      </h2>
      <ul className="uses">
        {held.map(({ skill, lapse }) => (
          <li key={skill.id}>
            <a href={routes.skill(skill.id)}>{skill.name}</a>{' '}
            <StatusChip state={heldState(lapse, speech.now)}>{heldWords(speech, lapse)}</StatusChip>
          </li>
        ))}
      </ul>
    </section>
  );
};
