import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { useApp } from '../../hooks/useApp.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { StatusChip } from '../../parts/StatusChip.tsx';

interface ShownKey {
  readonly key: string;
  readonly code: { readonly path: string; readonly size: number };
}

/** The key stays hidden until asked for: somebody may look over the shoulder. */
export const KeyCard = ({ name, savedAt }: { readonly name: string; readonly savedAt: number | null }) => {
  const { t } = useLingui();
  const { device } = useApp();
  const workshop = useWorkshop();
  const dates = useDatePhrases();
  const [shown, setShown] = useState<ShownKey | 'none' | null>(null);
  const show = async () => {
    const key = await workshop.houseKey();
    setShown(key === null ? 'none' : { key, code: await device.qrCode(key) });
  };
  // A key left open is put away with the screen.
  useEffect(() => () => setShown(null), []);
  const day = savedAt === null ? '' : dates.day(savedAt);
  return (
    <section className="section key-card">
      <div className="screen-only stack">
        <h2>
          <Trans>La clé, sur papier</Trans>
        </h2>
        {savedAt === null ? (
          <StatusChip state="care">
            <Trans>Pas encore gardée</Trans>
          </StatusChip>
        ) : (
          <StatusChip state="here">
            <Trans>Gardée : {day}</Trans>
          </StatusChip>
        )}
        {shown === 'none' ? (
          <Problem>
            <Trans>Cet appareil n’a pas la clé. Elle est sur le papier, ou sur un autre appareil.</Trans>
          </Problem>
        ) : null}
        {shown === null ? (
          <Button icon="eye" onClick={() => void show()}>
            {t`Montrer la clé`}
          </Button>
        ) : null}
      </div>
      {shown === null || shown === 'none' ? null : <KeyPage name={name} shown={shown} />}
      {shown === null || shown === 'none' ? null : (
        <div className="screen-only stack key-acts">
          <p className="small soft">
            <Trans>Qui a la clé et la sauvegarde peut tout lire. Range-la comme une clé de la maison.</Trans>
          </p>
          <Button icon="print" onClick={() => window.print()}>
            <Trans>Imprimer</Trans>
          </Button>
          <div className="pair">
            <Button icon="check" onClick={() => void workshop.keySaved()}>
              <Trans>Je l’ai gardée</Trans>
            </Button>
            <Button onClick={() => setShown(null)}>
              <Trans>Cacher</Trans>
            </Button>
          </div>
        </div>
      )}
    </section>
  );
};

/** The same on the screen and on paper; paper shows nothing else. */
const KeyPage = ({ name, shown }: { readonly name: string; readonly shown: ShownKey }) => {
  const { i18n, t } = useLingui();
  const { clock } = useApp();
  const { path, size } = shown.code;
  const on = i18n.date(new Date(clock.now()), { dateStyle: 'long' });
  return (
    <div className="key-page">
      <p className="print-only key-heading">
        <Trans>La clé de la maison</Trans>
      </p>
      <p className="name">{name}</p>
      <p className="key-groups" aria-label={shown.key.split('-').join(', ')}>
        {groupsOf(shown.key).map(({ at, group }) => (
          <span key={at}>{group}</span>
        ))}
      </p>
      <svg className="key-code" viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label={t`La clé, en code QR`}>
        <path d={path} />
      </svg>
      <div className="print-only stack">
        <p>
          <Trans>
            Avec un fichier de sauvegarde, elle ramène le carnet de l’atelier sur un nouvel appareil. Dans Circule : «
            J’ai une sauvegarde ».
          </Trans>
        </p>
        <p>
          <Trans>Garde ce papier en lieu sûr, loin du téléphone. Qui a les deux peut tout lire.</Trans>
        </p>
        <p>
          <Trans>Imprimée le {on}.</Trans>
        </p>
      </div>
    </div>
  );
};

/** Seven groups of four; two may be alike. */
const groupsOf = (key: string) => key.split('-').map((group, at) => ({ at, group }));
