import { expect, test } from 'vitest';
import type { StoryLine } from '#domain/settle/tool.ts';
import { type TaughtLine, interleaved } from '#ui/screens/tool/taught.ts';

const line = (at: number) => ({ fact: { at } }) as unknown as StoryLine;
const showing = (at: number) => ({ induction: { at } }) as unknown as TaughtLine;
const times = (lines: readonly (StoryLine | TaughtLine)[]) =>
  lines.map((each) => ('fact' in each ? each.fact.at : `shown ${each.induction.at}`));

test('who was shown stands in the story where it happened; the tool’s own lines keep their order', () => {
  expect(times(interleaved([line(9), line(2), line(5)], [showing(10), showing(7), showing(1)]))).toEqual([
    'shown 10',
    9,
    'shown 7',
    2,
    5,
    'shown 1',
  ]);
  expect(times(interleaved([], [showing(3)]))).toEqual(['shown 3']);
  expect(times(interleaved([line(1)], []))).toEqual([1]);
});
