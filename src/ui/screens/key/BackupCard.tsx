import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BigAct } from '../../parts/BigAct.tsx';
import { Button } from '../../parts/Button.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { StatusChip } from '../../parts/StatusChip.tsx';
import { refusalText } from '../../texts/refusals.ts';
import { backupFileName } from './backupFileName.ts';

const month = 31 * 24 * 3600 * 1000;

/** Makes the backup, then hands it out: a share sheet opens only while a tap is fresh. */
export const BackupCard = ({ name, savedAt }: { readonly name: string; readonly savedAt: number | null }) => {
  const { i18n, t } = useLingui();
  const { device, clock } = useApp();
  const workshop = useWorkshop();
  const dates = useDatePhrases();
  const act = useAct();
  const [count, setCount] = useState({ done: 0, of: 1 });
  const [file, setFile] = useState<File | null>(null);
  const make = async () => {
    setCount({ done: 0, of: 1 });
    const made = await act.run(() => workshop.backup((done, of) => setCount({ done, of: Math.max(1, of) })));
    if (made?.ok !== true) return;
    setFile(new File([made.value], backupFileName(name, clock.today()), { type: 'application/octet-stream' }));
  };
  const handOut = async (made: File, share: boolean) => {
    await device.handOut(made, share);
    await workshop.backupSaved();
  };
  const isOld = savedAt !== null && clock.now() - savedAt > month;
  const day = savedAt === null ? '' : dates.day(savedAt);
  return (
    <section className="section screen-only stack">
      <h2>
        <Trans>La sauvegarde, en fichier</Trans>
      </h2>
      <StatusChip state={savedAt === null || isOld ? 'care' : 'here'}>
        {savedAt === null ? <Trans>Jamais faite</Trans> : <Trans>La dernière : {day}</Trans>}
      </StatusChip>
      <p>
        <Trans>Elle contient tout, photos comprises. Sans la clé, personne ne la lit.</Trans>
      </p>
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      {act.isWorking ? (
        <Progress value={count.done} max={count.of} words={`${Math.floor((count.done / count.of) * 100)} %`}>
          <Trans>Je rassemble tout</Trans>
        </Progress>
      ) : null}
      {file === null ? (
        <BigAct icon="download" working={act.isWorking ? t`Un instant…` : undefined} onClick={() => void make()}>
          <Trans>Faire une sauvegarde</Trans>
        </BigAct>
      ) : (
        <div className="stack" role="status">
          <p>
            <Trans>
              Prête : <span className="code">{file.name}</span>
            </Trans>
          </p>
          <div className="pair">
            <Button look="main" icon="download" onClick={() => void handOut(file, false)}>
              <Trans>Enregistrer</Trans>
            </Button>
            <Button icon="share" onClick={() => void handOut(file, true)}>
              <Trans>Envoyer ailleurs</Trans>
            </Button>
          </div>
        </div>
      )}
      <p className="small soft">
        <Trans>Une fois par mois, gardes-en une deuxième copie ailleurs : chez quelqu’un, sur une clé USB.</Trans>
      </p>
    </section>
  );
};
