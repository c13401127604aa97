import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ColumnMapping, Delimiter, Target, TextEncodingName } from '#app/importing/importFile.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BigAct } from '../../parts/BigAct.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { MappingRow } from '../../parts/MappingRow.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { SelectField } from '../../parts/SelectField.tsx';
import { routes } from '#ui/routes.ts';
import { Counts } from './Counts.tsx';
import { delimiterOptions, encodingOptions, tableNoteWords } from './fileWords.ts';
import { columnLook, hasName, targetOptions } from './targetWords.ts';
import { type Chosen, type Import, useDryRun } from './useImport.ts';

/** The second step: their columns, a true example of each, and what it becomes here. */
export const MapStep = ({ chosen, importing }: { readonly chosen: Chosen; readonly importing: Import }) => {
  const { t } = useLingui();
  const { table, mapping } = chosen.file;
  const { run, count } = useDryRun(chosen);
  const named = hasName(mapping);
  const missing = mapping.rows === 'tools' ? t`Quelle colonne dit le nom de l’outil ?` : t`Quelle colonne dit le nom ?`;
  return (
    <Screen
      below="acts"
      wide
      header={
        <BackHeader href={routes.house} label={t`Atelier`}>
          <span className="soft small">
            <Trans>étape 2 sur 3</Trans>
          </span>
        </BackHeader>
      }
      bottom={
        <>
          <BottomActs above={run === null ? null : <Counts report={run.plan.report} />}>
            <BigAct
              working={run === null ? t`Je regarde, ${count.done} sur ${count.of}` : undefined}
              notNow={named ? undefined : missing}
              onClick={() => (run === null ? undefined : importing.look(chosen, run))}
            >
              <Trans>Essayer à blanc</Trans>
            </BigAct>
          </BottomActs>
          <MainNav current="house" wideOnly />
        </>
      }
    >
      <ScreenTitle plain={t`Quelle colonne va où ?`} />
      <p className="soft">
        <span className="import-file">{chosen.name}</span>
        {', '}
        <Plural value={table.rows.length} one="# ligne" other="# lignes" />
        {', '}
        <Plural value={table.columns.length} one="# colonne." other="# colonnes." />{' '}
        <Trans>Rien n’est encore écrit.</Trans>
      </p>
      <FileNotes chosen={chosen} importing={importing} />
      <div className="import-heads" aria-hidden="true">
        <b>
          <Trans>Dans ton fichier</Trans>
        </b>
        <b>
          <Trans>Dans le carnet</Trans>
        </b>
      </div>
      <ul className="list import-columns">
        {mapping.columns.map((column) => (
          <Column key={column.position} column={column} chosen={chosen} onChoose={importing.choose} />
        ))}
      </ul>
      <ReadOtherwise chosen={chosen} importing={importing} />
      <Button look="quiet" onClick={importing.begin}>
        <Trans>Un autre fichier</Trans>
      </Button>
    </Screen>
  );
};

const Column = ({
  column,
  chosen,
  onChoose,
}: {
  readonly column: ColumnMapping;
  readonly chosen: Chosen;
  readonly onChoose: Import['choose'];
}) => {
  const { i18n, t } = useLingui();
  const number = column.position + 1;
  const header = column.header || t`colonne ${number}`;
  const note =
    column.people === null ? undefined : column.target === 'leaveOut' ? (
      <Trans>Des personnes : rien de cette colonne n’est gardé. Tu peux en faire des membres.</Trans>
    ) : (
      <Trans>Des personnes : leur nom va dans leur fiche, jamais dans l’histoire des outils.</Trans>
    );
  return (
    <MappingRow column={header} examples={column.examples} note={note}>
      <SelectField
        label={t`${header} devient`}
        labelHidden
        look={columnLook(column)}
        options={targetOptions(i18n, column, chosen.file.mapping.rows)}
        value={column.target}
        onChange={(target) => onChoose(chosen, column.position, target as Target)}
      />
    </MappingRow>
  );
};

/** What was found out about the file, and what can be done about it. */
const FileNotes = ({ chosen, importing }: { readonly chosen: Chosen; readonly importing: Import }) => {
  const { i18n } = useLingui();
  const { notes } = chosen.file.table;
  if (notes.length === 0) return null;
  return (
    <ul className="import-notes">
      {notes.map((note) => (
        <li key={note.kind}>
          <span>{tableNoteWords(i18n, note)}</span>
          {note.kind === 'mojibake' ? (
            <Button size="short" onClick={() => importing.reread(chosen, { repairMojibake: true })}>
              <Trans>Réparer</Trans>
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
};

/** Against what was found out: the list is of people, days come after months, the accents are wrong. */
const ReadOtherwise = ({ chosen, importing }: { readonly chosen: Chosen; readonly importing: Import }) => {
  const { i18n, t } = useLingui();
  const { table, mapping } = chosen.file;
  const isGarbled = table.notes.some(({ kind }) => kind === 'bytes-replaced');
  return (
    <details className="import-otherwise" open={isGarbled || undefined}>
      <summary>
        <Trans>Le fichier se lit mal ?</Trans>
      </summary>
      <div className="stack">
        {isGarbled ? (
          <Problem>
            <Trans>Des signes sont illisibles. Essaie un autre alphabet.</Trans>
          </Problem>
        ) : null}
        <Choice
          legend={t`Une ligne, c’est`}
          even
          options={[
            { value: 'tools', label: t`un outil` },
            { value: 'members', label: t`une personne` },
          ]}
          value={mapping.rows}
          onChange={(rows) => importing.listsOf(chosen, rows)}
        />
        <Choice
          legend={t`3/4/2024, c’est`}
          even
          options={[
            { value: 'dmy', label: t`le 3 avril` },
            { value: 'mdy', label: t`le 4 mars` },
          ]}
          value={chosen.dateHabit}
          onChange={(habit) => importing.readDays(chosen, habit)}
        />
        <div className="pair">
          <SelectField
            label={t`Entre les colonnes`}
            options={delimiterOptions(i18n)}
            value={table.delimiter}
            onChange={(delimiter) => importing.reread(chosen, { delimiter: delimiter as Delimiter })}
          />
          <SelectField
            label={t`Alphabet`}
            options={encodingOptions}
            value={table.encoding}
            onChange={(encoding) => importing.reread(chosen, { encoding: encoding as TextEncodingName })}
          />
        </div>
      </div>
    </details>
  );
};
