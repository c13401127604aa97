import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useParams } from 'wouter';
import { type InductionCode, readInductionText } from '#domain/inductionCode.ts';
import { currentRows } from '#store/queries/currentRows.ts';
import { type Actor, useActor } from '#ui/act/useActor.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { writersOf } from '#ui/frame/writersOf.ts';
import { goTo, routes } from '#ui/routes.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
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
import { whoWords } from '../../texts/whoWords.ts';

/** The code another phone showed: somebody says they showed me. My yes is the other half, whether theirs is here or not. */
export const LearnScreen = () => {
  const { t } = useLingui();
  const { text } = useParams<{ text: string }>();
  const actor = useActor();
  const code = readInductionText(text);
  if (code !== null && actor !== undefined) return <Asked key={text} code={code} actor={actor} />;
  return (
    <Screen header={<BackHeader href={routes.home} label={t`Accueil`} />} bottom={<MainNav current={null} />}>
      <ScreenTitle plain={t`On t’a montré ?`} />
      {code === null ? (
        <EmptyState silhouette="tag" title={t`Ce code se lit mal. Scanne-le de nouveau.`} />
      ) : (
        <WaitingRows count={1} />
      )}
    </Screen>
  );
};

const Asked = ({ code, actor }: { readonly code: InductionCode; readonly actor: Actor }) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { db, commands } = useWorkshop();
  const act = useAct();
  const row = useLiveQuery(
    async () => (await (await currentRows(db)).skills.get(code.skill)) ?? null,
    [db, code.skill],
  );
  const { members } = actor.names;
  const teacher = writersOf(members).get(code.of.log);
  const from = whoWords(i18n, teacher ?? null, members);
  const name = row?.name ?? t`un savoir-faire`;
  const isMe = code.learner === actor.member;
  const to = whoWords(i18n, code.learner, members);
  const yes = async () => {
    const done = await act.run(() => commands.learn(code.skill, code.of));
    if (done?.ok !== true) return;
    toasts.getState().say({ words: t`C’est noté : ${from} t’a montré.` });
    goTo(routes.skill(code.skill), { replace: true });
  };
  return (
    <Screen
      below="acts"
      header={<BackHeader href={routes.home} label={t`Accueil`} />}
      bottom={
        isMe ? (
          <BottomActs
            links={
              <Button look="quiet" href={routes.home}>
                <Trans>Pas maintenant</Trans>
              </Button>
            }
          >
            <BigAct icon="check" working={act.isWorking ? t`J’écris…` : undefined} onClick={() => void yes()}>
              <Trans>Oui, on m’a montré</Trans>
            </BigAct>
          </BottomActs>
        ) : (
          <MainNav current={null} />
        )
      }
    >
      <ScreenTitle plain={isMe ? t`${from} dit t’avoir montré` : t`Ce code est pour ${to}`} />
      <p className="name">{name}</p>
      {isMe ? (
        <p className="soft">
          <Trans>Dis oui si c’est vrai. Cela compte quand vos deux moitiés se sont croisées.</Trans>
        </p>
      ) : (
        <p className="soft">
          <Trans>Une passation se dit à deux. Demande à {from} de te montrer, à toi aussi.</Trans>
        </p>
      )}
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
    </Screen>
  );
};
