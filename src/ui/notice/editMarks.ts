import type { BlobId } from '#domain/ids.ts';
import type { Edited } from '../hooks/useBoardDraft.ts';

/** What the buttons above the keyboard put in: for a thumb, and for people who have never heard of Markdown. */
export type EditMark = (text: string, caret: number) => Edited;

/** The line of the caret becomes a heading, or is one no more. */
export const withHeading: EditMark = (text, caret) => {
  const { start, line } = lineAt(text, caret);
  const had = /^#{1,6}\s*/.exec(line)?.[0] ?? '';
  return had === ''
    ? spliced(text, start, 0, '## ', caret + 3)
    : spliced(text, start, had.length, '', caret - had.length);
};

/** The line becomes the next step; below a step, a new one begins. */
export const withStep: EditMark = (text, caret) => withItem(text, caret, (number) => `${String(number)}. `);
/** The same with a box to tick. */
export const withBox: EditMark = (text, caret) => withItem(text, caret, () => '- [ ] ');

/** A photo below the line of the caret; in a step, it belongs to that step. */
export const withPhoto = (text: string, caret: number, blob: BlobId, words: string): Edited => {
  const { end, line } = lineAt(text, caret);
  const said = words.replace(/[[\]\n]/g, ' ').trim();
  const item = itemOf(line);
  const indent = item === null ? '' : ' '.repeat(item.indent.length + (item.number === null ? 2 : item.mark.length));
  const gap = line.trim() === '' ? '' : item === null ? '\n\n' : '\n';
  const added = `${gap}${indent}![${said}](photo:${blob})\n`;
  return spliced(text, end, 0, added, end + added.length);
};

function withItem(text: string, caret: number, markOf: (number: number) => string): Edited {
  const { start, end, line } = lineAt(text, caret);
  const item = itemOf(line);
  const above = itemAbove(text, start);
  if (item !== null) {
    if (item.said === '') return { text, caret };
    const added = `\n${item.indent}${markOf((item.number ?? 0) + 1)}`;
    return spliced(text, end, 0, added, end + added.length);
  }
  const mark = markOf((above?.number ?? 0) + 1);
  // A list is one only after an empty line, or after another of its lines.
  const gap = start > 0 && above === null && lineAt(text, start - 1).line.trim() !== '' ? '\n' : '';
  return spliced(text, start, 0, gap + mark, caret + gap.length + mark.length);
}

/** What is indented belongs to the item above it: a photo does. */
function itemAbove(text: string, start: number): ReturnType<typeof itemOf> {
  for (let place = start; place > 0;) {
    const before = lineAt(text, place - 1);
    const item = itemOf(before.line);
    if (item !== null || !/^\s/.test(before.line)) return item;
    place = before.start;
  }
  return null;
}

const itemOf = (line: string) => {
  const [, indent = '', mark = '', digits, said = ''] = /^(\s*)((\d{1,9})\. |- \[[ xX]\] |- )(.*)$/.exec(line) ?? [];
  return mark === '' ? null : { indent, mark, number: digits === undefined ? null : Number(digits), said: said.trim() };
};

function lineAt(text: string, place: number): { readonly start: number; readonly end: number; readonly line: string } {
  const start = place === 0 ? 0 : text.lastIndexOf('\n', place - 1) + 1;
  const next = text.indexOf('\n', place);
  const end = next === -1 ? text.length : next;
  return { start, end, line: text.slice(start, end) };
}

const spliced = (text: string, at: number, removed: number, added: string, caret: number): Edited => ({
  text: text.slice(0, at) + added + text.slice(at + removed),
  caret: Math.max(at, caret),
});
