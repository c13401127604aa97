import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useParams } from 'wouter';
import { noticeStream, type SkillId } from '#domain/ids.ts';
import { type Skill } from '#domain/settle/skill.ts';
import { showersOf } from '#store/queries/skillNeeds.ts';
import { lastUses, skillSheet } from '#store/queries/skills.ts';
import { type Actor, useActor } from '#ui/act/useActor.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { NoticeWay } from '#ui/notice/NoticeWay.tsx';
import { routes } from '#ui/routes.ts';
import { ruleWords, termsWords } from '#ui/skill/skillWords.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BigAct } from '../../parts/BigAct.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { refusalText } from '../../texts/refusals.ts';
import { Chain } from './Chain.tsx';
import { Holders } from './Holders.tsx';
import { MyStanding } from './MyStanding.tsx';
import { SkillSheet } from './SkillSheet.tsx';
import { ToolsNeeding } from './ToolsNeeding.tsx';
import { useRetireSkill } from './useRetireSkill.ts';
import { WhoCanShow } from './WhoCanShow.tsx';
import './skills.css';

/** One skill: how I stand with it, who can show it, who holds it and from whom, and what asks for it. */
export const SkillScreen = () => {
  const { t } = useLingui();
  const { id } = useParams<{ id: SkillId }>();
  const { db, cache } = useWorkshop();
  const actor = useActor();
  const read = useLiveQuery(async () => {
    const [skill, uses] = await Promise.all([skillSheet(db, cache, id), lastUses(db, id)]);
    return skill === null ? null : { skill, uses, showers: await showersOf(db, { ...skill, people: [] }) };
  }, [db, cache, id]);
  if (read && actor !== undefined) return <SkillPage key={id} {...read} actor={actor} />;
  return (
    <Screen header={<BackHeader href={routes.skills} label={t`Savoir-faire`} />} bottom={<MainNav current="house" />}>
      <ScreenTitle plain={t`Savoir-faire`} />
      {read === null ? (
        <EmptyState silhouette="plane" title={t`Ce savoir-faire n’est pas, ou pas encore, dans ce carnet.`} />
      ) : (
        <WaitingRows />
      )}
    </Screen>
  );
};

const SkillPage = ({
  skill,
  uses,
  showers,
  actor,
}: {
  readonly skill: Skill;
  readonly uses: Awaited<ReturnType<typeof lastUses>>;
  readonly showers: Awaited<ReturnType<typeof showersOf>>;
  readonly actor: Actor;
}) => {
  const { i18n, t } = useLingui();
  const [isEditing, setEditing] = useState(false);
  const act = useAct();
  const retire = useRetireSkill(skill.id, act);
  const { isSteward, member } = actor.me;
  const mayShow =
    !skill.isRetired && (isSteward || skill.holders.some((each) => each.member === member && each.ground));
  const hasActs = mayShow || isSteward;
  const edit = (
    <Button look="quiet" icon="pen" onClick={() => setEditing(true)}>
      <Trans>Modifier</Trans>
    </Button>
  );
  return (
    <>
      <Screen
        below={hasActs ? 'acts' : 'nav'}
        header={<BackHeader href={routes.skills} label={t`Savoir-faire`} />}
        bottom={
          <>
            {mayShow ? (
              <BottomActs links={isSteward ? edit : undefined}>
                <Button look="main" size="page" icon="hand" href={routes.showSkill(skill.id)}>
                  <Trans>J’ai montré à quelqu’un</Trans>
                </Button>
              </BottomActs>
            ) : isSteward ? (
              <BottomActs links={edit}>
                <BigAct
                  icon="undo"
                  working={act.isWorking ? t`J’écris…` : undefined}
                  onClick={() => void retire(false)}
                >
                  <Trans>Le demander de nouveau</Trans>
                </BigAct>
              </BottomActs>
            ) : null}
            <MainNav current="house" wideOnly={hasActs} />
          </>
        }
      >
        <ScreenTitle plain={skill.name} />
        <div className="skill-head">
          {skill.about === null ? null : <p className="said">{skill.about}</p>}
          <p className="small soft">{termsWords(i18n, skill)}</p>
          <p className="small soft">
            {skill.isRetired ? <Trans>Il n’est plus demandé à personne.</Trans> : ruleWords(i18n, skill.rule)}
          </p>
        </div>
        <MyStanding skill={skill} uses={uses} actor={actor} />
        {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
        {skill.isRetired ? null : (
          <section className="section">
            <h2>
              <Trans>Qui peut me montrer</Trans>
            </h2>
            <WhoCanShow people={showers.filter((each) => each.member !== member)} actor={actor} />
          </section>
        )}
        <Holders skill={skill} uses={uses} actor={actor} />
        <Chain inductions={skill.inductions} names={actor.names} />
        {skill.isRetired ? null : <ToolsNeeding skill={skill.id} speech={actor.speech} />}
        <NoticeWay
          of={noticeStream(skill.id)}
          read={routes.skillNotice(skill.id)}
          write={routes.writeSkillNotice(skill.id)}
        />
      </Screen>
      {isEditing ? (
        <SkillSheet skill={skill} onDone={() => setEditing(false)} onClose={() => setEditing(false)} />
      ) : null}
    </>
  );
};
