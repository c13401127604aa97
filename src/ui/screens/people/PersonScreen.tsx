import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useParams } from 'wouter';
import type { MemberId } from '#domain/ids.ts';
import type { MemberRow } from '#domain/rows.ts';
import type { Me } from '#app/workshop.ts';
import { person as personQuery } from '#store/queries/people.ts';
import { toolsHeldBy } from '#store/queries/tools.ts';
import { contactLink } from '#ui/act/contactLink.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { PersonSheet } from '#ui/frame/PersonSheet.tsx';
import { stateOf, stateWords, toThing } from '#ui/frame/toolFace.ts';
import { whoFace } from '../../parts/personFace.ts';
import { routes } from '#ui/routes.ts';
import { useSpeech } from '../../hooks/useSpeech.ts';
import { useMe, useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { Button } from '../../parts/Button.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { Token } from '../../parts/Token.tsx';
import { ToolRow } from '../../parts/ToolRow.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { Devices } from './Devices.tsx';
import { Erasing } from './Erasing.tsx';
import { Membership } from './Membership.tsx';
import { PersonSkills } from './PersonSkills.tsx';
import './people.css';

/** One person: how to reach them, what is with them, their devices; and how they are forgotten. */
export const PersonScreen = () => {
  const { t } = useLingui();
  const { member } = useParams<{ member: string }>();
  const { db } = useWorkshop();
  const me = useMe();
  const row = useLiveQuery(() => personQuery(db, member as MemberId), [db, member]);
  const isWaiting = row === undefined || me === undefined;
  if (row && me !== undefined) return <PersonPage row={row} me={me} />;
  return (
    <Screen
      header={<BackHeader href={routes.people} label={t`Gens et appareils`} />}
      bottom={<MainNav current="house" wideOnly />}
    >
      {isWaiting ? <WaitingRows /> : <ScreenTitle plain={t`Cette personne n’est pas dans le carnet`} />}
    </Screen>
  );
};

const PersonPage = ({ row, me }: { readonly row: MemberRow; readonly me: Me }) => {
  const { t } = useLingui();
  const names = useNames();
  const [isEditing, setIsEditing] = useState(false);
  const isMe = row.id === me.member;
  const name = row.name ?? t`quelqu’un`;
  const mayEdit = row.state !== 'forgotten' && (isMe || me.isSteward || row.devices.length === 0);
  const mayErase = row.state !== 'forgotten' && (isMe || me.isSteward);
  return (
    <>
      <Screen
        below={mayEdit ? 'acts' : 'nav'}
        header={<BackHeader href={routes.people} label={t`Gens et appareils`} />}
        bottom={
          <>
            {mayEdit ? (
              <BottomActs>
                <Button look="main" size="page" icon="pen" onClick={() => setIsEditing(true)}>
                  <Trans>Nom et contact</Trans>
                </Button>
              </BottomActs>
            ) : null}
            <MainNav current="house" wideOnly />
          </>
        }
      >
        <div className="person-head">
          {names === undefined ? null : <Token person={whoFace(row.id, names.members)} size="large" beside />}
          <div className="grow">
            <ScreenTitle plain={name} />
            <WhatTheyAre row={row} isMe={isMe} />
          </div>
        </div>
        {row.contact === null ? null : <Contact contact={row.contact} />}
        <Held row={row} />
        <PersonSkills member={row.id} />
        <Devices
          row={row}
          mine={me.log}
          mayRemove={(isMe || me.isSteward) && row.standing === 'in'}
          isSteward={me.isSteward}
        />
        <Membership row={row} me={me} />
        {mayErase ? <Erasing row={row} /> : null}
      </Screen>
      {isEditing ? (
        <PersonSheet
          person={{ id: row.id, name: row.name ?? '', contact: row.contact ?? '' }}
          onDone={() => setIsEditing(false)}
          onClose={() => setIsEditing(false)}
        />
      ) : null}
    </>
  );
};

/** "C’est toi, gardien·ne, sans téléphone" */
const WhatTheyAre = ({ row, isMe }: { readonly row: MemberRow; readonly isMe: boolean }) => {
  const { t } = useLingui();
  const said = [
    isMe ? t`C’est toi` : null,
    row.role === 'steward' ? t`gardien·ne` : t`membre`,
    row.devices.length === 0 ? t`sans téléphone` : null,
  ];
  return <p className="soft">{said.filter((words) => words !== null).join(', ')}</p>;
};

const Contact = ({ contact }: { readonly contact: string }) => {
  const link = contactLink(contact);
  if (link === null) return <p className="said person-contact">{contact}</p>;
  return (
    <Button icon={link.href.startsWith('tel:') ? 'phone' : 'pli'} href={link.href}>
      {contact}
    </Button>
  );
};

const Held = ({ row }: { readonly row: MemberRow }) => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const speech = useSpeech();
  const held = useLiveQuery(() => toolsHeldBy(db, row.id), [db, row.id]);
  if (held === undefined || speech === undefined) return <WaitingRows count={2} />;
  return (
    <section>
      <div className="head">
        <h2>
          <Trans>En main</Trans>
        </h2>
        <span className="small soft">{held.length || null}</span>
      </div>
      {held.length === 0 ? (
        <EmptyState silhouette="tag" title={t`Rien en ce moment.`} />
      ) : (
        <ul className="list">
          {held.map((tool) => (
            <li key={tool.id}>
              <ToolRow
                href={routes.tool(tool.id)}
                thing={toThing(tool, speech.names, speech)}
                name={tool.name}
                state={stateOf(tool, speech)}
                stateWords={stateWords(tool, speech)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
