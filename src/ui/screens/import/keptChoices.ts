import type { Mapping, Target } from '#app/importing/importFile.ts';
import { chooseTarget } from '#app/importing/importFile.ts';

type Kept = readonly (readonly [position: number, target: Target])[];

const addressOf = (file: Pick<File, 'name' | 'size'>): string => `circule.import.${file.size}.${file.name}`;

/** Remembers what was chosen by hand for a file, so that a reload costs only choosing the file again. */
export function keepChoices(storage: Storage, file: Pick<File, 'name' | 'size'>, { columns }: Mapping): void {
  const kept: Kept = columns.flatMap(({ why, position, target }) =>
    why === 'by-hand' ? [[position, target] as const] : [],
  );
  try {
    storage.setItem(addressOf(file), JSON.stringify(kept));
  } catch {
    // Full or forbidden: the choices then live as long as the page.
  }
}

/** The mapping with what was chosen by hand before, as far as it still fits. */
export function withKeptChoices(storage: Storage, file: Pick<File, 'name' | 'size'>, mapping: Mapping): Mapping {
  let kept: unknown;
  try {
    kept = JSON.parse(storage.getItem(addressOf(file)) ?? '[]');
  } catch {
    return mapping;
  }
  if (!Array.isArray(kept)) return mapping;
  return (kept as Kept).reduce(
    (before, [position, target]) =>
      before.columns[position] === undefined ? before : chooseTarget(before, position, target),
    mapping,
  );
}
