import { expect, test } from 'vitest';
import { decideReturn, decideTake } from '#domain/decide/custody.ts';
import {
  type PlanWords,
  decideDescribeDuty,
  decideDoDuty,
  decideEndDuty,
  decideGiveBackDuty,
  decidePlanDuty,
  decideTakeOnDuty,
  decideUndoDuty,
} from '#domain/decide/duty.ts';
import { decideAddTool } from '#domain/decide/describe.ts';
import { refOf } from '#domain/fact.ts';
import { dutyStream, toolStream } from '#domain/ids.ts';
import { dueDay, isOverdue, standingOf } from '#domain/settle/duty.ts';
import { createAtelier, idOf, type Phone } from '#tests/support/facts.ts';

const saw = idOf.tool('saw');
const oil = { duty: idOf.duty('oil'), tool: saw };
const bin = { duty: idOf.duty('bin'), tool: null };
const planned: PlanWords = {
  name: 'Oil the chain',
  every: { unit: 'weeks', n: 2 },
  steps: ['Clean', 'Oil'],
  starts: '2026-01-05',
  stopsLending: false,
  skill: null,
};

function sawAtelier() {
  const atelier = createAtelier();
  const [ana, ben, zoe] = [atelier.phone('Ana', 'steward'), atelier.phone('Ben'), atelier.phone('Zoé')];
  ana.act(decideAddTool(saw, { name: 'Saw' }, { now: ana.now() }));
  ana.meets(ben, zoe);
  return { atelier, ana, ben, zoe };
}

const planOn = (phone: Phone, at: typeof oil | typeof bin, words: Partial<PlanWords> = {}) =>
  phone.act(
    decidePlanDuty(
      at.duty,
      { tool: at.tool === null ? null : phone.tool(at.tool), place: null },
      { ...planned, ...words },
      {
        now: phone.now(),
      },
    ),
  );
const toolOf = (phone: Phone, at: typeof oil | typeof bin) => (at.tool === null ? null : phone.tool(at.tool));
const doIt = (phone: Phone, at: typeof oil | typeof bin, today: string, by = phone.member) =>
  phone.act(
    decideDoDuty(phone.duty(at), toolOf(phone, at), { me: phone.member, by, skipped: [] }, { now: phone.now(), today }),
  );
const use = (phone: Phone, minutes?: number) => {
  const decision = { now: phone.now(), today: '2026-01-05' };
  phone.act(decideTake(phone.tool(saw), phone.member, {}, decision));
  return phone.act(decideReturn(phone.tool(saw), { by: phone.member, minutes }, decision));
};
const due = (phone: Phone, at: typeof oil | typeof bin, today: string | null = '2026-06-01') =>
  dueDay(standingOf(phone.duty(at)), today);

test.each([
  [{ unit: 'days', n: 10 }, '2026-01-31', '2026-02-10'],
  [{ unit: 'weeks', n: 2 }, '2026-03-20', '2026-04-03'],
  [{ unit: 'months', n: 1 }, '2026-01-31', '2026-02-28'],
  [{ unit: 'months', n: 3 }, '2026-08-31', '2026-11-30'],
  [{ unit: 'months', n: 12 }, '2024-02-29', '2025-02-28'],
] as const)('every %o: done on %s, the next is %s', (every, day, next) => {
  const { ana } = sawAtelier();
  planOn(ana, bin, { every, starts: '2024-01-01' });
  expect(due(ana, bin)).toBe('2024-01-01');
  doIt(ana, bin, day);
  expect(due(ana, bin, '2026-09-01')).toBe(next);
});

test('both did it while apart: both are told, and the next date follows the later', () => {
  const { ana, ben } = sawAtelier();
  planOn(ana, bin);
  ana.meets(ben);
  doIt(ana, bin, '2026-01-07');
  doIt(ben, bin, '2026-01-09');
  ana.meets(ben);
  expect(ana.duty(bin).dones.map(({ by, day }) => [by, day])).toEqual([
    [ben.member, '2026-01-09'],
    [ana.member, '2026-01-07'],
  ]);
  expect(due(ana, bin)).toBe('2026-01-23');
  expect(due(ben, bin)).toBe('2026-01-23');
});

