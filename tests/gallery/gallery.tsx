/**
 * All parts in all states, for whoever draws or changes one. `npx vite`, then /tests/gallery/ and in the address
 * `?theme=dark&language=en&show=tool` (show: parts, home, list, tool, sheet, dialog, more, drawings).
 */
import { I18nProvider, useLingui } from '@lingui/react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { MemberId } from '#domain/ids.ts';
import { ActRow } from '#ui/parts/ActRow.tsx';
import { BackHeader } from '#ui/parts/BackHeader.tsx';
import { BigAct } from '#ui/parts/BigAct.tsx';
import { BottomActs } from '#ui/parts/BottomActs.tsx';
import { BottomNav, type NavPlace } from '#ui/parts/BottomNav.tsx';
import { Brand } from '#ui/parts/Brand.tsx';
import { Button } from '#ui/parts/Button.tsx';
import { CheckBox } from '#ui/parts/CheckBox.tsx';
import { Choice } from '#ui/parts/Choice.tsx';
import { ContestBoard } from '#ui/parts/ContestBoard.tsx';
import { Dialog } from '#ui/parts/Dialog.tsx';
import { iconNames, silhouetteNames } from '#ui/parts/drawingNames.ts';
import { Drawings } from '#ui/parts/Drawings.tsx';
import { EmptyState } from '#ui/parts/EmptyState.tsx';
import { ErrorBoundary } from '#ui/parts/ErrorBoundary.tsx';
import { Field } from '#ui/parts/Field.tsx';
import { FilterRow } from '#ui/parts/FilterRow.tsx';
import { FindBar } from '#ui/parts/FindBar.tsx';
import { Header } from '#ui/parts/Header.tsx';
import { HungTokens } from '#ui/parts/HungTokens.tsx';
import { Icon } from '#ui/parts/Icon.tsx';
import { MappingRow } from '#ui/parts/MappingRow.tsx';
import { Notebook } from '#ui/parts/Notebook.tsx';
import { PegBoard } from '#ui/parts/PegBoard.tsx';
import { PegTile, type ThingFace } from '#ui/parts/PegTile.tsx';
import { Person } from '#ui/parts/Person.tsx';
import { PlaceLine } from '#ui/parts/PlaceLine.tsx';
import { Progress } from '#ui/parts/Progress.tsx';
import { ScannerFrame } from '#ui/parts/ScannerFrame.tsx';
import { Screen } from '#ui/parts/Screen.tsx';
import { ScreenTitle } from '#ui/parts/ScreenTitle.tsx';
import { SearchField } from '#ui/parts/SearchField.tsx';
import { SelectField } from '#ui/parts/SelectField.tsx';
import { Sheet } from '#ui/parts/Sheet.tsx';
import { Silhouette, type Stance } from '#ui/parts/Silhouette.tsx';
import { StatusChip, type State } from '#ui/parts/StatusChip.tsx';
import { Thread } from '#ui/parts/Thread.tsx';
import { Ticks } from '#ui/parts/Ticks.tsx';
import { Toasts, type Toast } from '#ui/parts/Toasts.tsx';
import { Token, type PersonFace } from '#ui/parts/Token.tsx';
import { TokenRow } from '#ui/parts/TokenRow.tsx';
import { ToolCard } from '#ui/parts/ToolCard.tsx';
import { ToolHero } from '#ui/parts/ToolHero.tsx';
import { ToolRow } from '#ui/parts/ToolRow.tsx';
import { WaitingRows } from '#ui/parts/WaitingRows.tsx';
import { createAppearance, showAppearance, themes } from '#ui/state/appearance.ts';
import { createTexts } from '#ui/texts/createTexts.ts';
import { datePhrases } from '#ui/texts/datePhrases.ts';
import '#ui/styles/index.css';

