import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import type { Invited } from '#app/joining/joining.ts';
import { openInvitations } from '#store/queries/membership.ts';
import { QrCode } from '#ui/code/QrCode.tsx';
import { MeetingTroubleWords } from '#ui/meeting/MeetingTroubleWords.tsx';
import { useMeeting } from '#ui/meeting/useMeeting.ts';
import { routes } from '#ui/routes.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useNames, useWorkshop, useWorkshopRow } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';

/** The invitation as a code for the other phone's camera, and as a link; says when its holder is in. */
export const ShownInvitation = ({ invited, onOther }: { readonly invited: Invited; readonly onOther: () => void }) => {
  const { t } = useLingui();
  const { toasts } = useApp();
  const { db, cache } = useWorkshop();
  const workshop = useWorkshopRow();
  const names = useNames();
  const meeting = useMeeting();
  const dates = useDatePhrases();
  const open = useLiveQuery(() => openInvitations(db, cache), [db, cache]);
  // Where this app was opened: the other phone loads it from there, and finds this one there too.
  const link = new URL(routes.join(invited.link), window.location.href).href;
  const mine = open?.find(({ ref }) => ref.id === invited.fact.id);
  const came = mine?.usedBy ?? null;
  const name = came === null ? undefined : names?.members.get(came)?.name;
  const trouble = meeting?.view.trouble ?? null;
  const until = dates.until(invited.until);
  const title = workshop?.name ?? '';
  const share = async () => {
    if (typeof navigator.share === 'function') {
      await navigator.share({ title, text: t`Rejoins ${title} dans Circule`, url: link }).catch(() => undefined);
      return;
    }
    await copy();
  };
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    toasts.getState().say({ words: t`Le lien est copié.` });
  };
  if (came !== null)
    return (
      <Screen below="acts" header={<BackHeader href={routes.people} label={t`Gens et appareils`} />}>
        <div role="status">
          <ScreenTitle plain={name == null ? t`Quelqu’un vient d’entrer` : t`${name} vient d’entrer`} />
        </div>
        <p>
          <Trans>Son téléphone reçoit le carnet. L’invitation ne sert plus.</Trans>
        </p>
        <BottomActs>
          <Button look="main" size="page" href={routes.person(came)}>
            <Trans>C’est bon</Trans>
          </Button>
        </BottomActs>
      </Screen>
    );
  return (
    <Screen
      below="acts"
      header={<BackHeader href={routes.people} label={t`Gens et appareils`} />}
      bottom={
        <BottomActs
          links={
            <>
              <Button look="quiet" icon="file" onClick={() => void copy()}>
                <Trans>Copier le lien</Trans>
              </Button>
              <Button look="quiet" onClick={onOther}>
                <Trans>Une autre invitation</Trans>
              </Button>
            </>
          }
        >
          <Button look="main" size="page" icon="share" onClick={() => void share()}>
            <Trans>Envoyer le lien</Trans>
          </Button>
        </BottomActs>
      }
    >
      <ScreenTitle plain={t`Montre ce code`} />
      <QrCode text={link} label={t`L’invitation, en code QR`} />
      <div className="invite-words">
        <p>
          <Trans>
            L’autre téléphone le scanne, ou ouvre le lien. Garde Circule ouverte : c’est ton téléphone qui fait entrer.
          </Trans>
        </p>
        <p className="small soft">
          <Trans>Sert une fois, {until}. Le lien est comme une clé de la porte : envoie-le à une seule personne.</Trans>
        </p>
        {trouble === null || trouble === 'nobody-there' ? null : <MeetingTroubleWords trouble={trouble} />}
      </div>
    </Screen>
  );
};