test('by use: due when as many came back as was said, and begun anew by whoever did it knowing them', () => {
  const { ana, ben } = sawAtelier();
  use(ana);
  planOn(ana, oil, { every: { unit: 'uses', n: 2 } });
  ana.meets(ben);
  // What was used before the plan is not counted.
  expect([ana.duty(oil).since, due(ana, oil)]).toEqual([0, null]);
  use(ana);
  expect([ana.duty(oil).since, due(ana, oil)]).toEqual([1, null]);
  use(ana);
  expect([ana.duty(oil).since, due(ana, oil)]).toEqual([2, '2026-01-05']);
  doIt(ana, oil, '2026-01-05');
  expect([ana.duty(oil).since, due(ana, oil)]).toEqual([0, null]);
  // Ben, apart, used it twice: Ana could not know when she oiled it.
  use(ben);
  use(ben);
  ana.meets(ben);
  expect(ana.duty(oil).since).toBe(2);
  expect(ben.duty(oil)).toEqual(ana.duty(oil));
});

test('a use under way when it was done counts when it comes back', () => {
  const { ana } = sawAtelier();
  planOn(ana, oil, { every: { unit: 'uses', n: 1 } });
  const decision = { now: ana.now(), today: '2026-01-05' };
  ana.act(decideTake(ana.tool(saw), ana.member, {}, decision));
  doIt(ana, oil, '2026-01-05');
  ana.act(decideReturn(ana.tool(saw), {}, decision));
  expect(ana.duty(oil).since).toBe(1);
});

test('by hours: what was said at return is added up, and what was not said is nothing', () => {
  const { ana } = sawAtelier();
  planOn(ana, oil, { every: { unit: 'hours', n: 5 } });
  use(ana, 150);
  use(ana);
  expect([ana.duty(oil).since, due(ana, oil)]).toEqual([150, null]);
  use(ana, 150);
  expect([ana.duty(oil).since, due(ana, oil)]).toEqual([300, '2026-01-05']);
  doIt(ana, oil, '2026-01-06');
  expect(ana.duty(oil).since).toBe(0);
});

test.each([['three'], [-5], [1e15], [null]])('a return whose time reads %s is a return all the same', (minutes) => {
  const { ana } = sawAtelier();
  planOn(ana, oil, { every: { unit: 'hours', n: 5 } });
  ana.act(decideTake(ana.tool(saw), ana.member, {}, { now: ana.now(), today: '2026-01-05' }));
  ana.write({ kind: 'returned', streams: [toolStream(saw)], after: ana.tool(saw).custody.heads, body: { minutes } });
  expect(ana.tool(saw).custody.state).toBe('here');
  expect(ana.duty(oil).since).toBe(0);
});

test('after each use', () => {
  const { ana } = sawAtelier();
  planOn(ana, oil, { every: { unit: 'each-use', n: 1 } });
  expect(due(ana, oil)).toBeNull();
  use(ana);
  expect(due(ana, oil)).toBe('2026-01-05');
  doIt(ana, oil, '2026-01-05');
  expect(due(ana, oil)).toBeNull();
});

test('a plan that says so stops lending while it is overdue, and never a return', () => {
  const { ana, ben } = sawAtelier();
  planOn(ana, oil, { stopsLending: true, starts: '2026-01-10' });
  ana.meets(ben);
  const take = (phone: Phone, today: string) =>
    decideTake(phone.tool(saw), phone.member, {}, { now: phone.now(), today });
  expect(take(ana, '2026-01-10').ok).toBe(true);
  expect(take(ana, '2026-01-11')).toEqual({
    ok: false,
    refusal: { kind: 'duty-overdue', duty: oil.duty, name: 'Oil the chain' },
  });
  ben.act(take(ben, '2026-01-10'));
  expect(decideReturn(ben.tool(saw), {}, { now: ben.now(), today: '2026-01-20' }).ok).toBe(true);
  doIt(ana, oil, '2026-01-11');
  expect(take(ana, '2026-01-11').ok).toBe(true);
  ana.act(decideEndDuty(ana.duty(oil), true, { now: ana.now() }));
  expect(take(ana, '2027-01-01').ok).toBe(true);
});

