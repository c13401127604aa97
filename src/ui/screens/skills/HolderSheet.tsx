import { Trans, useLingui } from '@lingui/react/macro';
import type { Holder, Skill } from '#domain/settle/skill.ts';
import type { Actor } from '#ui/act/useActor.ts';
import { routes } from '#ui/routes.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { whoFace } from '../../parts/personFace.ts';
import { Problem } from '../../parts/Problem.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { Token } from '../../parts/Token.tsx';
import { refusalText } from '../../texts/refusals.ts';
import { whoWords } from '../../texts/whoWords.ts';
import { WillShow } from './WillShow.tsx';

/** How somebody came to hold it; and, for whoever may, taking it back. */
export const HolderSheet = ({
  skill,
  holder,
  actor,
  onClose,
}: {
  readonly skill: Skill;
  readonly holder: Holder;
  readonly actor: Actor;
  readonly onClose: () => void;
}) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const act = useAct();
  const { names, me, speech } = actor;
  const own = skill.inductions.filter(({ learner, isEnded }) => learner === holder.member && !isEnded);
  const mine = own.filter(({ teacher, learner, by }) => me.isSteward || [teacher, learner, by].includes(me.member));
  const name = whoWords(i18n, holder.member, names.members);
  const hasPhone = names.members.get(holder.member)?.devices.some(({ isOpen }) => isOpen) === true;
  const isNoter = own.some(({ by }) => by === me.member);
  const maySpeakFor = !hasPhone && !skill.isRetired && (me.isSteward || isNoter);
  const takeBack = async () => {
    for (const { ref } of mine) {
      const done = await act.run(() => commands.withdrawInduction(skill.id, ref));
      if (done?.ok !== true) return;
    }
    toasts.getState().say({ words: t`C’est noté : la passation est reprise.` });
    onClose();
  };
  return (
    <Sheet
      title={name}
      face={<Token person={whoFace(holder.member, names.members)} size="large" beside />}
      under={<p className="soft">{skill.name}</p>}
      onClose={onClose}
      foot={
        <div className="stack">
          {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
          <Button href={routes.person(holder.member)} icon="people">
            <Trans>Sa page</Trans>
          </Button>
          {mine.length === 0 ? null : (
            <Button look="grave" aria-disabled={act.isWorking || undefined} onClick={() => void takeBack()}>
              {act.isWorking ? t`J’écris…` : t`Reprendre la passation`}
            </Button>
          )}
        </div>
      }
    >
      <ul className="uses">
        {own.toReversed().map(({ ref, teacher, by, how, knew, at }) => {
          const from = whoWords(i18n, teacher, names.members);
          const noter = whoWords(i18n, by, names.members);
          const day = speech.phrases.day(at);
          return (
            <li key={ref.id}>
              {knew ? t`${day} : savait déjà` : t`${day} : ${from} lui a montré`}
              {how === 'noted' ? <span className="small soft"> {t`(noté par ${noter})`}</span> : null}
            </li>
          );
        })}
      </ul>
      {maySpeakFor ? (
        <div className="holder-shows">
          <WillShow skill={skill} member={holder.member} name={name} />
        </div>
      ) : null}
    </Sheet>
  );
};
