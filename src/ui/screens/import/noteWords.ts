import type { I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ImportNote, ImportNoteKind } from '#app/importing/importFile.ts';

type Words = ReturnType<typeof msg>;

/** `value` is what stands in the file, shortened; `column` the header it stands under. */
const texts: Readonly<Record<ImportNoteKind, (value: string, column: string) => Words>> = {
  'name-missing': () => msg`Pas de nom : cette ligne reste dehors.`,
  'name-cut': () => msg`Le nom est trop long : coupé ici, il est entier dans la description.`,
  'name-from-model': (value) => msg`Pas de nom : « ${value} », d’après la marque et le modèle.`,
  'duplicate-in-file': (value) => msg`La même chose que la ligne ${value}, semble-t-il.`,
  'already-here': (value) => msg`Déjà dans le carnet (${value}) : laissé de côté.`,
  'date-unread': (value, column) => msg`${column} : « ${value} » n’est pas une date que je lis.`,
  'quantity-unread': (value) => msg`« ${value} » n’est pas un nombre : gardé tel quel.`,
  'status-unknown': (value) => msg`État « ${value} » : je ne connais pas ce mot, gardé tel quel.`,
  'status-not-now': (value) => msg`« ${value} » : gardé tel quel. À dire sur sa page s’il est en panne.`,
  'row-short': (value) => msg`Il manque des cases dans cette ligne (${value}).`,
  'row-long': (value) => msg`Cette ligne a des cases en trop (${value}).`,
  'text-cut': (_, column) => msg`${column} : trop long, la fin n’entre pas.`,
  'code-rounded': (value) => msg`Le tableur a arrondi ce code (${value}) : il n’est pas repris.`,
  'contact-removed': (_, column) => msg`${column} : une adresse ou un numéro ôté du texte.`,
  'person-removed': (_, column) => msg`${column} : le nom de quelqu’un ôté du texte.`,
  'holder-unnamed': () => msg`Une façon de joindre quelqu’un, mais pas de nom : laissée de côté.`,
  'formula-kept-as-text': (value) => msg`« ${value} » ressemble à une formule : gardé comme texte.`,
  'text-continued': (_, column) => msg`${column} : texte long, la suite est dans « venu de l’import ».`,
  'html-removed': (_, column) => msg`${column} : les balises de page web sont ôtées.`,
  'category-new': (value) => msg`Nouvelle catégorie : ${value}.`,
  'place-new': (value) => msg`Nouveau rangement : ${value}.`,
  'holder-new': (value) => msg`${value} entre comme membre sans téléphone.`,
  retired: (value) => msg`Entre comme retiré (« ${value} »).`,
  'same-name-here': () => msg`Le carnet a déjà un outil de ce nom : deux pareils, peut-être.`,
};

/** What the dry run has to say about a row. */
export const noteWords = (i18n: I18n, { kind, value }: ImportNote, column: string): string =>
  i18n._(texts[kind](value, column));