test('a time told a day ahead and more is passed over by whoever asks; one day is how far phones are apart', () => {
  const { ana, ben } = sawAtelier();
  planOn(ana, bin);
  ana.meets(ben);
  doIt(ana, bin, '2026-01-06');
  ben.setClock(Date.UTC(2099, 0, 1));
  doIt(ben, bin, '2099-01-01');
  ana.meets(ben);
  expect(due(ana, bin, '2026-01-10')).toBe('2026-01-20');
  expect(isOverdue(standingOf(ana.duty(bin)), '2026-02-01')).toBe(true);
  doIt(ana, bin, '2026-01-21');
  expect(due(ana, bin, '2026-01-20')).toBe('2026-02-04');
});

test('a phone that lost its clock did it on the latest day it knew of', () => {
  const { ana, ben } = sawAtelier();
  planOn(ana, bin);
  doIt(ana, bin, '2026-01-20');
  ana.meets(ben);
  ben.setClock(0);
  doIt(ben, bin, '1970-01-01');
  expect(ben.duty(bin).dones.map(({ day }) => day)).toEqual(['2026-01-20', '2026-01-20']);
  expect(due(ben, bin)).toBe('2026-02-03');
});

test('taken on, handed to somebody who agrees, given back', () => {
  const { ana, ben } = sawAtelier();
  planOn(ana, bin);
  const takers = (phone: Phone) => phone.duty(bin).takers.map(({ by }) => by);
  ana.act(decideTakeOnDuty(ana.duty(bin), { me: ana.member, by: ana.member }, { now: ana.now() }));
  expect(takers(ana)).toEqual([ana.member]);
  expect(decideTakeOnDuty(ana.duty(bin), { me: ana.member, by: ana.member }, { now: ana.now() })).toMatchObject({
    refusal: { kind: 'duty-theirs-already' },
  });
  ana.act(decideTakeOnDuty(ana.duty(bin), { me: ana.member, by: ben.member }, { now: ana.now() }));
  expect(takers(ana)).toEqual([ben.member]);
  ana.meets(ben);
  ben.act(decideGiveBackDuty(ben.duty(bin), { now: ben.now() }));
  expect(takers(ben)).toEqual([]);
  expect(decideGiveBackDuty(ben.duty(bin), { now: ben.now() })).toMatchObject({ refusal: { kind: 'nothing-to-undo' } });
});

test('both took it on while apart: both are shown; what was done meanwhile ends a taking on that did not know of it', () => {
  const { ana, ben, zoe } = sawAtelier();
  planOn(ana, bin);
  ana.meets(ben, zoe);
  const takeOn = (phone: Phone) =>
    phone.act(decideTakeOnDuty(phone.duty(bin), { me: phone.member, by: phone.member }, { now: phone.now() }));
  takeOn(ana);
  takeOn(ben);
  ana.meets(ben);
  expect(new Set(ana.duty(bin).takers.map(({ by }) => by))).toEqual(new Set([ana.member, ben.member]));
  doIt(zoe, bin, '2026-01-06');
  ana.meets(zoe);
  expect(ana.duty(bin).takers).toEqual([]);
  takeOn(ana);
  expect(ana.duty(bin).takers.map(({ by }) => by)).toEqual([ana.member]);
});

test('who did it is the writer, whatever is forgotten; somebody else is named where they can be forgotten', () => {
  const { ana, ben } = sawAtelier();
  planOn(ana, bin);
  const own = doIt(ana, bin, '2026-01-06');
  const others = doIt(ana, bin, '2026-01-07', ben.member);
  expect(own.person).toBeNull();
  expect(JSON.stringify([others.body, others.streams])).not.toContain(ben.member);
  expect(ana.duty(bin).dones.map(({ by }) => by)).toEqual([ben.member, ana.member]);
  ana.hears({ ...others, person: 'forgotten' });
  expect(ana.duty(bin).dones.map(({ by, day }) => [by, day])).toEqual([
    ['forgotten', '2026-01-07'],
    [ana.member, '2026-01-06'],
  ]);
});

