import type { I18n } from '@lingui/core';
import { t as tIn } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { LabelSheet } from '#app/device.ts';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { type PrintSettings, type SheetNumber, readMillimetres, sheetNumbers } from './printSettings.ts';

/** For sheets that are not quite as their maker says, and printers that print a little beside. */
export const SheetNumbers = ({
  sheet,
  settings,
  onChange,
}: {
  readonly sheet: LabelSheet;
  readonly settings: PrintSettings;
  readonly onChange: (change: Partial<PrintSettings>) => void;
}) => {
  const { i18n, t } = useLingui();
  const { offset, numbers } = settings;
  return (
    <details className="sheet-numbers">
      <summary>
        <Trans>Ça ne tombe pas juste ?</Trans>
      </summary>
      <p className="small">
        <Trans>Imprime la planche d’essai sur une feuille simple. Tiens-la contre tes étiquettes, à la lumière.</Trans>
      </p>
      <div className="numbers">
        <NumberField
          label={t`Vers la droite, mm`}
          value={offset.x}
          isRight={isOffset}
          onChange={(x) => onChange({ offset: { ...offset, x } })}
        />
        <NumberField
          label={t`Vers le bas, mm`}
          value={offset.y}
          isRight={isOffset}
          onChange={(y) => onChange({ offset: { ...offset, y } })}
        />
        {sheetNumbers.map((name) => (
          <NumberField
            key={`${sheet.id} ${name} ${Object.keys(numbers).length === 0}`}
            label={numberLabel(i18n, name)}
            value={sheet[name]}
            isRight={isCount(name) ? (value) => Number.isInteger(value) && value >= 1 && value <= 50 : isLength}
            onChange={(value) => onChange({ numbers: { ...numbers, [name]: value } })}
          />
        ))}
      </div>
      {Object.keys(numbers).length === 0 ? null : (
        <Button look="quiet" onClick={() => onChange({ numbers: {} })}>
          <Trans>Remettre les mesures du fabricant</Trans>
        </Button>
      )}
    </details>
  );
};

const isOffset = (value: number): boolean => Math.abs(value) <= 3;
const isLength = (value: number): boolean => value >= 0 && value <= 300;
const isCount = (name: SheetNumber): boolean => name === 'columns' || name === 'rows';

const numberLabel = (i18n: I18n, name: SheetNumber): string =>
  ({
    width: tIn(i18n)`Largeur, mm`,
    height: tIn(i18n)`Hauteur, mm`,
    columns: tIn(i18n)`Colonnes`,
    rows: tIn(i18n)`Lignes`,
    pitchX: tIn(i18n)`De gauche à gauche, mm`,
    pitchY: tIn(i18n)`De haut en haut, mm`,
    left: tIn(i18n)`Marge à gauche, mm`,
    top: tIn(i18n)`Marge en haut, mm`,
  })[name];

/** Keeps what is being typed; only a number that makes sense goes further. */
const NumberField = ({
  label,
  value,
  isRight,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly isRight: (value: number) => boolean;
  readonly onChange: (value: number) => void;
}) => {
  const { i18n, t } = useLingui();
  const [typed, setTyped] = useState(() => i18n.number(value, { maximumFractionDigits: 3, useGrouping: false }));
  const read = readMillimetres(typed);
  const wrong = read === null || !isRight(read);
  return (
    <Field
      label={label}
      inputMode="decimal"
      autoComplete="off"
      value={typed}
      error={wrong ? t`Un nombre, comme 63,5` : undefined}
      onChange={(event) => {
        setTyped(event.target.value);
        const next = readMillimetres(event.target.value);
        if (next !== null && isRight(next)) onChange(next);
      }}
    />
  );
};
