import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import type { ParcelRefusal } from '#app/sync.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop, useWorkshopRow } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { FileInput } from '../../parts/FileInput.tsx';
import { Problem } from '../../parts/Problem.tsx';

/** The notebook as a file, closed with the workshop's own key: by messenger, by stick, from hand to hand. */
export const Parcels = () => {
  const { t } = useLingui();
  const { clock, device, toasts } = useApp();
  const workshop = useWorkshop();
  const row = useWorkshopRow();
  const input = useRef<HTMLInputElement>(null);
  const [work, setWork] = useState<'sending' | 'reading' | null>(null);
  const [refusal, setRefusal] = useState<ParcelRefusal | null>(null);

  const send = async () => {
    setRefusal(null);
    setWork('sending');
    const made = await workshop.parcels.write();
    setWork(null);
    if (!made.ok) return setRefusal(made.refusal);
    const name = `${t`pli`}-${clock.today()}.circule-pli`;
    await device.handOut(new File([made.value], name, { type: 'application/octet-stream' }), true);
  };
  const read = async (file: File) => {
    setRefusal(null);
    setWork('reading');
    const got = await workshop.parcels.read(new Uint8Array(await file.arrayBuffer()));
    setWork(null);
    if (!got.ok) return setRefusal(got.refusal);
    const { stored } = got.value;
    toasts.getState().say({
      words: stored === 0 ? t`Rien de neuf dans ce pli : tout était déjà là.` : t`${stored} nouvelles traces sont là.`,
    });
  };
  if (!row) return null;
  return (
    <section className="stack">
      <div className="pair">
        <Button icon="pli" size="tall" disabled={work !== null} onClick={() => void send()}>
          {work === 'sending' ? t`Je plie…` : t`Envoyer un pli`}
        </Button>
        <Button icon="download" size="tall" disabled={work !== null} onClick={() => input.current?.click()}>
          {work === 'reading' ? t`Je lis…` : t`Ouvrir un pli`}
        </Button>
      </div>
      <FileInput ref={input} hidden aria-label={t`Un pli reçu`} onFile={(file) => void read(file)} />
      {refusal === null ? null : (
        <div role="alert">
          <Problem>{parcelWords[refusal.kind]}</Problem>
        </div>
      )}
    </section>
  );
};

const parcelWords = {
  'parcel-foreign': <Trans>Ce n’est pas un pli de Circule, ou il vient d’un autre atelier.</Trans>,
  'parcel-damaged': <Trans>Ce pli est abîmé ou incomplet. Fais-le renvoyer.</Trans>,
  'parcel-later-version': <Trans>Ce pli vient d’une version plus récente. Recharge Circule, puis recommence.</Trans>,
  'parcel-key-missing': (
    <Trans>Ce pli est fermé avec une clé que cet appareil n’a pas encore. Croise d’abord quelqu’un de l’atelier.</Trans>
  ),
  'storage-full': <Trans>L’appareil est plein. Fais de la place, puis recommence.</Trans>,
  'storage-lost': <Trans>Le navigateur a perdu le fil. Recharge la page, puis recommence.</Trans>,
} as const satisfies Record<ParcelRefusal['kind'], unknown>;
