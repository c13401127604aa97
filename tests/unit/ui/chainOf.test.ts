import { expect, test } from 'vitest';
import type { MemberId } from '#domain/ids.ts';
import type { Induction } from '#domain/settle/skill.ts';
import { type ChainLink, chainOf } from '#ui/screens/skills/chainOf.ts';

const showed = (teacher: string, learner: string, more: Partial<Induction> = {}) =>
  ({ teacher: teacher as MemberId, learner: learner as MemberId, knew: false, isEnded: false, ...more }) as Induction;
const words = ({ who, shown }: ChainLink): string =>
  shown.length === 0 ? String(who) : `${String(who)}(${shown.map(words).join(' ')})`;
const said = (inductions: readonly Induction[]): string => chainOf(inductions).map(words).join(' ');

test('from whom it began to the last who was shown, each once, below the first who showed them', () => {
  expect(
    said([showed('Ana', 'Ana', { knew: true }), showed('Ana', 'Ben'), showed('Ben', 'Zoé'), showed('Ana', 'Zoé')]),
  ).toBe('Ana(Ben(Zoé))');
  expect(said([showed('Odile', 'Ben'), showed('Ben', 'Noé')])).toBe('Odile(Ben(Noé))');
});

test('two who showed each other close no circle; one taken back still tells how it came', () => {
  expect(said([showed('Ana', 'Ben'), showed('Ben', 'Ana')])).toBe('Ana(Ben)');
  expect(said([showed('Ana', 'Ben'), showed('Ben', 'Zoé'), showed('Zoé', 'Ana')])).toBe('Ana(Ben(Zoé))');
  expect(chainOf([showed('Ana', 'Ben', { isEnded: true })])).toMatchObject([
    { shown: [{ who: 'Ben', isEnded: true }] },
  ]);
  expect(said([showed('Ana', 'forgotten')])).toBe('');
});
