import { expect, test } from 'vitest';
import type { BlobId } from '#domain/ids.ts';
import { type EditMark, withBox, withHeading, withPhoto, withStep } from '#ui/notice/editMarks.ts';

/** `|` is the caret, before and after. */
const told = (mark: EditMark, before: string): string => {
  const { text, caret } = mark(before.replace('|', ''), before.indexOf('|'));
  return `${text.slice(0, caret)}|${text.slice(caret)}`;
};

test('a line becomes a heading, and is one no more', () => {
  expect(told(withHeading, 'Enfi|ler')).toBe('## Enfi|ler');
  expect(told(withHeading, 'a\n## Enfi|ler\nb')).toBe('a\nEnfi|ler\nb');
  expect(told(withHeading, '|')).toBe('## |');
  expect(told(withHeading, '## |')).toBe('|');
});

test('steps are counted on; an empty one is not doubled; a list begins after an empty line', () => {
  expect(told(withStep, '|')).toBe('1. |');
  expect(told(withStep, '1. Ouv|rir')).toBe('1. Ouvrir\n2. |');
  expect(told(withStep, '1. Ouvrir\n2. |')).toBe('1. Ouvrir\n2. |');
  expect(told(withStep, '1. Ouvrir\nEn|filer')).toBe('1. Ouvrir\n2. En|filer');
  expect(told(withStep, 'Avant :\nOuv|rir')).toBe('Avant :\n\n1. Ouv|rir');
  expect(told(withStep, '  9. a|\nb')).toBe('  9. a\n  10. |\nb');
  expect(told(withStep, '1. Ouvrir\n   ![a](b)\n|')).toBe('1. Ouvrir\n   ![a](b)\n2. |');
  expect(told(withBox, 'hu|ile')).toBe('- [ ] hu|ile');
  expect(told(withBox, '- [x] huile|')).toBe('- [x] huile\n- [ ] |');
});

test('a photo stands below its line, inside the step it belongs to, and its words end nothing', () => {
  const blob = 'B'.repeat(43) as BlobId;
  const photo: EditMark = (text, caret) => withPhoto(text, caret, blob, 'le [fil]\nrouge');
  const said = `![le  fil  rouge](photo:${blob})`;
  expect(told(photo, '|')).toBe(`${said}\n|`);
  expect(told(photo, 'Ouv|rir')).toBe(`Ouvrir\n\n${said}\n|`);
  expect(told(photo, '1. Ouv|rir\n2. b')).toBe(`1. Ouvrir\n   ${said}\n|\n2. b`);
});