test('undone, it does not count, and the story of the tool tells it struck through', () => {
  const { ana } = sawAtelier();
  planOn(ana, oil);
  const done = doIt(ana, oil, '2026-01-06');
  ana.act(decideUndoDuty(ana.duty(oil), refOf(done), { now: ana.now() }));
  expect(ana.duty(oil).dones).toEqual([]);
  expect(due(ana, oil)).toBe('2026-01-05');
  expect(ana.tool(saw).story.find(({ fact }) => fact.id === done.id)?.withdrawn).toBe('undo');
  expect(decideUndoDuty(ana.duty(oil), refOf(done), { now: ana.now() }).ok).toBe(false);
});

test('described anew and ended apart: each says its own', () => {
  const { ana, ben } = sawAtelier();
  planOn(ana, oil);
  ana.meets(ben);
  ana.act(decideDescribeDuty(ana.duty(oil), { every: { unit: 'months', n: 1 } }, { now: ana.now() }));
  ben.act(decideEndDuty(ben.duty(oil), true, { now: ben.now() }));
  ana.meets(ben);
  expect(ana.duty(oil)).toMatchObject({ isEnded: true, every: { unit: 'months', n: 1 }, name: 'Oil the chain' });
  expect(due(ana, oil)).toBeNull();
  ana.act(decideEndDuty(ana.duty(oil), false, { now: ana.now() }));
  expect(due(ana, oil)).toBe('2026-01-05');
});

test('a plan counted by use needs a tool, and a name is needed by all', () => {
  const { ana } = sawAtelier();
  const plan = (words: Partial<PlanWords>) =>
    decidePlanDuty(bin.duty, { tool: null, place: null }, { ...planned, ...words }, { now: ana.now() });
  expect(plan({ every: { unit: 'uses', n: 3 } })).toMatchObject({ refusal: { kind: 'text-wrong', field: 'every' } });
  expect(plan({ every: { unit: 'days', n: 0 } })).toMatchObject({ refusal: { kind: 'text-wrong', field: 'every' } });
  expect(plan({ name: '  ' })).toMatchObject({ refusal: { kind: 'name-missing' } });
  expect(plan({ name: 'x'.repeat(300) })).toMatchObject({ refusal: { kind: 'text-too-long', max: 200 } });
});

test('a fact that leaves out the tool of its duty, or names another, counts nowhere', () => {
  const { ana, ben } = sawAtelier();
  planOn(ana, oil);
  ana.meets(ben);
  const other = idOf.tool('other');
  ben.act(decideAddTool(other, { name: 'Other' }, { now: ben.now() }));
  const body = { day: '2026-05-01' };
  ben.write({ kind: 'dutyDone', streams: [dutyStream(oil.duty)], body });
  ben.write({ kind: 'dutyDone', streams: [dutyStream(oil.duty), toolStream(other)], body });
  ben.write({ kind: 'dutyDone', streams: [toolStream(saw), dutyStream(oil.duty)], body });
  ben.write({ kind: 'dutyDone', streams: [dutyStream(oil.duty), toolStream(saw)], body: { day: 'soon' } });
  expect(ben.duty(oil).dones).toEqual([]);
  expect(ben.duty({ duty: oil.duty, tool: null }).exists).toBe(false);
  expect(ben.tool(other).duties.filter(({ exists }) => exists)).toEqual([]);
  expect(ben.tool(other).story).toHaveLength(1);
});

test('nobody stops the counting by what they say they saw', () => {
  const { ana, ben } = sawAtelier();
  planOn(ana, oil, { every: { unit: 'uses', n: 2 } });
  ana.meets(ben);
  const seen = [{ log: ana.log, seq: 999, id: idOf.fact('never written') }];
  ben.write({
    kind: 'dutyDone',
    streams: [dutyStream(oil.duty), toolStream(saw)],
    after: ben.duty(oil).heads.turn,
    body: { day: '2026-01-05', seen },
  });
  use(ben);
  use(ben);
  expect(ben.duty(oil).since).toBe(2);
  expect(due(ben, oil)).toBe('2026-01-05');
});

test('what was written beyond a cut counts nowhere', () => {
  const { atelier, ana, ben } = sawAtelier();
  planOn(ana, bin);
  ana.meets(ben);
  const stolen = doIt(ben, bin, '2026-01-06');
  ana.hears(stolen);
  expect(ana.duty(bin).dones).toHaveLength(1);
  atelier.cut(ben, stolen.seq - 1);
  expect(ana.duty(bin).dones).toEqual([]);
});
