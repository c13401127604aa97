import type { I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ColumnMapping, Mapping, Target } from '#app/importing/importFile.ts';
import type { SelectOption } from '../../parts/SelectField.tsx';

type Words = ReturnType<typeof msg>;

const tool = {
  name: msg`Nom`,
  otherNames: msg`Autres noms`,
  about: msg`Description`,
  note: msg`Remarque`,
  category: msg`Catégorie`,
  place: msg`Rangement`,
  spot: msg`Où, dans le rangement`,
  brand: msg`Marque`,
  model: msg`Modèle`,
  serial: msg`Numéro de série`,
  code: msg`Code collé dessus`,
  contents: msg`Ce qui va avec`,
  quantity: msg`Quantité`,
  what: msg`Outil, lieu ou fourniture`,
  arrival: msg`Arrivée à l’atelier`,
  status: msg`État`,
  retired: msg`Retiré ou non`,
  retiredReason: msg`Pourquoi retiré`,
  photoLink: msg`Lien vers une photo`,
  importId: msg`Numéro dans l’autre logiciel`,
  createdAt: msg`Inscrit le`,
  updatedAt: msg`Changé le`,
};
const person = {
  holderName: msg`Prénom et nom`,
  holderFirstName: msg`Prénom`,
  holderLastName: msg`Nom de famille`,
  holderContact: msg`Comment joindre`,
  holderUntil: msg`À rendre le`,
};
const rest = {
  keep: msg`Tel quel`,
  leaveOut: msg`Laisser de côté`,
};

/** Every target has words, or this does not compile. */
const all: Readonly<Record<Target, Words>> = { ...tool, ...person, ...rest };

export const targetWords = (i18n: I18n, target: Target): string => i18n._(all[target]);

const groups = [
  { group: msg`L’outil`, words: tool },
  { group: msg`La personne qui l’a`, words: person },
  { group: msg`Le reste`, words: rest },
] as const;

/** What one column may become: of people nothing raw, and in a list of people nothing of tools. */
export function targetOptions(i18n: I18n, column: ColumnMapping, rows: Mapping['rows']): readonly SelectOption[] {
  const fits = (target: Target): boolean =>
    rows === 'members'
      ? (target in person && target !== 'holderUntil') || target === 'leaveOut'
      : target !== 'keep' || column.people === null;
  return groups.flatMap(({ group, words }) =>
    (Object.keys(words) as Target[])
      .filter(fits)
      .map((target) => ({ value: target, label: targetWords(i18n, target), group: i18n._(group) })),
  );
}

/** Known, still to choose, or kept as it is. */
export function columnLook({ target, confidence, why }: ColumnMapping): 'to-choose' | 'kept' | undefined {
  if (target === 'keep' || target === 'leaveOut') return 'kept';
  return confidence === 'unsure' && why !== 'by-hand' ? 'to-choose' : undefined;
}

/** Whether some column says who or what each row is. */
export const hasName = ({ rows, columns }: Mapping): boolean =>
  columns.some(({ target }) =>
    rows === 'tools'
      ? target === 'name' || target === 'model'
      : target === 'holderName' || target === 'holderFirstName' || target === 'holderLastName',
  );
