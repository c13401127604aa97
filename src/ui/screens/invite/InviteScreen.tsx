import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useParams } from 'wouter';
import type { Invited } from '#app/joining/joining.ts';
import type { MemberId } from '#domain/ids.ts';
import type { Role } from '#domain/settle/membership.ts';
import { person } from '#store/queries/people.ts';
import { useMeeting } from '#ui/meeting/useMeeting.ts';
import { goTo, routes } from '#ui/routes.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useMe, useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BigAct } from '../../parts/BigAct.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { refusalText } from '../../texts/refusals.ts';
import { ShownInvitation } from './ShownInvitation.tsx';
import './invite.css';

/** An invitation for one: somebody new, somebody of the notebook who has no phone yet, or another device of one's own. */
export const InviteScreen = () => {
  const { t } = useLingui();
  const { member } = useParams<{ member?: string }>();
  const { db } = useWorkshop();
  const me = useMe();
  const row = useLiveQuery(() => (member === undefined ? null : person(db, member as MemberId)), [db, member]);
  const [invited, setInvited] = useState<Invited | null>(null);
  if (invited !== null) return <ShownInvitation invited={invited} onOther={() => setInvited(null)} />;
  if (me === undefined || row === undefined)
    return (
      <Screen header={<BackHeader href={routes.people} label={t`Gens et appareils`} />}>
        <WaitingRows count={2} />
      </Screen>
    );
  return (
    <Making
      key={member ?? 'new'}
      member={member === undefined ? null : (member as MemberId)}
      name={row?.name ?? null}
      isMine={member === me.member}
      isSteward={me.isSteward}
      onMade={setInvited}
    />
  );
};

type Days = '1' | '7' | '30';

const Making = ({
  member,
  name,
  isMine,
  isSteward,
  onMade,
}: {
  readonly member: MemberId | null;
  readonly name: string | null;
  readonly isMine: boolean;
  readonly isSteward: boolean;
  readonly onMade: (invited: Invited) => void;
}) => {
  const { i18n, t } = useLingui();
  const { commands } = useWorkshop();
  const meeting = useMeeting()?.meeting;
  const act = useAct();
  const [role, setRole] = useState<Role>('member');
  const [days, setDays] = useState<Days>('7');
  const mayInvite = isSteward || isMine;
  const make = async () => {
    // Set by hand, it is where the newcomer must look too.
    const place = meeting?.places.get().signaling ?? '';
    const made = await act.run(() =>
      commands.invite({
        role,
        days: Number(days),
        ...(member === null ? {} : { member }),
        ...(place === '' ? {} : { signaling: [place] }),
      }),
    );
    if (made?.ok) onMade(made.value);
  };
  return (
    <Screen below="acts" header={<BackHeader href={routes.people} label={t`Gens et appareils`} />}>
      <ScreenTitle
        plain={
          isMine ? t`Un autre appareil à moi` : name === null ? t`Inviter quelqu’un` : t`Un téléphone pour ${name}`
        }
      />
      {mayInvite ? (
        <>
          <p className="soft invite-terms">
            {isMine ? (
              <Trans>Ce que l’autre appareil notera sera de toi. S’il se perd, tu le retires d’ici.</Trans>
            ) : (
              <Trans>
                Une invitation sert une fois. Elle ne contient aucune clé : c’est un membre qui fait entrer.
              </Trans>
            )}
          </p>
          {isSteward && member === null ? (
            <Choice<Role>
              legend={t`Comme`}
              options={[
                { value: 'member', label: t`Membre` },
                { value: 'steward', label: t`Gardien·ne` },
              ]}
              value={role}
              onChange={setRole}
            />
          ) : null}
          {role === 'steward' ? (
            <p className="small soft">
              <Trans>Un·e gardien·ne peut inviter, retirer, et changer les réglages de l’atelier.</Trans>
            </p>
          ) : null}
          <Choice<Days>
            legend={t`Valable`}
            even
            options={(['1', '7', '30'] as const).map((value) => ({
              value,
              label: <Plural value={Number(value)} one="# jour" other="# jours" />,
            }))}
            value={days}
            onChange={setDays}
          />
        </>
      ) : (
        <p>
          <Trans>
            Seul·e un·e gardien·ne fait des invitations. Tout membre peut ensuite faire entrer qui en a une.
          </Trans>
        </p>
      )}
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      <BottomActs>
        {mayInvite ? (
          <BigAct icon="invite" working={act.isWorking ? t`J’écris…` : null} onClick={() => void make()}>
            <Trans>Faire l’invitation</Trans>
          </BigAct>
        ) : (
          <BigAct onClick={() => goTo(routes.people)}>
            <Trans>C’est bon</Trans>
          </BigAct>
        )}
      </BottomActs>
    </Screen>
  );
};
