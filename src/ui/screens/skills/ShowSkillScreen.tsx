import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useParams } from 'wouter';
import type { FactRef } from '#domain/fact.ts';
import type { MemberId, SkillId } from '#domain/ids.ts';
import { inductionText } from '#domain/inductionCode.ts';
import type { SkillRow } from '#domain/rows.ts';
import { currentRows } from '#store/queries/currentRows.ts';
import { PersonPicker } from '#ui/act/PersonPicker.tsx';
import { type Actor, useActor } from '#ui/act/useActor.ts';
import { QrCode } from '#ui/code/QrCode.tsx';
import { goTo, routes } from '#ui/routes.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BigAct } from '../../parts/BigAct.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { CheckBox } from '../../parts/CheckBox.tsx';
import { Person } from '../../parts/Person.tsx';
import { whoFace } from '../../parts/personFace.ts';
import { Problem } from '../../parts/Problem.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { refusalText } from '../../texts/refusals.ts';
import { whoWords } from '../../texts/whoWords.ts';
import './skills.css';

/** I showed it to somebody: to whom, my half, and the code by which they say theirs. */
export const ShowSkillScreen = () => {
  const { t } = useLingui();
  const { id, learner } = useParams<{ id: SkillId; learner?: MemberId }>();
  const { db } = useWorkshop();
  const actor = useActor();
  const row = useLiveQuery(async () => (await (await currentRows(db)).skills.get(id)) ?? null, [db, id]);
  const header = <BackHeader href={routes.skill(id)} label={row?.name ?? t`Savoir-faire`} />;
  if (!row || actor === undefined)
    return (
      <Screen header={header}>
        <ScreenTitle plain={t`À qui as-tu montré ?`} />
        {row === null ? (
          <p className="soft">
            <Trans>Ce savoir-faire n’est pas, ou pas encore, dans ce carnet.</Trans>
          </p>
        ) : (
          <WaitingRows count={2} />
        )}
      </Screen>
    );
  if (learner !== undefined) return <ShowTo key={learner} skill={row} learner={learner} actor={actor} />;
  return (
    <Screen header={header}>
      <ScreenTitle plain={t`À qui as-tu montré ?`} />
      <PersonPicker without={[actor.member]} onPick={(picked) => goTo(routes.showSkillTo(id, picked))} />
    </Screen>
  );
};

interface ShowToProps {
  readonly skill: SkillRow;
  readonly learner: MemberId;
  readonly actor: Actor;
}

const ShowTo = ({ skill, learner, actor }: ShowToProps) => {
  const [said, setSaid] = useState<FactRef | null>(null);
  const half = skill.open.find(
    (each) => each.learner === learner && each.teacher === actor.member && each.waitsFor === 'learner',
  );
  const of = said ?? half?.ref ?? null;
  if (of === null) return <Saying skill={skill} learner={learner} actor={actor} onSaid={setSaid} />;
  return (
    <Shown skill={skill} learner={learner} actor={actor} of={of} isAnswered={said !== null && half === undefined} />
  );
};

/** My word; for somebody without a phone it is theirs too. */
const Saying = ({ skill, learner, actor, onSaid }: ShowToProps & { readonly onSaid: (of: FactRef) => void }) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const act = useAct();
  const [knew, setKnew] = useState(false);
  const { members } = actor.names;
  const name = whoWords(i18n, learner, members);
  const hasPhone = members.get(learner)?.devices.some(({ isOpen }) => isOpen) === true;
  const say = async () => {
    const showing = { learner, knew };
    const done = await act.run(() =>
      hasPhone ? commands.teach(skill.id, showing) : commands.noteInduction(skill.id, showing),
    );
    if (done?.ok !== true) return;
    if (hasPhone) return onSaid(done.value);
    toasts.getState().say({ words: t`C’est noté : ${name} sait faire.` });
    goTo(routes.skill(skill.id), { replace: true });
  };
  return (
    <Screen
      below="acts"
      header={<BackHeader href={routes.skill(skill.id)} label={skill.name} />}
      bottom={
        <BottomActs
          links={
            <Button look="quiet" href={routes.showSkill(skill.id)}>
              <Trans>Quelqu’un d’autre</Trans>
            </Button>
          }
        >
          <BigAct icon="hand" working={act.isWorking ? t`J’écris…` : undefined} onClick={() => void say()}>
            {knew ? t`${name} savait déjà` : t`J’ai montré à ${name}`}
          </BigAct>
        </BottomActs>
      }
    >
      <ScreenTitle plain={skill.name} />
      <div className="skill-said">
        <p>
          <Person person={whoFace(learner, members)} />
        </p>
        {skill.about === null ? null : <p className="said">{skill.about}</p>}
        {actor.me.isSteward ? (
          <CheckBox
            label={t`${name} savait déjà faire`}
            note={t`Il faut bien commencer par quelqu’un.`}
            checked={knew}
            onChange={setKnew}
          />
        ) : null}
        <p className="small soft">
          {hasPhone ? (
            <Trans>Cela compte quand {name} a dit oui aussi, sur son téléphone.</Trans>
          ) : (
            <Trans>{name} n’a pas de téléphone : tu le notes pour vous deux.</Trans>
          )}
        </p>
      </div>
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
    </Screen>
  );
};

/** The code for the learner's camera; says so once their half is here. */
const Shown = ({
  skill,
  learner,
  actor,
  of,
  isAnswered,
}: ShowToProps & { readonly of: FactRef; readonly isAnswered: boolean }) => {
  const { i18n, t } = useLingui();
  const name = whoWords(i18n, learner, actor.names.members);
  const code = new URL(routes.learn(inductionText({ skill: skill.id, of, learner })), window.location.href).href;
  return (
    <Screen
      below="acts"
      header={<BackHeader href={routes.skill(skill.id)} label={skill.name} />}
      bottom={
        <BottomActs>
          <Button look={isAnswered ? 'main' : 'plain'} size="page" href={routes.skill(skill.id)}>
            <Trans>C’est bon</Trans>
          </Button>
        </BottomActs>
      }
    >
      {isAnswered ? (
        <div role="status">
          <ScreenTitle plain={t`${name} a dit oui`} />
          <p>
            <Trans>C’est une passation : {name} sait faire, et peut montrer à son tour.</Trans>
          </p>
        </div>
      ) : (
        <>
          <ScreenTitle plain={t`Montre ce code à ${name}`} />
          <QrCode text={code} label={t`La passation, en code QR`} />
          <p>
            <Trans>
              {name} le scanne avec Circule et dit oui, même sans réseau. Ou dit oui plus tard : la question l’attend.
            </Trans>
          </p>
          <p className="small soft">
            <Trans>Ce code ne vaut que pour {name}.</Trans>
          </p>
        </>
      )}
    </Screen>
  );
};
