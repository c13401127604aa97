import type { What } from '#domain/kinds/tool.ts';
import { headerName } from './headerName.ts';

/** Whether a column's word says that the row is a tool, a space, a supply or a kit; `null` when it says nothing of the kind. */
export const readWhat = (cell: string): What | null => {
  const word = headerName(cell);
  return kinds.find(([, words]) => words.includes(word))?.[0] ?? null;
};

const kinds: readonly (readonly [What, readonly string[]])[] = [
  [
    'tool',
    [
      'tool',
      'outil',
      'loan',
      'item',
      'individual',
      'asset',
      'equipment',
      'materiel',
      'objet',
      'werkzeug',
      'gerat',
      'model',
    ],
  ],
  ['space', ['space', 'room', 'espace', 'lieu', 'salle', 'local', 'raum']],
  [
    'supply',
    [
      'supply',
      'consumable',
      'consommable',
      'fourniture',
      'stock',
      'quantity tracked',
      'verbrauchsmaterial',
      'accessory',
    ],
  ],
  ['kit', ['kit', 'lot', 'set', 'package', 'option']],
];
