import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideKeepText } from '#domain/decide/text.ts';
import type { Fact } from '#domain/fact.ts';
import { noticeStream, toolStream, workshopStream } from '#domain/ids.ts';
import { isTextName } from '#domain/kinds/text.ts';
import { bounds } from '#domain/schema.ts';
import { settleNotice } from '#domain/settle/notice.ts';
import { contextOf, createAtelier, firstMorning, idOf, type Phone } from '#tests/support/facts.ts';

const name = noticeStream(idOf.tool('overlocker'));
const noticeOn = (phone: Phone) => settleNotice(name, phone.about(name), phone.context());
const keep = (phone: Phone, text: string) =>
  phone.act(decideKeepText(noticeOn(phone).heads, { of: name, text }, { now: phone.now() }));

function house() {
  const atelier = createAtelier();
  return { atelier, ana: atelier.phone('Ana', 'steward'), ben: atelier.phone('Ben') };
}

test('a version of a notice is on its own stream: neither the tool nor the workshop grows by it', () => {
  const { ana, ben } = house();
  keep(ana, '# Enfiler\n\n1. Ouvrir le capot.');
  ana.meets(ben);
  keep(ben, '# Enfiler\n\n1. Débrancher.\n2. Ouvrir le capot.');
  ben.meets(ana);
  for (const phone of [ana, ben]) {
    expect(noticeOn(phone).stands).toMatchObject({ by: ben.member, of: name });
    expect(noticeOn(phone).history.map(({ by }) => by)).toEqual([ana.member, ben.member]);
    expect(phone.about(toolStream(idOf.tool('overlocker')))).toEqual([]);
    expect(phone.about(workshopStream)).toEqual([]);
  }
});

test('two kept apart are both in the history, the later stands, and the next covers both', () => {
  const { ana, ben } = house();
  keep(ana, 'A');
  keep(ben, 'B');
  ana.meets(ben);
  expect([ana, ben].map((phone) => noticeOn(phone).stands?.text)).toEqual(['B', 'B']);
  expect(noticeOn(ana).heads).toHaveLength(2);
  expect(keep(ana, 'A et B').after).toHaveLength(2);
  ana.meets(ben);
  expect(noticeOn(ben)).toMatchObject({ stands: { text: 'A et B' }, heads: [{ log: ana.log }] });
  expect(noticeOn(ben).history.map(({ text }) => text)).toEqual(['A', 'B', 'A et B']);
});

test('what is malformed, too long, elsewhere, or beyond a cut counts nowhere', () => {
  const { atelier, ana, ben } = house();
  const first = keep(ana, 'Là.');
  const body = { text: 'x' };
  const wrong = [
    ana.write({ kind: 'noticeKept', streams: [name], body: { text: 'é'.repeat(20 * 1024) } }),
    ana.write({ kind: 'noticeKept', streams: [name], body: { text: ' \n ' } }),
    ana.write({ kind: 'noticeKept', streams: [name], body: {} }),
    ana.write({ kind: 'noticeKept', streams: [name], body, clear: true }),
    ana.write({ kind: 'noticeKept', streams: [toolStream(idOf.tool('overlocker')), name], body }),
    ana.write({ kind: 'noticeKept', streams: [noticeStream(idOf.tool('other')), name], body }),
    ana.write({ kind: 'textKept', streams: [name], body: { of: 'rules', text: 'x' } }),
    ana.write({ kind: 'textKept', streams: [workshopStream], body: { of: name, text: 'x' } }),
  ];
  const late = ben.write({ kind: 'noticeKept', streams: [name], body, after: [first] });
  atelier.cut(ben, late.seq - 1);
  ana.hears(late, ...wrong);
  expect(noticeOn(ana).history.map(({ text }) => text)).toEqual(['Là.']);
  expect(ana.workshop()).toMatchObject({ kept: {}, history: [] });
});

test('a version has something to see in it and fits a fact; names of texts are ours', () => {
  const decide = (text: string) => decideKeepText([], { of: name, text }, { now: 0 });
  expect(decide('x'.repeat(bounds.keptBytes)).ok).toBe(true);
  expect(decide('x'.repeat(40 * 1024))).toMatchObject({ refusal: { kind: 'text-too-long' } });
  expect(decide('\u202e')).toMatchObject({ refusal: { kind: 'text-wrong' } });
  expect(['rules', name].every(isTextName)).toBe(true);
  expect(
    ['', 'songs', 'notice/', 'notice/../rules', `${name}/x`, `notice/${'A'.repeat(23)}`, name.slice(1)].some(
      isTextName,
    ),
  ).toBe(false);
});

test('any order, doubling and partition of the facts gives the same notice', () => {
  const step = fc.record({
    who: fc.nat(2),
    what: fc.constantFrom('keep', 'keep', 'meet', 'clock', 'later'),
    n: fc.nat(9),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), fc.infiniteStream(fc.nat(1000)), (steps, chance) => {
      const atelier = createAtelier();
      const phones = ['Ana', 'Ben', 'Zoé'].map((each) => atelier.phone(each));
      for (const { who, what, n } of steps) {
        const phone = phones[who] as Phone;
        if (what === 'keep') keep(phone, `Version ${String(n)}`);
        else if (what === 'meet') phone.meets(phones[n % 3] as Phone);
        else if (what === 'clock') phone.setClock(firstMorning + (n - 5) * 1e9);
        else phone.write({ kind: 'noticePraised', streams: [name], after: noticeOn(phone).heads });
      }
      phones[0]?.meets(...phones.slice(1));
      const [whole] = phones.map(noticeOn);
      const facts = phones[0]?.about(name) ?? [];
      const order = [...facts, ...facts].map((fact): readonly [number, Fact] => [chance.next().value, fact]);
      const shuffled = order.toSorted(([a], [b]) => a - b).map(([, fact]) => fact);
      expect(settleNotice(name, shuffled, contextOf(atelier.membership(), facts))).toEqual(whole);
      // Nothing kept is lost, and what stands was covered by nothing.
      expect(whole?.history).toHaveLength(facts.filter(({ kind }) => kind === 'noticeKept').length);
      const covered = new Set(facts.flatMap(({ after }) => after.map(({ id }) => id)));
      const heads = facts.filter(({ id, kind }) => kind === 'noticeKept' && !covered.has(id));
      if (heads.length > 0 && facts.every(({ kind }) => kind === 'noticeKept'))
        expect(heads.map(({ id }) => id)).toContain(whole?.stands?.ref.id);
    }),
    { numRuns: 150 },
  );
});
