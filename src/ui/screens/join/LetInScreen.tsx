import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import type { InvitationSeen } from '#app/joining/joining.ts';
import { MeetingTroubleWords } from '#ui/meeting/MeetingTroubleWords.tsx';
import { useMeeting } from '#ui/meeting/useMeeting.ts';
import { goTo, routes } from '#ui/routes.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { joinWords } from './joinWords.ts';
import type { JoinRefusal } from '#app/joining/joining.ts';

type LettingIn =
  | { readonly step: 'asking' }
  | { readonly step: 'waiting' }
  | { readonly step: 'in' }
  | { readonly step: 'refused'; readonly refusal: JoinRefusal };

/** An invitation of this very workshop: any member may let its holder in, also one who has never heard of it. */
export const LetInScreen = ({ text, seen }: { readonly text: string; readonly seen: InvitationSeen }) => {
  const { i18n, t } = useLingui();
  const { house } = useApp();
  const workshop = useWorkshop();
  const meeting = useMeeting();
  const dates = useDatePhrases();
  const [state, setState] = useState<LettingIn>({ step: 'asking' });
  const [stop, setStop] = useState<(() => void) | null>(null);
  useEffect(() => () => stop?.(), [stop]);
  // It serves once: whoever comes with it from now on is not answered from this page.
  const isDone = state.step === 'in';
  useEffect(() => {
    if (isDone) stop?.();
  }, [isDone, stop]);
  const letIn = async () => {
    setState({ step: 'waiting' });
    const asked = await workshop.letIn(text, (refusal) =>
      setState(refusal === null ? { step: 'in' } : { step: 'refused', refusal }),
    );
    if (asked.ok) setStop(() => asked.value);
    else setState({ step: 'refused', refusal: asked.refusal });
  };
  const { inviterName } = seen;
  const name = house.current()?.name ?? '';
  const until = dates.until(seen.until);
  const trouble = meeting?.view.trouble ?? null;
  return (
    <Screen
      below="acts"
      header={<BackHeader href={routes.people} label={t`Gens et appareils`} />}
      bottom={
        <BottomActs>
          {state.step === 'asking' || state.step === 'refused' ? (
            <Button look="main" size="page" icon="invite" onClick={() => void letIn()}>
              <Trans>Faire entrer</Trans>
            </Button>
          ) : (
            <Button size="page" onClick={() => goTo(routes.people, { replace: true })}>
              {state.step === 'in' ? <Trans>C’est bon</Trans> : <Trans>Arrêter</Trans>}
            </Button>
          )}
        </BottomActs>
      }
    >
      <ScreenTitle plain={t`Faire entrer quelqu’un`} />
      <p className="join-terms">
        <Trans>
          Cette invitation est de {inviterName}, pour {name}, {until}.
        </Trans>
      </p>
      <div className="stack" aria-live="polite">
        {state.step === 'asking' ? (
          <p className="soft">
            <Trans>La personne ouvre la même invitation sur son téléphone, et garde la page ouverte.</Trans>
          </p>
        ) : null}
        {state.step === 'waiting' ? (
          <>
            <p className="name">
              <Trans>J’attends son téléphone…</Trans>
            </p>
            {trouble === null ? null : <MeetingTroubleWords trouble={trouble} />}
          </>
        ) : null}
        {state.step === 'in' ? (
          <p className="name">
            <Trans>C’est fait : la personne est dans l’atelier.</Trans>
          </p>
        ) : null}
        {state.step === 'refused' ? <Problem>{joinWords(i18n, state.refusal)}</Problem> : null}
      </div>
    </Screen>
  );
};
