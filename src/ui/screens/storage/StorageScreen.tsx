import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { storageCounts } from '#store/queries/storage.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { useMeeting } from '#ui/meeting/useMeeting.ts';
import { WhereItStands } from '#ui/meeting/WhereItStands.tsx';
import { useApp } from '../../hooks/useApp.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useWorkshop, useWorkshopRow } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { Button } from '../../parts/Button.tsx';
import { Dialog } from '../../parts/Dialog.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { StatusChip } from '../../parts/StatusChip.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { goTo, routes } from '#ui/routes.ts';
import { bytesWords } from '../../texts/bytesWords.ts';
import { Pictures } from './Pictures.tsx';
import { useDeviceStorage } from './useDeviceStorage.ts';
import './storage.css';

/** Where the notebook is, how much room it takes, and how safe it is there. Nothing is promised that is not so. */
export const StorageScreen = () => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const counts = useLiveQuery(() => storageCounts(db), [db]);
  if (counts === undefined) return <WaitingRows />;
  return (
    <Screen header={<BackHeader href={routes.house} label={t`Atelier`} />} bottom={<MainNav current="house" />}>
      <ScreenTitle plain={t`Sur cet appareil`} />
      <WhereItStands />
      {counts.building === null ? null : (
        <Progress
          value={counts.building.done}
          max={Math.max(1, counts.building.of)}
          words={`${counts.building.done} / ${counts.building.of}`}
        >
          <Trans>Je range le carnet pour la nouvelle version</Trans>
        </Progress>
      )}
      <dl className="storage-facts">
        <div>
          <dt>
            <Trans>Outils</Trans>
          </dt>
          <dd>{counts.tools}</dd>
        </div>
        <div>
          <dt>
            <Trans>Traces</Trans>
          </dt>
          <dd>{counts.facts}</dd>
        </div>
      </dl>
      <Room />
      <Copies />
      <Discard />
    </Screen>
  );
};

/** Below this a browser soon refuses to store. */
const littleRoom = 20_000_000;

const Room = () => {
  const { i18n } = useLingui();
  const { room, isKept, ask, refused } = useDeviceStorage();
  return (
    <>
      <Pictures isAlmostFull={room !== null && room.quota - room.used < littleRoom} />
      <section className="section stack">
        <h2>
          <Trans>La place</Trans>
        </h2>
        {room === null ? (
          <p className="soft">
            <Trans>Ce navigateur ne dit pas combien de place il reste.</Trans>
          </p>
        ) : (
          <Progress
            value={room.used}
            max={room.quota}
            words={
              <Trans>
                {bytesWords(i18n, room.used)} sur {bytesWords(i18n, room.quota)}
              </Trans>
            }
          >
            <Trans>Pris par Circule</Trans>
          </Progress>
        )}
        {isKept === null ? null : (
          <StatusChip state={isKept ? 'here' : 'care'}>
            {isKept ? (
              <Trans>Le navigateur a promis de le garder</Trans>
            ) : (
              <Trans>Le navigateur peut l’effacer s’il manque de place</Trans>
            )}
          </StatusChip>
        )}
        {isKept === false ? (
          <Button onClick={() => void ask()}>
            <Trans>Demander de le garder</Trans>
          </Button>
        ) : null}
        {refused ? (
          <p className="small soft" role="status">
            <Trans>Il n’a pas promis. Il le fait plus volontiers quand Circule est sur l’écran d’accueil.</Trans>
          </p>
        ) : null}
      </section>
    </>
  );
};

const Copies = () => {
  const workshop = useWorkshop();
  const dates = useDatePhrases();
  const safety = useLiveQuery(() => workshop.safety(), [workshop]);
  const isAlone = (useMeeting()?.elsewhere ?? -1) < 0;
  const day = safety?.backupSavedAt == null ? null : dates.day(safety.backupSavedAt);
  return (
    <section className="section stack">
      <h2>
        <Trans>Les copies</Trans>
      </h2>
      <p>
        {day !== null ? (
          <Trans>Dernière sauvegarde : {day}. Ce qui est venu depuis n’y est pas.</Trans>
        ) : isAlone ? (
          <Trans>Aucune sauvegarde encore. Si cet appareil se perd, tout se perd.</Trans>
        ) : (
          <Trans>
            Aucune sauvegarde encore. Avec la clé de la maison, elle ramène le carnet même sans les autres appareils.
          </Trans>
        )}
      </p>
      <Button icon="key" href={routes.key}>
        <Trans>La clé et la sauvegarde</Trans>
      </Button>
    </section>
  );
};

const Discard = () => {
  const { house, reopen } = useApp();
  const workshop = useWorkshop();
  const row = useWorkshopRow();
  const { db } = workshop;
  const counts = useLiveQuery(() => storageCounts(db), [db]);
  const [asked, setAsked] = useState(false);
  const discard = async () => {
    workshop.close();
    await house.discard(workshop.id);
    goTo(routes.home, { replace: true });
    reopen();
  };
  const name = row?.name ?? '';
  return (
    <section className="section stack">
      <h2>
        <Trans>Partir</Trans>
      </h2>
      <Button look="grave" icon="bin" onClick={() => setAsked(true)}>
        <Trans>Effacer ce carnet de l’appareil</Trans>
      </Button>
      {asked ? (
        <Dialog
          title={<Trans>Effacer « {name} » d’ici ?</Trans>}
          keep={<Trans>Le garder</Trans>}
          grave={<Trans>Effacer pour de bon</Trans>}
          onKeep={() => setAsked(false)}
          onGrave={() => void discard()}
        >
          <Plural
            value={counts?.tools ?? 0}
            one="# outil et toute son histoire. Sans sauvegarde et clé, rien ne les ramène."
            other="# outils et toute leur histoire. Sans sauvegarde et clé, rien ne les ramène."
          />
        </Dialog>
      ) : null}
    </section>
  );
};
