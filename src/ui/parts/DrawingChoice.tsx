import { useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { drawingWords } from '../texts/drawingWords.ts';
import { type SilhouetteName, silhouetteNames } from './drawingNames.ts';
import { Silhouette } from './Silhouette.tsx';

/** The silhouettes to choose from; null = none of its own, which shows `inherited` as an outline. */
export const DrawingChoice = ({
  legend,
  inherited,
  inheritedWords,
  value,
  onChange,
}: {
  readonly legend: string;
  readonly inherited: SilhouetteName;
  /** "comme la catégorie au-dessus" */
  readonly inheritedWords: string;
  readonly value: SilhouetteName | null;
  readonly onChange: (value: SilhouetteName | null) => void;
}) => {
  const { i18n } = useLingui();
  const group = useId();
  const option = (name: SilhouetteName | null) => (
    <label key={name ?? 'inherited'} className="drawing">
      <input
        type="radio"
        name={group}
        checked={value === name}
        aria-label={name === null ? inheritedWords : drawingWords(i18n, name)}
        onChange={() => onChange(name)}
      />
      <Silhouette name={name ?? inherited} stance={name === null ? 'out' : value === name ? 'mine' : 'here'} />
    </label>
  );
  return (
    <fieldset className="choice field">
      <legend>{legend}</legend>
      <p className="small soft">{value === null ? inheritedWords : drawingWords(i18n, value)}</p>
      <div className="drawings">{[null, ...silhouetteNames].map(option)}</div>
    </fieldset>
  );
};
