import { expect, test } from 'vitest';
import { decideBeginBoard, decideKeepText } from '#domain/decide/text.ts';
import { workshopStream } from '#domain/ids.ts';
import { bounds, utf8Length } from '#domain/schema.ts';
import { createAtelier, type Phone } from '#tests/support/facts.ts';

function house() {
  const atelier = createAtelier();
  const [ana, ben, zoe] = [atelier.phone('Ana', 'steward'), atelier.phone('Ben'), atelier.phone('Zoé', 'steward')];
  return { atelier, ana, ben, zoe };
}
const keep = (phone: Phone, text: string) =>
  phone.act(decideKeepText(phone.workshop().heads.texts, { of: 'rules', text }, { now: phone.now() }));
const begin = (phone: Phone) => phone.act(decideBeginBoard(phone.workshop(), { now: phone.now(), isSteward: true }));

test('the last version kept stands, whoever kept it, and the ones before are the history', () => {
  const { ana, ben } = house();
  expect(ana.workshop()).toMatchObject({ kept: {}, history: [], board: { generation: 0, from: {} } });
  keep(ana, 'Range.');
  ana.meets(ben);
  keep(ben, ' Range bien. ');
  ben.meets(ana);
  for (const { workshop } of [ana, ben]) {
    expect(workshop().kept.rules).toMatchObject({ text: 'Range bien.', by: ben.member });
    expect(workshop().history.map(({ text }) => text)).toEqual(['Range.', 'Range bien.']);
    expect(workshop().heads.texts.map(({ log }) => log)).toEqual([ben.log]);
  }
});

test('two versions kept apart: the later stands, the other is in the history, and the next covers both', () => {
  const { ana, ben } = house();
  keep(ana, 'A');
  keep(ben, 'B');
  ana.meets(ben);
  expect([ana, ben].map(({ workshop }) => workshop().kept.rules?.text)).toEqual(['B', 'B']);
  expect(ana.workshop().history).toHaveLength(2);
  expect(keep(ana, 'A and B').after).toHaveLength(2);
  ana.meets(ben);
  expect(ben.workshop().kept.rules?.text).toBe('A and B');
});

test('a version is bounded by its bytes, has something to see in it, and hides nothing', () => {
  const { ana } = house();
  const decide = (text: string) => decideKeepText(ana.workshop().heads.texts, { of: 'rules', text }, { now: 0 });
  expect(decide('é'.repeat(bounds.keptBytes / 2)).ok).toBe(true);
  expect(decide('é'.repeat(bounds.keptBytes / 2 + 1))).toMatchObject({ refusal: { kind: 'text-too-long' } });
  expect(decide(' \n ')).toMatchObject({ refusal: { kind: 'text-wrong' } });
  expect(decide('a\u202eb')).toMatchObject({ value: { thing: { body: { text: 'ab' } } } });
  for (const said of ['aé€𝄞', 'plain', '𝄞𝄞']) expect(utf8Length(said)).toBe(new TextEncoder().encode(said).length);
  // A foreign fact that says more counts nowhere.
  const body = { of: 'rules', text: 'x'.repeat(bounds.keptBytes + 1) };
  ana.write({ kind: 'textKept', streams: [workshopStream], body });
  ana.write({ kind: 'textKept', streams: [workshopStream], body: { of: 'songs', text: 'la' } });
  expect(ana.workshop().kept).toEqual({});
});

test('the board begins anew from what was kept below the act, and what is kept later does not change that', () => {
  const { ana, ben } = house();
  keep(ben, 'Range.');
  ben.meets(ana);
  begin(ana);
  keep(ben, 'Range et balaie.');
  ana.meets(ben);
  for (const { workshop } of [ana, ben])
    expect(workshop()).toMatchObject({
      board: { generation: 1, from: { rules: 'Range.' } },
      kept: { rules: { text: 'Range et balaie.' } },
    });
  begin(ana);
  expect(ana.workshop().board).toEqual({ generation: 2, from: { rules: 'Range et balaie.' } });
});

test('begun apart by two stewards it is one generation, the same for all; a member begins nothing', () => {
  const { ana, ben, zoe } = house();
  keep(ana, 'A');
  begin(ana);
  begin(zoe);
  ana.meets(zoe, ben);
  const boards = [ana, ben, zoe].map(({ workshop }) => workshop().board);
  expect(boards.every(({ generation }) => generation === 1)).toBe(true);
  expect(new Set(boards.map(({ from }) => from.rules)).size).toBe(1);
  ben.write({ kind: 'boardBegun', streams: [workshopStream], body: { generation: 2 } });
  expect(ben.workshop().board.generation).toBe(1);
  expect(decideBeginBoard(ben.workshop(), { now: 0, isSteward: false })).toMatchObject({
    refusal: { kind: 'stewards-only' },
  });
});

test('a steward who writes the highest number there is does not end beginning anew', () => {
  const { ana, zoe } = house();
  zoe.write({ kind: 'boardBegun', streams: [workshopStream], body: { generation: Number.MAX_SAFE_INTEGER } });
  zoe.meets(ana);
  expect(ana.workshop().board.generation).toBe(0);
  begin(ana);
  begin(ana);
  expect(ana.workshop().board.generation).toBe(2);
});
