import { Trans, useLingui } from '@lingui/react/macro';
import type { FactRef } from '#domain/fact.ts';
import type { MemberId } from '#domain/ids.ts';
import { lapseOf } from '#domain/lapse.ts';
import type { OpenHalf, Skill } from '#domain/settle/skill.ts';
import type { Actor } from '#ui/act/useActor.ts';
import { routes } from '#ui/routes.ts';
import { heldState, heldWords } from '#ui/skill/skillWords.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BigAct } from '../../parts/BigAct.tsx';
import { Button } from '../../parts/Button.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { StatusChip } from '../../parts/StatusChip.tsx';
import { refusalText } from '../../texts/refusals.ts';
import { whoWords } from '../../texts/whoWords.ts';
import { WillShow } from './WillShow.tsx';

interface StandingProps {
  readonly skill: Skill;
  readonly uses: ReadonlyMap<MemberId, number>;
  readonly actor: Actor;
}

/** How I stand with it: held until then, waiting for somebody's half, or asked whether I was shown. */
export const MyStanding = ({ skill, uses, actor }: StandingProps) => {
  const { member, speech } = actor;
  const holder = skill.holders.find((each) => each.member === member);
  const lapse = holder === undefined ? null : lapseOf(skill, { at: holder.at, usedAt: uses.get(member) ?? null });
  const isOpen = skill.open.filter(({ learner, teacher }) => learner === member || teacher === member);
  return (
    <div className="skill-mine">
      {holder === undefined ? null : (
        <p>
          <StatusChip tinted state={heldState(lapse, speech.now)}>
            <Trans>toi : {heldWords(speech, lapse)}</Trans>
          </StatusChip>
        </p>
      )}
      {isOpen.map((half) => (
        <Half key={half.ref.id} skill={skill} half={half} actor={actor} />
      ))}
      {holder === undefined || skill.isRetired ? null : <WillShow skill={skill} member={member} />}
      {holder === undefined && actor.me.isSteward && !skill.isRetired ? (
        <KnowsAlready skill={skill} me={member} />
      ) : null}
    </div>
  );
};

/** One half that waits: my yes, or somebody else's. */
const Half = ({
  skill,
  half: { ref, waitsFor, teacher, learner },
  actor,
}: {
  readonly skill: Skill;
  readonly half: OpenHalf;
  readonly actor: Actor;
}) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const act = useAct();
  const { members } = actor.names;
  const [from, to] = [whoWords(i18n, teacher, members), whoWords(i18n, learner, members)];
  const isMine = learner === actor.member;
  const say = async (done: Promise<{ readonly ok: boolean } | null>, words: string) => {
    if ((await done)?.ok === true) toasts.getState().say({ words });
  };
  const drop = (of: FactRef) =>
    say(
      act.run(() => commands.withdrawInduction(skill.id, of)),
      t`C’est noté.`,
    );
  const yes = () =>
    say(
      act.run(() => commands.learn(skill.id, ref)),
      t`C’est noté : ${from} t’a montré.`,
    );
  return (
    <section className="card stack">
      {waitsFor === 'teacher' ? (
        <p>
          <Trans>Tu as dit oui. On attend la moitié de {from} : elle arrive quand les téléphones se croisent.</Trans>
        </p>
      ) : isMine ? (
        <p className="name">
          <Trans>{from} dit t’avoir montré.</Trans>
        </p>
      ) : (
        <p>
          <Trans>Tu as montré à {to}. On attend son oui.</Trans>
        </p>
      )}
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      {waitsFor === 'learner' && isMine ? (
        <BigAct icon="check" working={act.isWorking ? t`J’écris…` : undefined} onClick={() => void yes()}>
          <Trans>Oui, on m’a montré</Trans>
        </BigAct>
      ) : waitsFor === 'learner' ? (
        <Button icon="qr" href={routes.showSkillTo(skill.id, learner)}>
          <Trans>Montrer le code</Trans>
        </Button>
      ) : null}
      <Button look="quiet" size="short" onClick={() => void drop(ref)}>
        {isMine ? <Trans>Ce n’est pas moi</Trans> : <Trans>Reprendre</Trans>}
      </Button>
    </section>
  );
};

/** Somebody must begin. */
const KnowsAlready = ({ skill, me }: { readonly skill: Skill; readonly me: MemberId }) => {
  const { i18n } = useLingui();
  const { commands } = useWorkshop();
  const act = useAct();
  return (
    <>
      <Button
        size="short"
        onClick={() => void act.run(() => commands.noteInduction(skill.id, { learner: me, knew: true }))}
      >
        <Trans>Je sais déjà faire</Trans>
      </Button>
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
    </>
  );
};
