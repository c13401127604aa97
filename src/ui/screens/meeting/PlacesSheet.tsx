import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Meeting } from '#app/sync.ts';
import { Button } from '../../parts/Button.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { Field } from '../../parts/Field.tsx';
import { Sheet } from '../../parts/Sheet.tsx';

type Kind = 'host' | 'own' | 'none';
const kindOf = (address: string | null): Kind => (address === null ? 'none' : address === '' ? 'host' : 'own');
const isAddress = (text: string): boolean => /^wss?:\/\/[^\s/]+/.test(text);

/** Where phones find each other, and where a pod keeps what they say while they sleep: on this device only. */
export const PlacesSheet = ({ meeting, onClose }: { readonly meeting: Meeting; readonly onClose: () => void }) => {
  const { t } = useLingui();
  const before = meeting.places.get();
  const [signaling, setSignaling] = useState(before.signaling);
  const [pod, setPod] = useState(before.pod);
  const [ice, setIce] = useState(before.iceServers.join('\n'));
  const isWrong = (address: string | null) => address !== null && address !== '' && !isAddress(address);
  const iceServers = ice.split(/\s+/).filter((line) => line !== '');
  const iceWrong = iceServers.some((line) => !/^(?:stun|turns?):/.test(line));
  const keep = () => {
    if (isWrong(signaling) || isWrong(pod) || iceWrong) return;
    meeting.places.set({ signaling, pod, iceServers });
    onClose();
  };
  return (
    <Sheet
      title={t`Point de rencontre et relais`}
      onClose={onClose}
      foot={
        <Button look="main" size="page" onClick={keep}>
          <Trans>C’est bon</Trans>
        </Button>
      }
    >
      <p className="small soft places-words">
        <Trans>
          Le point de rencontre présente les téléphones l’un à l’autre. Le relais garde le carnet, fermé à clé, pour
          ceux qui dorment. Aucun des deux ne peut le lire.
        </Trans>
      </p>
      <Address legend={t`Point de rencontre`} value={signaling} wrong={isWrong(signaling)} onChange={setSignaling} />
      <Address legend={t`Relais`} value={pod} wrong={isWrong(pod)} onChange={setPod} />
      <Field
        label={t`Serveurs STUN ou TURN`}
        optional
        hint={t`Pour se parler à travers Internet. Un par ligne. Sans eux, rien ne sort de votre réseau.`}
        lines={2}
        value={ice}
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => setIce(event.currentTarget.value)}
        {...(iceWrong ? { error: t`Une adresse commence par stun: ou turn:` } : {})}
      />
    </Sheet>
  );
};

const Address = ({
  legend,
  value,
  wrong,
  onChange,
}: {
  readonly legend: string;
  readonly value: string | null;
  readonly wrong: boolean;
  readonly onChange: (value: string | null) => void;
}) => {
  const { t } = useLingui();
  const kind = kindOf(value);
  return (
    <>
      <Choice<Kind>
        legend={legend}
        options={[
          { value: 'host', label: t`Celui qui sert Circule` },
          { value: 'own', label: t`Une autre adresse` },
          { value: 'none', label: t`Aucun` },
        ]}
        value={kind}
        onChange={(next) => onChange(next === 'none' ? null : next === 'host' ? '' : 'wss://')}
      />
      {kind === 'own' ? (
        <Field
          label={t`${legend} : son adresse`}
          value={value ?? ''}
          autoCapitalize="off"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.currentTarget.value)}
          {...(wrong ? { error: t`Elle commence par wss:// ou ws://` } : {})}
        />
      ) : null}
    </>
  );
};
