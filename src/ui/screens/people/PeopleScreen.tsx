import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { type PersonSeen, people } from '#store/queries/people.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { PersonSheet } from '#ui/frame/PersonSheet.tsx';
import { whoFace } from '../../parts/personFace.ts';
import { routes } from '#ui/routes.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useMe, useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { ActRow } from '../../parts/ActRow.tsx';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { Token } from '../../parts/Token.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { Invitations } from './Invitations.tsx';
import { Doubled } from './Doubled.tsx';
import { Waiting } from './Waiting.tsx';
import './people.css';

/** Everybody of the workshop, with a phone or without. */
export const PeopleScreen = () => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const { toasts } = useApp();
  const known = useLiveQuery(() => people(db), [db]);
  const [isAdding, setIsAdding] = useState(false);
  return (
    <>
      <Screen
        below="acts"
        header={<BackHeader href={routes.house} label={t`Atelier`} />}
        bottom={
          <>
            <BottomActs
              links={
                <Button look="quiet" icon="plus" onClick={() => setIsAdding(true)}>
                  <Trans>Quelqu’un sans téléphone</Trans>
                </Button>
              }
            >
              <Button look="main" size="page" icon="invite" href={routes.invite}>
                <Trans>Inviter</Trans>
              </Button>
            </BottomActs>
            <MainNav current="house" wideOnly />
          </>
        }
      >
        <ScreenTitle plain={t`Gens et appareils`} aside={known?.length} />
        <Waiting />
        <Doubled />
        {known === undefined ? <WaitingRows /> : <PeopleList known={known} />}
        <Invitations />
        <ul className="list section">
          <li>
            <ActRow
              icon="two"
              label={t`Appareils et échanges`}
              note={t`Qui est là, et ce qui n’est qu’ici.`}
              href={routes.meeting}
            />
          </li>
        </ul>
      </Screen>
      {isAdding ? (
        <PersonSheet
          onClose={() => setIsAdding(false)}
          onDone={(_, name) => {
            setIsAdding(false);
            toasts.getState().say({ words: t`${name} est dans le carnet.` });
          }}
        />
      ) : null}
    </>
  );
};

const PeopleList = ({ known }: { readonly known: readonly PersonSeen[] }) => {
  const { t } = useLingui();
  const names = useNames();
  const me = useMe();
  if (names === undefined) return <WaitingRows />;
  return (
    <ul className="list">
      {known.map((row) => (
        <li key={row.id}>
          <a className="tool-row person-row" href={routes.person(row.id)}>
            <Token person={whoFace(row.id, names.members)} beside />
            <span className="grow">
              <span className="name">
                {row.name ?? t`quelqu’un`}
                {row.id === me?.member ? <span className="soft"> {t`(toi)`}</span> : null}
              </span>
              <span className="small soft">
                <PersonLine row={row} />
              </span>
            </span>
            <Icon name="right" />
          </a>
        </li>
      ))}
    </ul>
  );
};

/** "gardien·ne, sans téléphone, 3 outils" */
const PersonLine = ({ row }: { readonly row: PersonSeen }) => {
  const { t } = useLingui();
  const said = [
    row.standing === 'in' ? null : t`n’est plus de l’atelier`,
    row.role === 'steward' && row.standing === 'in' ? t`gardien·ne` : null,
    row.devices.length === 0 ? t`sans téléphone` : null,
  ].filter((words) => words !== null);
  return (
    <>
      {said.map((words) => `${words}, `).join('')}
      <Plural value={row.holds} _0="rien en main" one="# outil en main" other="# outils en main" />
    </>
  );
};
