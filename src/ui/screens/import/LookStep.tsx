import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useMemo, useState } from 'react';
import type { PlannedRow, RowOutcome } from '#app/importing/importFile.ts';
import type { DryRun } from '#app/importing/openImporter.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { BigAct } from '../../parts/BigAct.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { CheckBox } from '../../parts/CheckBox.tsx';
import type { MarkName } from '../../parts/drawingNames.ts';
import { Icon } from '../../parts/Icon.tsx';
import { Mark } from '../../parts/Mark.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { routes } from '#ui/routes.ts';
import { noteWords } from './noteWords.ts';
import type { Chosen, Import } from './useImport.ts';

/** The third step: what would come in, row by row. Rows may be left out or taken in one by one. */
export const LookStep = ({
  chosen,
  run,
  importing,
}: {
  readonly chosen: Chosen;
  readonly run: DryRun;
  readonly importing: Import;
}) => {
  const { t } = useLingui();
  /** Rows decided otherwise than the plan proposes. */
  const [turned, setTurned] = useState<ReadonlySet<number>>(new Set());
  const coming = useMemo(
    () => run.plan.rows.filter((row) => row.outcome !== 'refused' && row.skip === turned.has(row.number)),
    [run, turned],
  );
  const turn = (number: number) =>
    setTurned((before) => {
      const next = new Set(before);
      if (!next.delete(number)) next.add(number);
      return next;
    });
  const isPeople = chosen.file.mapping.rows === 'members';
  const group = (outcome: RowOutcome, mark: MarkName, title: ReactNode) => (
    <RowGroup
      rows={run.plan.rows.filter((row) => row.outcome === outcome)}
      mark={mark}
      title={title}
      isOpen={outcome === 'look'}
      headers={chosen.file.mapping.columns.map(({ header }) => header)}
      isComing={(row) => row.skip === turned.has(row.number)}
      onTurn={turn}
    />
  );
  const { report } = run.plan;
  return (
    <Screen
      below="acts"
      header={
        <header className="top">
          <button type="button" className="back" onClick={() => importing.map(chosen)}>
            <Icon name="back" />
            <Trans>Colonnes</Trans>
          </button>
          <span className="soft small">
            <Trans>étape 3 sur 3</Trans>
          </span>
        </header>
      }
      bottom={
        <>
          <BottomActs
            links={
              <Button look="quiet" href={routes.house}>
                <Trans>Laisser tomber</Trans>
              </Button>
            }
          >
            <BigAct
              notNow={coming.length === 0 ? t`Rien à faire entrer` : undefined}
              onClick={() => void importing.write(chosen, run, coming)}
            >
              {isPeople ? (
                <Plural value={coming.length} one="Faire entrer # personne" other="Faire entrer # personnes" />
              ) : (
                <Plural value={coming.length} one="Importer # outil" other="Importer # outils" />
              )}
            </BigAct>
          </BottomActs>
          <MainNav current="house" wideOnly />
        </>
      }
    >
      <ScreenTitle plain={t`Rien n’est encore écrit`} />
      <Additions run={run} coming={coming} />
      {group('look', 'care', <Plural value={report.look} one="# à regarder" other="# à regarder" />)}
      {group('refused', 'broken', <Plural value={report.refused} one="# refusée" other="# refusées" />)}
      {group('ready', 'here', <Plural value={report.ready} one="# prête" other="# prêtes" />)}
      <ColumnsReport run={run} />
    </Screen>
  );
};

/** What comes along with the rows: new places, categories, people. */
const Additions = ({ run, coming }: { readonly run: DryRun; readonly coming: readonly PlannedRow[] }) => {
  const { plan, adds } = run;
  const { categories, places } = useMemo(() => adds(coming), [adds, coming]);
  const keys = new Set(coming.flatMap(({ tool, member }) => tool?.holder?.key ?? member?.key ?? []));
  const people = plan.members.filter(({ key, existing }) => existing === null && keys.has(key)).length;
  const out = coming.filter(({ tool }) => tool?.holder != null).length;
  return (
    <ul className="import-adds soft">
      {places === 0 ? null : (
        <li>
          <Plural value={places} one="# nouveau rangement" other="# nouveaux rangements" />
        </li>
      )}
      {categories === 0 ? null : (
        <li>
          <Plural value={categories} one="# nouvelle catégorie" other="# nouvelles catégories" />
        </li>
      )}
      {people === 0 ? null : (
        <li>
          <Plural value={people} one="# personne, membre sans téléphone" other="# personnes, membres sans téléphone" />
        </li>
      )}
      {out === 0 ? null : (
        <li>
          <Plural value={out} one="# outil déjà chez quelqu’un" other="# outils déjà chez quelqu’un" />
        </li>
      )}
    </ul>
  );
};

