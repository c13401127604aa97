import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { WorkshopRow } from '#domain/rows.ts';
import { people } from '#store/queries/people.ts';
import { stateOf, toolCounts } from '#store/queries/tools.ts';
import { ClosedHere } from '#ui/frame/ClosedHere.tsx';
import { MainScreen } from '#ui/frame/MainScreen.tsx';
import { PersonSheet } from '#ui/frame/PersonSheet.tsx';
import { WhereItStands } from '#ui/meeting/WhereItStands.tsx';
import { whoFace } from '../../parts/personFace.ts';
import { routes } from '#ui/routes.ts';
import { useMe, useNames, useWorkshop, useWorkshopRow } from '../../hooks/useWorkshop.ts';
import { ActRow } from '../../parts/ActRow.tsx';
import { HungTokens } from '../../parts/HungTokens.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { DemoCard } from './DemoCard.tsx';
import { DoorSheet } from './DoorSheet.tsx';
import { WordsSheet } from './WordsSheet.tsx';
import './house.css';

/** Tokens on the board before "Tous" leads to the rest. */
const tokensShown = 11;

/** The workshop as a house: who is in it, what it is made of, and everything that is set once. */
export const HouseScreen = () => {
  const { t } = useLingui();
  const row = useWorkshopRow();
  const me = useMe();
  const { db } = useWorkshop();
  const state = useLiveQuery(() => stateOf(db), [db]);
  const [sheet, setSheet] = useState<'words' | 'door' | 'person' | null>(null);
  const close = () => setSheet(null);
  if (!row || me === undefined)
    return (
      <MainScreen title={t`L’atelier`} current="house">
        <WaitingRows />
      </MainScreen>
    );
  return (
    <>
      <MainScreen title={t`L’atelier`} current="house">
        <ClosedHere />
        {state?.isDemo ? <DemoCard /> : <WhereItStands />}
        <People onAdd={() => setSheet('person')} />
        <Rooms isSteward={me.isSteward} row={row} onWords={() => setSheet('words')} onDoor={() => setSheet('door')} />
      </MainScreen>
      {sheet === 'words' ? <WordsSheet row={row} onClose={close} /> : null}
      {sheet === 'door' ? <DoorSheet onClose={close} /> : null}
      {sheet === 'person' ? <PersonSheet onDone={close} onClose={close} /> : null}
    </>
  );
};

const People = ({ onAdd }: { readonly onAdd: () => void }) => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const names = useNames();
  const known = useLiveQuery(() => people(db), [db]);
  if (known === undefined || names === undefined) return <WaitingRows count={2} />;
  const named = known.filter(({ state }) => state === 'named');
  return (
    <>
      <div className="head">
        <h2>
          <Plural value={named.length} one="# personne" other="# personnes" />
        </h2>
        <a className="small" href={routes.people}>
          <Trans>Toutes</Trans>
        </a>
      </div>
      <HungTokens
        people={named.slice(0, tokensShown).map(({ id }) => whoFace(id, names.members))}
        hrefOf={routes.person}
        last={{ icon: 'plus', words: t`Ajouter`, onPress: onAdd }}
      />
    </>
  );
};

const Rooms = ({
  isSteward,
  row,
  onWords,
  onDoor,
}: {
  readonly isSteward: boolean;
  readonly row: WorkshopRow;
  readonly onWords: () => void;
  readonly onDoor: () => void;
}) => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const names = useNames();
  const counts = useLiveQuery(() => toolCounts(db), [db]);
  return (
    <>
      <div className="head">
        <h2>{row.name}</h2>
        {counts === undefined ? null : (
          <span className="small soft">
            <Plural value={counts.all} one="# outil" other="# outils" />
            {', '}
            <Plural value={counts.out} _0="aucun dehors" one="# dehors" other="# dehors" />
          </span>
        )}
      </div>
      <ul className="list">
        {isSteward ? (
          <li>
            <ActRow icon="pen" label={t`Nom et étiquettes`} note={row.labelLine ?? undefined} onPress={onWords} />
          </li>
        ) : null}
        <li>
          <ActRow icon="people" label={t`Gens et appareils`} href={routes.people} />
        </li>
        <li>
          <ActRow icon="two" label={t`Appareils et échanges`} href={routes.meeting} />
        </li>
        <li>
          <ActRow icon="fix" label={t`À réparer`} href={routes.repairs} />
        </li>
        <li>
          <ActRow
            icon="agenda"
            label={t`Soins`}
            note={t`Ce qui revient : huiler, vider, vérifier`}
            href={routes.care}
          />
        </li>
        <li>
          <ActRow icon="file" label={t`Règles de la maison`} href={routes.rules} />
        </li>
        <li>
          <ActRow
            icon="book"
            label={t`Savoir-faire`}
            note={t`Qui sait faire, et qui peut montrer.`}
            href={routes.skills}
          />
        </li>
        <li>
          <ActRow
            icon="pin"
            label={t`Lieux`}
            note={
              names === undefined ? undefined : (
                <Plural value={names.places.size} _0="aucun encore" one="# lieu" other="# lieux" />
              )
            }
            href={routes.places}
          />
        </li>
        <li>
          <ActRow
            icon="family"
            label={t`Catégories`}
            note={
              names === undefined ? undefined : (
                <Plural value={names.categories.size} _0="aucune encore" one="# catégorie" other="# catégories" />
              )
            }
            href={routes.categories}
          />
        </li>
        <li>
          <ActRow icon="qr" label={t`Imprimer des étiquettes`} href={routes.labels} />
        </li>
        <li>
          <ActRow icon="upload" label={t`Importer un inventaire`} href={routes.import} />
        </li>
        <li>
          <ActRow icon="key" label={t`Sauvegarde et clé de la maison`} href={routes.key} />
        </li>
        <li>
          <ActRow icon="phone" label={t`Place sur l’appareil`} href={routes.storage} />
        </li>
        {isSteward ? (
          <li>
            <ActRow
              icon="tablet"
              label={t`Tablette de la porte`}
              note={t`Cet appareil sert alors à tout le monde.`}
              onPress={onDoor}
            />
          </li>
        ) : null}
        <li>
          <ActRow icon="contrast" label={t`Réglages de l’appareil`} href={routes.settings} />
        </li>
      </ul>
    </>
  );
};
