import { Trans } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import type { Tool } from '#domain/settle/tool.ts';
import { needsFor } from '#store/queries/skillNeeds.ts';
import type { Actor } from '#ui/act/useActor.ts';
import { routes } from '#ui/routes.ts';
import { SkillNeeds } from '#ui/skill/SkillNeeds.tsx';
import { heldState, heldWords } from '#ui/skill/skillWords.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { StatusChip } from '../../parts/StatusChip.tsx';

/** What one must have been shown before using it, and how I stand with that. */
export const ToolSkills = ({ tool, actor }: { readonly tool: Tool; readonly actor: Actor }) => {
  const { db } = useWorkshop();
  const { skills } = tool.words;
  const needs = useLiveQuery(() => needsFor(db, skills ?? [], actor.member), [db, skills, actor.member]);
  if (needs === undefined || needs.length === 0) return null;
  return (
    <section className="section">
      <h2>
        <Trans>Savoir-faire</Trans>
      </h2>
      <SkillNeeds tool={tool} by={actor.member} actor={actor} />
      <ul className="uses">
        {needs.map(({ skill, holder, lapse }) => (
          <li key={skill.id}>
            <a href={routes.skill(skill.id)}>{skill.name}</a>{' '}
            {holder === null ? null : (
              <StatusChip state={heldState(lapse, actor.speech.now)}>
                <Trans>toi : {heldWords(actor.speech, lapse)}</Trans>
              </StatusChip>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