/** Rows shown at once: a list of thousands would hold up the page. */
const atOnce = 50;

const RowGroup = ({
  rows,
  mark,
  title,
  isOpen,
  headers,
  isComing,
  onTurn,
}: {
  readonly rows: readonly PlannedRow[];
  readonly mark: MarkName;
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly headers: readonly string[];
  readonly isComing: (row: PlannedRow) => boolean;
  readonly onTurn: (number: number) => void;
}) => {
  const [shown, setShown] = useState(atOnce);
  const [open, setOpen] = useState(isOpen);
  if (rows.length === 0) return null;
  const left = rows.length - shown;
  return (
    <details className={`import-group ${mark}`} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Mark name={mark} />
        <span className="grow">{title}</span>
        <Icon name="down" look="little" />
      </summary>
      {open ? (
        <ul className="list">
          {rows.slice(0, shown).map((row) => (
            <li key={row.number}>
              <Row row={row} headers={headers} isComing={isComing(row)} onTurn={() => onTurn(row.number)} />
            </li>
          ))}
        </ul>
      ) : null}
      {open && left > 0 ? (
        <Button look="quiet" onClick={() => setShown(shown + atOnce * 4)}>
          <Plural value={left} one="Montrer la dernière" other="Montrer la suite, encore #" />
        </Button>
      ) : null}
    </details>
  );
};

const Row = ({
  row,
  headers,
  isComing,
  onTurn,
}: {
  readonly row: PlannedRow;
  readonly headers: readonly string[];
  readonly isComing: boolean;
  readonly onTurn: () => void;
}) => {
  const { i18n, t } = useLingui();
  const { number } = row;
  const name = row.tool?.name ?? row.member?.name ?? t`Ligne ${number}`;
  const words = worthSaying(row).map((note) => noteWords(i18n, note, headers[note.column ?? -1] || t`Ligne ${number}`));
  const about = (
    <>
      {row.tool === null && row.member === null ? null : <Trans>ligne {number}</Trans>}
      {words.map((each) => (
        <span key={each} className="import-word">
          {each}
        </span>
      ))}
    </>
  );
  // A row without a name has nothing to choose; a person who is here already would come in twice.
  if (row.outcome === 'refused' || (row.member !== null && row.skip))
    return (
      <p className="import-row">
        <span className="name">{name}</span>
        <small className="soft">{about}</small>
      </p>
    );
  return <CheckBox label={<span className="name">{name}</span>} note={about} checked={isComing} onChange={onTurn} />;
};

/** New places and categories are told where there is nothing more important. */
const worthSaying = ({ outcome, notes }: PlannedRow) =>
  outcome === 'ready' ? notes : notes.filter(({ kind }) => kind !== 'category-new' && kind !== 'place-new');

/** Every column of theirs: mapped, kept or left out. */
const ColumnsReport = ({ run }: { readonly run: DryRun }) => {
  const { columns } = run.plan.report;
  const named = (became: (typeof columns)[number]['became']): string =>
    columns
      .filter((column) => column.became === became && column.filled > 0)
      .map(({ header, position }) => header || `#${position + 1}`)
      .join(', ');
  const [kept, leftOut] = [named('kept'), named('left-out')];
  return (
    <div className="import-report small soft stack">
      {kept === '' ? null : (
        <p>
          <Trans>
            <b>Gardé tel quel</b>, montré sur la page de l’outil : <span className="import-file">{kept}</span>
          </Trans>
        </p>
      )}
      {leftOut === '' ? null : (
        <p>
          <Trans>
            <b>Laissé de côté :</b> <span className="import-file">{leftOut}</span>
          </Trans>
        </p>
      )}
    </div>
  );
};
