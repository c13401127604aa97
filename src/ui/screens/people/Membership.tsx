import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Me } from '#app/workshop.ts';
import type { MemberRow } from '#domain/rows.ts';
import { goTo, routes } from '#ui/routes.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { ActRow } from '../../parts/ActRow.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { refusalText } from '../../texts/refusals.ts';

type Asked = 'steward' | 'member' | 'remove' | 'leave';

/** What a person is in the workshop, and how that changes: another device, steward or not, out. */
export const Membership = ({ row, me }: { readonly row: MemberRow; readonly me: Me }) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const act = useAct();
  const [asked, setAsked] = useState<Asked | null>(null);
  const isMe = row.id === me.member;
  const name = row.name ?? t`quelqu’un`;
  const isOut = row.standing !== 'in';
  if (isOut)
    return (
      <p className="soft">
        <Trans>N’est plus dans l’atelier. Ce qui a été noté avant compte toujours.</Trans>
      </p>
    );

  const carryOut = async (what: Asked) => {
    setAsked(null);
    const done = await act.run(() => {
      switch (what) {
        case 'steward':
          return commands.giveRole(row.id, 'steward');
        case 'member':
          return commands.giveRole(row.id, 'member');
        case 'remove':
          return commands.removeMember(row.id);
        case 'leave':
          return commands.leave();
      }
    });
    if (!done?.ok) return;
    const said: Readonly<Record<Asked, string>> = {
      steward: t`${name} est gardien·ne.`,
      member: t`${name} est membre.`,
      remove: t`${name} n’est plus dans l’atelier.`,
      leave: t`Tu as quitté l’atelier. Ce carnet ne se remplit plus.`,
    };
    toasts.getState().say({ words: said[what] });
    if (what === 'remove') goTo(routes.people, { replace: true });
  };
  return (
    <section>
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      <ul className="list">
        {isMe || me.isSteward ? (
          <li>
            <ActRow
              icon="phone"
              label={isMe ? t`Ajouter un autre appareil à moi` : t`Inviter son téléphone`}
              href={routes.inviteMember(row.id)}
            />
          </li>
        ) : null}
        {me.isSteward && row.devices.length > 0 ? (
          <li>
            {row.role === 'member' ? (
              <ActRow
                icon="key"
                label={t`Nommer gardien·ne`}
                note={t`Peut inviter, retirer et régler l’atelier.`}
                onPress={() => setAsked('steward')}
              />
            ) : (
              <ActRow icon="key" label={t`Redevient membre`} onPress={() => setAsked('member')} />
            )}
          </li>
        ) : null}
        {isMe ? (
          <li>
            <ActRow grave icon="out" label={t`Quitter l’atelier`} onPress={() => setAsked('leave')} />
          </li>
        ) : me.isSteward ? (
          <li>
            <ActRow grave icon="out" label={t`Retirer de l’atelier`} onPress={() => setAsked('remove')} />
          </li>
        ) : null}
      </ul>
      {asked === null ? null : (
        <Asking asked={asked} name={name} onKeep={() => setAsked(null)} onGrave={() => void carryOut(asked)} />
      )}
    </section>
  );
};

const Asking = ({
  asked,
  name,
  onKeep,
  onGrave,
}: {
  readonly asked: Asked;
  readonly name: string;
  readonly onKeep: () => void;
  readonly onGrave: () => void;
}) => {
  const { t } = useLingui();
  switch (asked) {
    case 'steward':
      return (
        <Dialog
          title={t`Nommer ${name} gardien·ne ?`}
          keep={t`Pas maintenant`}
          grave={t`Nommer`}
          onKeep={onKeep}
          onGrave={onGrave}
        >
          <p>
            <Trans>Un·e gardien·ne peut inviter, retirer des gens et des appareils, et changer les réglages.</Trans>
          </p>
        </Dialog>
      );
    case 'member':
      return (
        <Dialog
          title={t`${name} redevient membre ?`}
          keep={t`Laisser comme c’est`}
          grave={t`Oui`}
          onKeep={onKeep}
          onGrave={onGrave}
        >
          <p>
            <Trans>
              Ce qui a été décidé jusqu’ici reste. Prendre, rendre et passer restent possibles comme à tous.
            </Trans>
          </p>
        </Dialog>
      );
    case 'remove':
      return (
        <Dialog
          title={t`Retirer ${name} de l’atelier ?`}
          keep={t`Ne retirer personne`}
          grave={t`Retirer`}
          onKeep={onKeep}
          onGrave={onGrave}
        >
          <ul className="uses">
            <li>
              <Trans>Ses appareils ne reçoivent plus rien, et ce qu’ils notent ne compte plus.</Trans>
            </li>
            <li>
              <Trans>Ce qui a été noté avant reste, et ses appareils gardent ce qu’ils ont déjà.</Trans>
            </li>
            <li>
              <Trans>Pour revenir, il faudra une nouvelle invitation.</Trans>
            </li>
          </ul>
        </Dialog>
      );
    case 'leave':
      return (
        <Dialog title={t`Quitter l’atelier ?`} keep={t`Rester`} grave={t`Quitter`} onKeep={onKeep} onGrave={onGrave}>
          <p>
            <Trans>
              Tes appareils n’y écrivent plus et ne reçoivent plus rien. Ce que tu y as noté reste. Rends d’abord ce que
              tu as en main.
            </Trans>
          </p>
        </Dialog>
      );
  }
};
