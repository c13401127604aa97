import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useAct } from '../../hooks/useAct.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BigAct } from '../../parts/BigAct.tsx';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { refusalText } from '../../texts/refusals.ts';
import { asksFirst, readAddress } from './labelAddress.ts';

/** Where the codes on the labels lead. With `onGoOn` somebody is about to print with an address only this place knows. */
export const AddressSheet = ({
  address,
  onGoOn,
  onClose,
}: {
  readonly address: string;
  readonly onGoOn: (() => void) | undefined;
  readonly onClose: () => void;
}) => {
  const { i18n, t } = useLingui();
  const { commands } = useWorkshop();
  const act = useAct();
  const [typed, setTyped] = useState(asksFirst(address) ? '' : address);
  const [tried, setTried] = useState(false);
  const read = readAddress(typed);
  const wrong = read === null ? t`Une adresse, comme https://outils.exemple.org` : undefined;
  const staysHere =
    read !== null && asksFirst(read) ? t`Celle-là non plus, les autres téléphones ne la trouvent pas.` : undefined;
  const save = async () => {
    setTried(true);
    if (read === null) return;
    const saved = await act.run(() => commands.describeWorkshop({ labelAddress: read }));
    if (saved?.ok === true) onClose();
  };
  return (
    <Sheet
      title={onGoOn === undefined ? t`Où mènent les étiquettes ?` : t`Ces étiquettes ne mèneraient qu’ici`}
      onClose={onClose}
      foot={
        <>
          <BigAct working={act.isWorking ? t`J’écris…` : undefined} onClick={() => void save()}>
            <Trans>Garder cette adresse</Trans>
          </BigAct>
          {onGoOn === undefined ? null : (
            <Button look="quiet" onClick={onGoOn}>
              <Trans>Imprimer quand même</Trans>
            </Button>
          )}
        </>
      }
    >
      <div className="stack">
        {onGoOn === undefined ? (
          <p>
            <Trans>C’est l’adresse où l’on ouvre Circule. Qui scanne une étiquette avec son téléphone arrive là.</Trans>
          </p>
        ) : (
          <p>
            <Trans>
              <span className="code">{address}</span> n’existe que sur cet appareil ou ce réseau. Dans Circule, tout le
              monde pourra scanner ces étiquettes. Avec l’appareil photo d’un autre téléphone, personne.
            </Trans>
          </p>
        )}
        <Field
          label={t`L’adresse que tout le monde peut ouvrir`}
          type="url"
          inputMode="url"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          placeholder="https://"
          value={typed}
          error={tried ? (wrong ?? staysHere) : staysHere}
          onChange={(event) => setTyped(event.target.value)}
        />
        {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      </div>
    </Sheet>
  );
};
