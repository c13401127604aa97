import { expect, test } from 'vitest';
import { chooseTarget, listing, readImportFile } from '#app/importing/importFile.ts';
import { keepChoices, withKeptChoices } from '#ui/screens/import/keptChoices.ts';
import { columnLook, hasName, targetOptions } from '#ui/screens/import/targetWords.ts';
import { fileProblemWords } from '#ui/screens/import/fileWords.ts';
import { backupFileName } from '#ui/screens/key/backupFileName.ts';
import { isAboutKey } from '#ui/screens/restore/restoreWords.ts';
import { bytesWords } from '#ui/texts/bytesWords.ts';
import { createTexts } from '#ui/texts/createTexts.ts';
import { valueOf } from '#tests/support/phone.ts';

const { i18n } = await createTexts('fr');
const mappingOf = (text: string) => valueOf(readImportFile(new TextEncoder().encode(text))).mapping;

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage;
}

test('a backup is named after its workshop, in letters every system takes', () => {
  expect(backupFileName('La Remise d’été', '2026-11-22')).toBe('circule-la-remise-d-ete-2026-11-22.circule');
  expect(backupFileName('工房', '2026-11-22')).toBe('circule-atelier-2026-11-22.circule');
});

test('sizes are said as phones say them', () => {
  expect(bytesWords(i18n, 1_240_000)).toBe('1,2 Mo');
  expect(bytesWords(i18n, 240_000_000)).toBe('240 Mo');
  expect(bytesWords(i18n, 10_700_000_000)).toBe('10,7 Go');
});

test('what was chosen by hand for a file is there again after a reload, as far as it fits', () => {
  const [session, file] = [storage(), { name: 'inventaire.csv', size: 12 }];
  const guessed = mappingOf('nom,divers,prix\nScie,dents fines,12\n');
  keepChoices(session, file, chooseTarget(guessed, 1, 'about'));
  expect(withKeptChoices(session, file, guessed).columns.map(({ target }) => target)).toEqual([
    'name',
    'about',
    'keep',
  ]);
  expect(withKeptChoices(session, { ...file, size: 13 }, guessed)).toBe(guessed);
  expect(withKeptChoices(session, file, mappingOf('nom\nScie\n')).columns).toHaveLength(1);
});

test('a column of people can become a member or be left out, and is not offered to be kept raw', () => {
  const mapping = mappingOf('Outil,Emprunteur,Prix\nScie,Joss Vdb,12\nRabot,Ana Sorel,9\n');
  const [, borrower, price] = mapping.columns;
  if (borrower === undefined || price === undefined) throw new Error('three columns');
  const values = targetOptions(i18n, borrower, mapping.rows).map(({ value }) => value);
  expect(values).toContain('holderName');
  expect(values).not.toContain('keep');
  expect(targetOptions(i18n, price, mapping.rows).map(({ value }) => value)).toContain('keep');
  expect(columnLook(price)).toBe('kept');
});

test('a list taken for people can be said to be of tools', () => {
  const people = mappingOf('Prénom,Nom,Courriel\nAna,Sorel,ana@exemple.org\n');
  expect(people.rows).toBe('members');
  expect(hasName(people)).toBe(true);
  const tools = listing(people, 'tools');
  expect(tools.rows).toBe('tools');
  expect(hasName(tools)).toBe(false);
  expect(hasName(chooseTarget(tools, 1, 'name'))).toBe(true);
});

test('a file that is no table is answered with what to do', () => {
  expect(fileProblemWords(i18n, { kind: 'file-not-text', is: 'spreadsheet' })).toContain('CSV');
  expect(fileProblemWords(i18n, { kind: 'file-too-large', bytes: 1, max: 25 * 1024 * 1024 })).toContain('25 Mo');
});

test('what is wrong with the key is said at the key, all else at the file', () => {
  expect(isAboutKey({ kind: 'house-key-check' })).toBe(true);
  expect(isAboutKey({ kind: 'backup-damaged' })).toBe(false);
});
