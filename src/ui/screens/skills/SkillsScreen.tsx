import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { SkillRow } from '#domain/rows.ts';
import { type MySkill, skillsOf } from '#store/queries/skillNeeds.ts';
import { skills } from '#store/queries/skills.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { goTo, routes } from '#ui/routes.ts';
import { heldState, heldWords } from '#ui/skill/skillWords.ts';
import { useSpeech } from '../../hooks/useSpeech.ts';
import { useMe, useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { StatusChip } from '../../parts/StatusChip.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { SkillSheet } from './SkillSheet.tsx';
import './skills.css';

/** What one must have been shown here before using certain things, and how I stand with each. */
export const SkillsScreen = () => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const me = useMe();
  const all = useLiveQuery(() => skills(db), [db]);
  const mine = useLiveQuery(async () => (me === undefined ? undefined : skillsOf(db, me.member)), [db, me?.member]);
  const [isAdding, setAdding] = useState(false);
  const isSteward = me?.isSteward === true;
  return (
    <>
      <Screen
        below={isSteward ? 'acts' : 'nav'}
        header={<BackHeader href={routes.house} label={t`Atelier`} />}
        bottom={
          <>
            {isSteward ? (
              <BottomActs>
                <Button look="main" size="page" icon="plus" onClick={() => setAdding(true)}>
                  <Trans>Un savoir-faire</Trans>
                </Button>
              </BottomActs>
            ) : null}
            <MainNav current="house" wideOnly={isSteward} />
          </>
        }
      >
        <ScreenTitle plain={t`Savoir-faire`} aside={all?.length || undefined} />
        {all === undefined || mine === undefined ? (
          <WaitingRows />
        ) : all.length === 0 ? (
          <EmptyState silhouette="plane" title={t`Aucun savoir-faire n’est demandé ici.`}>
            <Trans>Un outil peut demander qu’on t’ait montré. Les gardien·nes disent lesquels.</Trans>
          </EmptyState>
        ) : (
          <ul className="list">
            {all.map((skill) => (
              <li key={skill.id}>
                <SkillLine skill={skill} mine={mine.find((each) => each.skill.id === skill.id)} />
              </li>
            ))}
          </ul>
        )}
      </Screen>
      {isAdding ? (
        <SkillSheet
          onClose={() => setAdding(false)}
          onDone={(id) => {
            setAdding(false);
            if (id !== null) goTo(routes.skill(id));
          }}
        />
      ) : null}
    </>
  );
};

const SkillLine = ({ skill, mine }: { readonly skill: SkillRow; readonly mine: MySkill | undefined }) => {
  const speech = useSpeech();
  if (speech === undefined) return null;
  const { now, names } = speech;
  const known = skill.holders.filter(({ member }) => names.members.get(member)?.standing === 'in').length;
  const isAsked = skill.open.some(({ learner, waitsFor }) => learner === speech.me && waitsFor === 'learner');
  return (
    <a className="tool-row skill-row" href={routes.skill(skill.id)}>
      <span className="grow">
        <span className="name">{skill.name}</span>
        {skill.isRetired ? (
          <StatusChip state="retired">
            <Trans>n’est plus demandé</Trans>
          </StatusChip>
        ) : isAsked ? (
          <StatusChip state="care">
            <Trans>attend ton oui</Trans>
          </StatusChip>
        ) : mine?.holder == null ? null : (
          <StatusChip state={heldState(mine.lapse, now)}>
            <Trans>toi : {heldWords(speech, mine.lapse)}</Trans>
          </StatusChip>
        )}
        <span className="small soft">
          <Plural
            value={known}
            _0="personne ne sait encore"
            one="# personne sait faire"
            other="# personnes savent faire"
          />
        </span>
      </span>
      <Icon name="right" />
    </a>
  );
};
