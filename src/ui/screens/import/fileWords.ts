import type { I18n } from '@lingui/core';
import { msg, plural } from '@lingui/core/macro';
import type { Delimiter, ImportRefusal, NotText, TableNote, TextEncodingName } from '#app/importing/importFile.ts';

type Words = ReturnType<typeof msg>;

/** `file-unreadable`: the browser could not open it, as when it lies in a cloud and the phone is offline. */
export type FileProblem = ImportRefusal | { readonly kind: 'file-unreadable' };

const instead: Readonly<Record<NotText, Words>> = {
  spreadsheet: msg`C’est un classeur. Ouvre-le, enregistre-le en CSV, et donne-moi ce fichier-là.`,
  zip: msg`C’est une archive. Ouvre-la, et donne-moi le fichier CSV qui est dedans.`,
  pdf: msg`C’est un PDF : on n’y lit pas de tableau. Exporte plutôt un fichier CSV.`,
  picture: msg`C’est une image. Il me faut le tableau, en fichier CSV.`,
  'web-page': msg`C’est une page web. Dans l’autre logiciel, cherche « exporter en CSV ».`,
  json: msg`C’est du JSON. Dans l’autre logiciel, choisis plutôt l’export en CSV.`,
  binary: msg`Ce fichier n’est pas du texte. Enregistre d’abord le tableau en CSV.`,
};

const megabytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024);

const refusals: {
  readonly [Kind in FileProblem['kind']]: (problem: Extract<FileProblem, { kind: Kind }>) => Words;
} = {
  'file-empty': () => msg`Ce fichier est vide.`,
  'file-too-large': ({ max }) => {
    const most = megabytes(max);
    return msg`Ce fichier est trop gros : ${most} Mo au plus. Coupe-le en deux, ou ôte les colonnes inutiles.`;
  },
  'file-not-text': ({ is }) => instead[is],
  'no-rows': () => msg`Il n’y a que les titres des colonnes, aucune ligne dessous.`,
  'too-many-rows': ({ rows, max }) => msg`${rows} lignes, c’est trop : ${max} au plus. Coupe le fichier en deux.`,
  'too-many-columns': ({ columns, max }) => msg`${columns} colonnes, c’est trop : ${max} au plus.`,
  'file-unreadable': () =>
    msg`Ce fichier ne s’ouvre pas. S’il est dans un nuage, télécharge-le d’abord sur l’appareil.`,
};

/** Why a file is not taken, and what to do instead. */
export const fileProblemWords = (i18n: I18n, problem: FileProblem): string =>
  i18n._((refusals[problem.kind] as (problem: FileProblem) => Words)(problem));

const notes: { readonly [Kind in TableNote['kind']]: (note: Extract<TableNote, { kind: Kind }>) => Words } = {
  mojibake: ({ before, after }) => msg`Des accents sont abîmés : « ${before} » au lieu de « ${after} ».`,
  'mojibake-repaired': ({ cells }) =>
    msg`${plural(cells, { one: 'Accents réparés dans # case.', other: 'Accents réparés dans # cases.' })}`,
  'bytes-replaced': ({ count }) =>
    msg`${plural(count, { one: '# signe illisible, montré par �.', other: '# signes illisibles, montrés par �.' })}`,
  'characters-dropped': ({ cells }) =>
    msg`${plural(cells, { one: 'Des signes invisibles ôtés de # case.', other: 'Des signes invisibles ôtés de # cases.' })}`,
  'quotes-mended': ({ count }) =>
    msg`${plural(count, { one: '# guillemet oublié, remis à sa place.', other: '# guillemets oubliés, remis à leur place.' })}`,
  'headers-duplicate': ({ headers }) => {
    const titles = headers.slice(0, 4).join(', ');
    return msg`Plusieurs colonnes ont le même titre : ${titles}.`;
  },
  'headers-blank': ({ positions }) =>
    msg`${plural(positions.length, { one: '# colonne n’a pas de titre.', other: '# colonnes n’ont pas de titre.' })}`,
  'lines-above': ({ lines }) =>
    msg`${plural(lines.length, { one: '# ligne au-dessus des titres, passée.', other: '# lignes au-dessus des titres, passées.' })}`,
  'rows-ragged': ({ count }) =>
    msg`${plural(count, { one: '# ligne n’a pas le bon nombre de cases.', other: '# lignes n’ont pas le bon nombre de cases.' })}`,
};

/** What was found out about the file as a whole. */
export const tableNoteWords = (i18n: I18n, note: TableNote): string =>
  i18n._((notes[note.kind] as (note: TableNote) => Words)(note));

const delimiters: Readonly<Record<Delimiter, Words>> = {
  ',': msg`virgule ,`,
  ';': msg`point-virgule`,
  '\t': msg`tabulation`,
  '|': msg`barre |`,
};
export const delimiterOptions = (i18n: I18n) =>
  (Object.keys(delimiters) as Delimiter[]).map((value) => ({ value, label: i18n._(delimiters[value]) }));

const encodings: Readonly<Record<TextEncodingName, string>> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252',
  'latin-1': 'ISO 8859-1',
  'mac-roman': 'Mac Roman',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
};
export const encodingOptions = (Object.keys(encodings) as TextEncodingName[]).map((value) => ({
  value,
  label: encodings[value],
}));