const now = Date.now();
const asked = new URLSearchParams(window.location.search);
const person = (name: string, more: Partial<PersonFace> = {}): PersonFace => ({
  id: `m-${name}` as MemberId,
  name,
  ...more,
});
const people = ['Léa', 'Nour', 'Joss', 'Odile', 'Bakary', 'Yann', 'Marie-Jo', 'Émile', 'Inès'].map((name) =>
  person(name),
);
const [lea = person('Léa'), nour = person('Nour'), joss = person('Joss'), , bakary = person('Bakary')] = people;
const thing = (silhouette: ThingFace['silhouette'], stance: Stance = 'here', ...holders: PersonFace[]): ThingFace => ({
  silhouette,
  stance,
  holders,
});
const photo = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 6"><rect width="8" height="6" fill="#7a9a6a"/><circle cx="4" cy="4" r="2" fill="#d9c09a"/></svg>',
)}`;
const sync = { elsewhere: true, words: 'il y a 4 min', href: '#' };
const places: readonly NavPlace[] = [
  { key: 'todo', href: '#', icon: 'todo', label: 'À faire', count: 3 },
  { key: 'tools', href: '#', icon: 'tools', label: 'Outils' },
  { key: 'out', href: '#', icon: 'out', label: 'Dehors' },
  { key: 'shop', href: '#', icon: 'shop', label: 'Atelier' },
];
const nav = (current: string, wideOnly = false) => (
  <BottomNav wideOnly={wideOnly} places={places} scan={{ href: '#', label: 'Scanner' }} current={current} />
);

const Home = () => (
  <Screen header={<Header workshop="La Remise" menuOpen={false} onMenu={() => {}} sync={sync} />} bottom={nav('todo')}>
    <ScreenTitle plain="À faire" hello="Bonjour Léa," />
    <ul className="list">
      <li>
        <ToolRow
          href="#"
          thing={thing('drill', 'out', lea, joss)}
          name="Perceuse-visseuse"
          state="contest"
          stateWords="Désaccord avec Joss"
          note="Un scan, et c’est réglé."
        />
      </li>
      <li>
        <ToolRow
          href="#"
          thing={thing('sander', 'mine', nour)}
          name="Ponceuse"
          state="late"
          stateWords="Nour l’attend depuis jeudi"
          note="Passe-la quand tu as fini."
        />
      </li>
    </ul>
    <div className="head">
      <h2>Avec moi</h2>
      <span className="soft small">3 outils</span>
    </div>
    <PegBoard list>
      <li>
        <ToolCard href="#" thing={thing('sander', 'mine')} name="Ponceuse" when="en retard" state="late" />
      </li>
      <li>
        <ToolCard href="#" thing={thing('reel', 'mine')} name="Enrouleur" when="samedi" />
      </li>
      <li>
        <ToolCard href="#" thing={thing('pot', 'mine')} name="Faitout" when="ce soir" />
      </li>
    </PegBoard>
    <div className="head">
      <h2>Dehors</h2>
    </div>
    <PegBoard list>
      <li>
        <ToolCard href="#" thing={thing('hedge', 'out', nour)} name="Taille-haie" when="dimanche" />
      </li>
      <li>
        <ToolCard href="#" thing={{ ...thing('saw', 'out', bakary), photo }} name="Scie japonaise" when="lundi" />
      </li>
    </PegBoard>
  </Screen>
);

const List = () => {
  const [words, setWords] = useState('scie');
  const [on, setOn] = useState('all');
  return (
    <Screen
      below="find"
      header={<Header workshop="La Remise" menuOpen={false} onMenu={() => {}} sync={sync} />}
      bottom={
        <>
          <FindBar>
            <FilterRow
              label="Filtres"
              filters={[
                { key: 'all', label: 'Tous', on: on === 'all' },
                { key: 'free', label: 'Là maintenant', mark: 'here', on: on === 'free' },
                { key: 'know', label: 'Je sais faire', on: on === 'know' },
                { key: 'wood', label: 'Bois', on: on === 'wood' },
              ]}
              onToggle={setOn}
            />
            <SearchField label="Chercher un outil" value={words} found="6 sur 214" onChange={setWords} />
          </FindBar>
          {nav('tools')}
        </>
      }
    >
      <ScreenTitle plain="Outils" aside="6 sur 214" />
      <PlaceLine name="Mur nord" />
      <ul className="list">
        <li>
          <ToolRow
            href="#"
            thing={thing('saw')}
            name="Scie égoïne"
            found={[{ from: 0, to: 4 }]}
            state="here"
            stateWords="Là, crochet 12"
          />
        </li>
        <li>
          <ToolRow
            href="#"
            thing={thing('saw', 'out', bakary)}
            name="Scie japonaise"
            found={[{ from: 0, to: 4 }]}
            alsoCalled="ryoba"
            state="out"
            stateWords="Chez Bakary, jusqu’à lundi"
          />
        </li>
        <li>
          <ToolRow
            href="#"
            thing={thing('saw', 'mine')}
            name="Scie à dos"
            state="mine"
            stateWords="Avec toi, jusqu’à samedi"
          />
        </li>
      </ul>
      <PlaceLine name="Établi bois" />
      <ul className="list">
        <li>
          <ToolRow
            href="#"
            thing={thing('jigsaw', 'broken')}
            name="Scie sauteuse"
            state="broken"
            stateWords="En panne, Odile la regarde"
          />
        </li>
        <li>
          <ToolRow
            href="#"
            thing={thing('clamp')}
            name="Serre-joint de scieur"
            found={[{ from: 15, to: 19 }]}
            state="here"
            stateWords="Là, tiroir 3"
          />
        </li>
        <li>
          <ToolRow href="#" thing={{ ...thing('clamp'), photo }} name="Avec photo" state="here" stateWords="Là" />
        </li>
      </ul>
      <WaitingRows count={2} />
    </Screen>
  );
};

const Tool = () => {
  const [taken, setTaken] = useState(true);
  return (
    <Screen
      flush
      below="acts"
      bottom={
        <>
          <BottomActs>
            <BigAct icon="hand" onClick={() => setTaken((was) => !was)}>
              {taken ? 'Demander à Nour' : 'Je prends'}
            </BigAct>
            <Button size="square" icon="more" aria-label="Autres gestes" />
          </BottomActs>
          {nav('tools', true)}
        </>
      }
    >
      <ToolHero
        thing={thing('hedge', taken ? 'out' : 'here', ...(taken ? [nour] : []))}
        gesture={taken ? 'taken' : 'returned'}
        bar={
          <>
            <a href="#/tools">
              <Icon name="back" />
              Outils
            </a>
            <span className="code">9XHE-K3T7</span>
          </>
        }
      />
      <div className="inside">
        <ScreenTitle plain="Taille-haie électrique" />
        <p>
          <StatusChip state="out" tinted>
            Chez Nour, jusqu’à dimanche
          </StatusChip>
        </p>
        <p className="small soft">Sa place : mur nord, crochet 7</p>
        <section className="section">
          <h2>À quoi ça sert</h2>
          <ul className="uses">
            <li>la haie du potager, deux fois par an</li>
            <li>rafraîchir le cognassier de la cour</li>
          </ul>
        </section>
        <section className="section">
          <h2>À qui ça sert</h2>
          <TokenRow people={people.slice(1, 6)}>9 personnes et le Jardin de l’école</TokenRow>
        </section>
        <section className="section">
          <h2>Comment ça circule</h2>
          <Thread
            steps={[
              { id: '1', at: 'place', place: 'Mur nord', silhouette: 'hedge', when: '3 mars' },
              { id: '2', at: 'person', person: joss, when: '12 avril' },
              { id: '3', at: 'person', person: nour, when: 'depuis jeudi', byHand: true },
              { id: '4', at: 'person', person: bakary, when: 'en a envie', next: true },
            ]}
          />
        </section>
        <h2 style={{ margin: '4px 0 12px' }}>Son carnet</h2>
        <Notebook
          entries={[
            { id: '1', when: 'jeudi', words: 'Joss l’a passé à Nour, de la main à la main.' },
            { id: '2', when: '12 avril', words: 'Lames graissées. « Il tire un peu à gauche. » Joss' },
            { id: '3', when: '3 mars', words: 'Odile a changé le fusible, 20 minutes.', corrected: true },
            { id: '4', when: '2023', words: 'Confié par Mme Aubert, pour le jardin partagé.' },
          ]}
        />
      </div>
    </Screen>
  );
};

const SheetPage = () => {
  const [open, setOpen] = useState(true);
  const [until, setUntil] = useState<'tonight' | 'saturday' | 'other' | null>('saturday');
  const [all, setAll] = useState(true);
  return (
    <Screen header={<BackHeader href="#" label="Outils" />}>
      <ScreenTitle plain="Derrière" />
      <Button onClick={() => setOpen(true)}>Ouvrir</Button>
      {open ? (
        <Sheet
          title="Perceuse-visseuse 18 V"
          face={<PegTile thing={thing('drill')} size="large" />}
          under={<StatusChip state="here">Là, mur nord</StatusChip>}
          onClose={() => setOpen(false)}
          foot={
            <>
              <BigAct onClick={() => setOpen(false)}>Je prends</BigAct>
              <div className="links">
                <Button look="quiet">Signaler une panne</Button>
                <Button look="quiet">Voir sa page</Button>
              </div>
            </>
          }
        >
          <CheckBox label="2 batteries" checked={all} onChange={setAll} />
          <CheckBox label="la boîte d’embouts" checked={false} onChange={() => {}} />
          <Choice
            legend="Jusqu’à quand"
            even
            value={until}
            onChange={setUntil}
            options={[
              { value: 'tonight', label: 'Ce soir' },
              { value: 'saturday', label: 'Samedi' },
              { value: 'other', label: 'Autre jour' },
            ]}
          />
          <Field
            label="Pour quoi faire"
            optional
            voice="serif"
            defaultValue="monter les bacs de la terrasse"
            after={<Icon name="pen" />}
          />
        </Sheet>
      ) : null}
    </Screen>
  );
};

const DialogPage = () => {
  const [open, setOpen] = useState(true);
  return (
    <Screen>
      <Button onClick={() => setOpen(true)}>Ouvrir</Button>
      {open ? (
        <Dialog
          title="Retirer le téléphone de Tom ?"
          keep="Garder"
          grave="Retirer ce téléphone"
          onKeep={() => setOpen(false)}
          onGrave={() => setOpen(false)}
        >
          Il ne recevra plus rien. Ce que Tom a écrit reste dans le carnet.
        </Dialog>
      ) : null}
    </Screen>
  );
};

const stances: readonly Stance[] = ['here', 'out', 'mine', 'broken', 'asleep'];
const states: readonly (readonly [State, string])[] = [
  ['here', 'Là'],
  ['mine', 'Avec toi'],
  ['out', 'Chez Nour'],
  ['booked', 'Réservé lundi'],
  ['late', 'En retard'],
  ['care', 'À soigner'],
  ['broken', 'En panne'],
  ['contest', 'Désaccord'],
  ['asleep', 'Il dort'],
  ['checked', 'Pointé'],
  ['news', 'Des nouvelles arrivent'],
  ['retired', 'Parti'],
];
const grid = { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 10rem), 1fr))', gap: 10 };

const Parts = () => {
  const [toasts, setToasts] = useState<readonly Toast[]>([{ id: '1', words: 'Rabot rendu, mur nord', undo: () => {} }]);
  const { i18n } = useLingui();
  const phrases = datePhrases(i18n, now);
  return (
    <Screen bottom={<Toasts toasts={toasts} onGone={(id) => setToasts(toasts.filter((toast) => toast.id !== id))} />}>
      <ScreenTitle plain="Pièces et états" />
      <Brand />
      <h2 style={{ margin: '28px 0 12px' }}>L’état d’un outil</h2>
      <div style={grid}>
        {states.map(([state, words]) => (
          <div key={state}>
            <StatusChip state={state} tinted>
              {words}
            </StatusChip>
          </div>
        ))}
      </div>
      <p className="line" style={{ flexWrap: 'wrap', margin: '18px 0' }}>
        {stances.map((stance) => (
          <PegTile key={stance} thing={thing('plane', stance, ...(stance === 'out' ? [nour] : []))} />
        ))}
        <PegTile thing={{ ...thing('plane'), photo }} state="here" />
        <PegTile thing={{ ...thing('plane', 'out', nour), photo }} />
        <PegTile thing={{ ...thing('room'), partner: true }} />
      </p>
      <h2 style={{ margin: '28px 0 12px' }}>Jetons</h2>
      <p className="line" style={{ flexWrap: 'wrap' }}>
        {people.map((one) => (
          <Token key={one.id} person={one} />
        ))}
        <Token person={person('Ana', { steward: true })} />
        <Token person={person('Bob', { guest: true })} />
        <Token person={person('Cléo', { away: true })} />
        <Token person={{ id: 'x' as MemberId, name: null }} />
      </p>
      <Person person={lea}>jusqu’à samedi soir</Person>
      <HungTokens people={people.slice(0, 5)} last={{ icon: 'plus', words: 'Inviter', onPress: () => {} }} />
      <HungTokens
        size="huge"
        people={people}
        chosen={nour.id}
        onChoose={() => {}}
        last={{ icon: 'search', words: 'Autre', onPress: () => {} }}
      />
      <h2 style={{ margin: '28px 0 12px' }}>Agir</h2>
      <div className="stack">
        <BigAct icon="check">Je rends</BigAct>
        <BigAct working="J’écris…">Je rends</BigAct>
        <BigAct notNow="Réserver (passation d’abord)" />
        <Button icon="hand">Passer à quelqu’un</Button>
        <Button look="grave">Effacer mes traces</Button>
        <Button look="quiet">Signaler une panne</Button>
        <div className="pair">
          <Button look="main" size="tall" icon="meet">
            Se croiser ici
          </Button>
          <Button size="tall" icon="pli">
            Envoyer un pli
          </Button>
        </div>
      </div>
      <h2 style={{ margin: '28px 0 12px' }}>Où en est ce geste</h2>
      <p>
        <Ticks elsewhere={false} />
      </p>
      <p>
        <Ticks elsewhere />
      </p>
      <Progress value={1240} max={5000} words="1 240 sur 5 000">
        J’écris l’inventaire
      </Progress>
      <p className="small soft">
        {phrases.full(now)} · {phrases.ago(now - 240_000)} · {phrases.until(now + 4e8)}
      </p>
      <h2 style={{ margin: '28px 0 12px' }}>Remplir</h2>
      <Field label="Ton prénom" defaultValue="Léa" />
      <Field
        label="Code de l’étiquette"
        voice="mono"
        defaultValue="7K3Q-X9D8"
        error="Le dernier signe ne va pas. Relis l’étiquette."
      />
      <Field label="Une note" hint="Pas de nom de personne ici." optional lines={2} voice="serif" />
      <Field label="Jusqu’au" type="date" defaultValue="2026-11-28" />
      <Field label="Adresse" readOnly value="https://remise.example/" onChange={() => {}} />
      <SelectField
        label="Emprunteur"
        look="to-choose"
        value=""
        onChange={() => {}}
        options={[
          { value: '', label: 'À choisir' },
          { value: 'name', label: 'Nom' },
        ]}
      />
      <SelectField
        label="Prix HT"
        look="kept"
        value=""
        onChange={() => {}}
        options={[{ value: '', label: 'Tel quel' }]}
      />
      <h2 style={{ margin: '28px 0 12px' }}>Rien ici</h2>
      <EmptyState silhouette="tag" title="Le mur est encore vide" act={<Button look="main">Ajouter un outil</Button>}>
        Ajoute un premier outil, ou reprends ton tableur.
      </EmptyState>
      <h2 style={{ margin: '28px 0 12px' }}>Cassé</h2>
      <ErrorBoundary onSave={() => {}} onReload={() => {}}>
        <Broken />
      </ErrorBoundary>
    </Screen>
  );
};

const Broken = (): never => {
  throw new Error('exprès, pour la galerie');
};

const More = () => (
  <Screen bottom={nav('shop')}>
    <ScreenTitle plain="Encore des pièces" />
    <ContestBoard silhouette="drill" people={[joss, lea]} />
    <ContestBoard silhouette="drill" people={[joss, lea]} settledBy={lea.id} />
    <ul className="list">
      <li>
        <ActRow icon="sun" label="Plein soleil" note="Tout en noir et blanc" onPress={() => {}} />
      </li>
      <li>
        <ActRow icon="moon" label="Sombre" chosen onPress={() => {}} />
      </li>
      <li>
        <ActRow icon="print" label="Imprimer les étiquettes" href="#" />
      </li>
      <li>
        <ActRow icon="bin" label="Retirer l’outil" grave onPress={() => {}} />
      </li>
    </ul>
    <ul className="list">
      <MappingRow column="Désignation" examples={['Perceuse Makita 18 V', 'Scie', 'Râteau']}>
        <SelectField
          label="Désignation"
          labelHidden
          value=""
          onChange={() => {}}
          options={[{ value: '', label: 'Nom' }]}
        />
      </MappingRow>
      <MappingRow
        column="Emprunteur"
        examples={['Joss, tél. 06 12 34 56 78 ou le soir']}
        note="Les noms ne vont pas dans l’histoire."
      >
        <SelectField
          label="Emprunteur"
          labelHidden
          look="to-choose"
          value=""
          onChange={() => {}}
          options={[{ value: '', label: 'À choisir' }]}
        />
      </MappingRow>
    </ul>
    <div style={{ background: 'var(--camera)', padding: 24, display: 'grid', justifyItems: 'center', gap: 16 }}>
      <ScannerFrame />
      <ScannerFrame read wide />
      <p className="line" style={{ flexWrap: 'wrap' }}>
        <button type="button" className="on-camera" aria-pressed="false">
          <Icon name="lamp" />
          Lampe
        </button>
        <button type="button" className="on-camera" aria-pressed="true">
          <Icon name="keys" />
          Taper
        </button>
      </p>
    </div>
  </Screen>
);

const AllDrawings = () => (
  <Screen>
    <ScreenTitle plain="Dessins" />
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
      {silhouetteNames.map((name) => (
        <span key={name} style={{ width: 82, textAlign: 'center' }} className="tiny">
          <Silhouette name={name} />
          <Silhouette name={name} stance="out" />
          {name}
        </span>
      ))}
      {iconNames.map((name) => (
        <span key={name} style={{ width: 60 }} className="tiny">
          <Icon name={name} />
          {name}
        </span>
      ))}
    </div>
  </Screen>
);

const shows = {
  parts: Parts,
  home: Home,
  list: List,
  tool: Tool,
  sheet: SheetPage,
  dialog: DialogPage,
  drawings: AllDrawings,
  more: More,
};
const Show = shows[(asked.get('show') ?? 'parts') as keyof typeof shows];

const kept = new Map<string, string>();
const appearance = createAppearance({
  storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
  wishedLanguages: [asked.get('language') ?? 'fr'],
});
appearance.getState().setTheme(themes.find((theme) => theme === asked.get('theme')) ?? 'auto');
showAppearance(appearance, document.documentElement);
const texts = await createTexts(appearance.getState().language);

const place = document.getElementById('app');
if (place === null) throw new Error('no #app');
createRoot(place).render(
  <I18nProvider i18n={texts.i18n}>
    <Drawings />
    <Show />
  </I18nProvider>,
);
