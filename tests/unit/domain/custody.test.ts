import { expect, test } from 'vitest';
import { decideHandOver, decideReturn, decideTake, decideWithdraw, type UseWords } from '#domain/decide/custody.ts';
import { decideAddTool, decideDescribeTool, decideRestore, decideRetire } from '#domain/decide/describe.ts';
import type { Fact } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import { type MemberId, type PlaceId, toolStream } from '#domain/ids.ts';
import { settleTool } from '#domain/settle/tool.ts';
import { createAtelier, firstMorning, idOf, minute, type Phone } from '#tests/support/facts.ts';

const drill = idOf.tool('drill');
const day = 24 * 60 * minute;
const decision = (phone: Phone) => ({ now: phone.now(), today: '2026-01-05' });

const take = (phone: Phone, by: MemberId = phone.member, words: UseWords = {}) =>
  phone.act(decideTake(phone.tool(drill), by, words, decision(phone)));
const giveBack = (phone: Phone, place?: PlaceId) =>
  phone.act(decideReturn(phone.tool(drill), { by: phone.member, place }, decision(phone)));
const passOn = (phone: Phone, to: MemberId) => phone.act(decideHandOver(phone.tool(drill), to, {}, decision(phone)));
const withdraw = (phone: Phone, fact: Fact, why: 'undo' | 'not-me' = 'undo') =>
  phone.act(decideWithdraw(phone.tool(drill), refOf(fact), why, phone.member, decision(phone)));
const rename = (phone: Phone, name: string) => phone.act(decideDescribeTool(phone.tool(drill), { name }, phone.now()));

const held = (phone: Phone) => {
  const { state, claims } = phone.tool(drill).custody;
  return [state, ...claims.flatMap(({ by }) => by ?? []).toSorted()];
};
const names = (...people: readonly Phone[]) => people.map(({ member }) => member).toSorted();

/** Ana is the steward; all know the drill. */
function drillAtelier() {
  const atelier = createAtelier();
  const [ana, ben, zoe] = [atelier.phone('Ana', 'steward'), atelier.phone('Ben'), atelier.phone('Zoé')];
  const added = ana.act(decideAddTool(drill, { name: 'Drill' }, { now: ana.now() }));
  ana.meets(ben, zoe);
  return { atelier, ana, ben, zoe, added };
}

test('taken, handed over, returned: one holder at a time, and each use told with its end', () => {
  const { ana, ben } = drillAtelier();
  const taken = take(ana, ana.member, { until: '2026-01-10', purpose: 'a shelf', note: 'with the long bit' });
  expect(held(ana)).toEqual(['out', ana.member]);
  expect(ana.tool(drill).custody.claims[0]).toMatchObject({
    how: 'taken',
    until: '2026-01-10',
    purpose: 'a shelf',
    note: 'with the long bit',
    log: ana.log,
    at: taken.at,
  });
  const passed = passOn(ana, ben.member);
  expect(held(ana)).toEqual(['out', ben.member]);
  expect(ana.tool(drill).custody.claims[0]).toMatchObject({ how: 'handed-over', from: ana.member });
  const back = giveBack(ana, idOf.place('yard'));
  expect(held(ana)).toEqual(['here']);
  const tool = ana.tool(drill);
  expect(tool.custody.putAt).toBe(idOf.place('yard'));
  expect(tool.uses.map(({ by, ended }) => [by, ended])).toEqual([
    [ben.member, { at: back.at, how: 'returned', id: back.id, minutes: 0 }],
    [ana.member, { at: passed.at, how: 'handed-over', id: passed.id, minutes: 0 }],
  ]);
});

test('two take while apart: both claims are shown, and a return on top of both ends it', () => {
  const { ana, ben, zoe } = drillAtelier();
  // Ana takes the drill at the bench; Ben, who could not know, takes it at the door.
  take(ana);
  take(ben);
  expect(held(ana)).toEqual(['out', ana.member]);
  ana.meets(ben, zoe);
  for (const each of [ana, ben, zoe]) expect(held(each)).toEqual(['contested', ...names(ana, ben)]);
  giveBack(zoe);
  zoe.meets(ana, ben);
  for (const each of [ana, ben, zoe]) expect(held(each)).toEqual(['here']);
  expect(ana.tool(drill).uses.every(({ ended }) => ended?.how === 'returned')).toBe(true);
});

test('"I have it now" on top of both ends a contest too', () => {
  const { ana, ben } = drillAtelier();
  take(ana);
  take(ben);
  ana.meets(ben);
  passOn(ben, ben.member);
  expect(held(ben)).toEqual(['out', ben.member]);
  expect(ben.tool(drill).custody.claims[0]?.from).toBeNull();
});

test('a rename never ends a contest, nor does a retirement', () => {
  const { ana, ben } = drillAtelier();
  take(ana);
  take(ben);
  ana.meets(ben);
  rename(ana, 'Hammer drill');
  ana.act(decideRetire(ana.tool(drill), { reason: 'worn' }, { now: ana.now(), isSteward: true }));
  expect(held(ana)).toEqual(['contested', ...names(ana, ben)]);
});

test('a return beside a taking leaves the taking', () => {
  const { ana, ben, zoe } = drillAtelier();
  take(ana);
  ana.meets(ben, zoe);
  // Ana returns; Zoé, who did not see it, has it from Ana's hands already.
  giveBack(ana);
  passOn(zoe, zoe.member);
  ana.meets(zoe, ben);
  expect(held(ben)).toEqual(['out', zoe.member]);
});

const retire = (phone: Phone) =>
  phone.act(decideRetire(phone.tool(drill), { reason: 'broken' }, { now: phone.now(), isSteward: true }));
const doubts = (phone: Phone) => phone.tool(drill).custody.doubts.map(({ how, by }) => [how, by]);

test('a return beside a taking is told, with who returned it, until either says how it is', () => {
  const { ana, ben, zoe } = drillAtelier();
  take(ana);
  ana.meets(ben, zoe);
  giveBack(ana);
  passOn(zoe, zoe.member);
  ana.meets(zoe, ben);
  expect(doubts(ben)).toEqual([['returned', ana.member]]);
  // "I have it", says Zoé after a scan.
  passOn(zoe, zoe.member);
  zoe.meets(ana, ben);
  expect([held(ana), doubts(ana)]).toEqual([['out', zoe.member], []]);
  // The same once more, ended by "my mistake".
  giveBack(ana);
  const wrong = passOn(ben, ben.member);
  ana.meets(ben);
  expect(doubts(ana)).toEqual([['returned', ana.member]]);
  withdraw(ben, wrong);
  expect([held(ben), doubts(ben)]).toEqual([['here'], []]);
});

test('taken by somebody who could not know that it was retired: told until either settles it', () => {
  const { ana, ben } = drillAtelier();
  retire(ana);
  take(ben);
  ana.meets(ben);
  expect([held(ana), doubts(ana)]).toEqual([['out', ben.member], [['retired', ana.member]]]);
  // "I have it": out and retired, and everybody knows.
  passOn(ben, ben.member);
  ana.meets(ben);
  expect([held(ana), doubts(ana)]).toEqual([['out', ben.member], []]);
});

test.each(['mistake', 'return', 'restore'] as const)('the same, ended by %s; no clock decides it', (end) => {
  const { ana, ben } = drillAtelier();
  giveBack(ana);
  ana.meets(ben);
  ben.setClock(firstMorning - day);
  const wrong = take(ben);
  retire(ana);
  ana.meets(ben);
  expect(doubts(ben)).toEqual([['retired', ana.member]]);
  if (end === 'mistake') withdraw(ben, wrong);
  if (end === 'return') giveBack(ben);
  if (end === 'restore') ana.act(decideRestore(ana.tool(drill), { now: ana.now(), isSteward: true }));
  ana.meets(ben);
  expect(doubts(ana)).toEqual([]);
});

test('retired while it is known to be out is no doubt, nor is what is passed on afterwards', () => {
  const { ana, ben } = drillAtelier();
  take(ben);
  ana.meets(ben);
  retire(ana);
  expect(doubts(ana)).toEqual([]);
  passOn(ana, ana.member);
  ana.meets(ben);
  expect([held(ben), doubts(ben)]).toEqual([['out', ana.member], []]);
});

test('a second return of what came back already is no doubt', () => {
  const { ana, ben, zoe } = drillAtelier();
  take(ana);
  ana.meets(ben, zoe);
  giveBack(ana);
  giveBack(zoe);
  ana.meets(ben);
  take(ben);
  ana.meets(ben, zoe);
  expect([held(ana), doubts(ana)]).toEqual([['out', ben.member], []]);
});

test('taken by somebody who knew neither of the taking before nor of its return: told', () => {
  const { ana, ben } = drillAtelier();
  take(ana);
  giveBack(ana);
  take(ben);
  ana.meets(ben);
  expect([held(ana), doubts(ana)]).toEqual([['out', ben.member], [['returned', ana.member]]]);
});

test('two who pass the same tool on apart are a contest of both, ended by one', () => {
  const { ana, ben, zoe } = drillAtelier();
  take(ana);
  ana.meets(ben, zoe);
  passOn(ana, ben.member);
  passOn(zoe, zoe.member);
  ana.meets(ben, zoe);
  for (const each of [ana, ben, zoe]) expect(held(each)).toEqual(['contested', ...names(ben, zoe)]);
  passOn(zoe, zoe.member);
  ana.meets(ben, zoe);
  for (const each of [ana, ben, zoe]) expect(held(each)).toEqual(['out', zoe.member]);
});

test('no contest and no doubt is left by what was cut', () => {
  const { atelier, ana, ben, zoe } = drillAtelier();
  take(ana);
  ana.meets(ben, zoe);
  passOn(zoe, zoe.member);
  giveBack(ben);
  ana.meets(ben, zoe);
  expect([held(ana), doubts(ana)]).toEqual([['out', zoe.member], [['returned', ben.member]]]);
  passOn(ana, ana.member);
  passOn(ben, ben.member);
  ana.meets(ben, zoe);
  expect(held(ana)[0]).toBe('contested');
  atelier.cut(ben, -1);
  expect([held(ana), doubts(ana)]).toEqual([['out', ana.member], []]);
});

test('no doubt is shown for what is still on its way', () => {
  const { ana, ben, zoe } = drillAtelier();
  take(ana);
  const back = giveBack(ana);
  ana.meets(ben, zoe);
  const taken = take(ben);
  ben.meets(zoe);
  const again = giveBack(zoe);
  // A fourth phone has the first return and the second, not what lies between.
  const known = [...zoe.seen.values()].filter(({ id }) => id !== taken.id);
  const last = take(zoe);
  const late = { ...zoe.context(), heightOf: (log: Fact['log']) => (log === ben.log ? 0 : 10) };
  expect(again.after.map(({ id }) => id)).toEqual([taken.id]);
  expect(settleFor([...known, last], late).custody).toMatchObject({ state: 'out', doubts: [] });
  expect(settleFor([...known, last, back], late).custody.claims.map(({ ref }) => ref.id)).toEqual([last.id]);
});

test('undo of a taking, of a return and of a hand-over gives back what stood', () => {
  const { ana, ben } = drillAtelier();
  withdraw(ana, take(ana));
  expect(held(ana)).toEqual(['here']);
  const taken = take(ana);
  withdraw(ana, giveBack(ana));
  expect(held(ana)).toEqual(['out', ana.member]);
  expect(ana.tool(drill).custody.claims[0]?.at).toBe(taken.at);
  withdraw(ana, passOn(ana, ben.member));
  expect(held(ana)).toEqual(['out', ana.member]);
  expect(ana.tool(drill).uses.map(({ by, ended }) => [by, ended])).toEqual([[ana.member, null]]);
});

test('undo of a taking gives back where the last return had put it', () => {
  const { ana, ben } = drillAtelier();
  take(ana);
  giveBack(ana, idOf.place('yard'));
  withdraw(ana, take(ana, ben.member));
  expect(ana.tool(drill).custody).toMatchObject({ state: 'here', putAt: idOf.place('yard') });
});

test('undo twice: first the return, then the taking itself', () => {
  const { ana } = drillAtelier();
  const taken = take(ana);
  withdraw(ana, giveBack(ana));
  withdraw(ana, taken);
  expect(held(ana)).toEqual(['here']);
  expect(ana.tool(drill).uses).toEqual([]);
});

test('an undo can itself be taken back', () => {
  const { ana } = drillAtelier();
  const undo = withdraw(ana, take(ana));
  withdraw(ana, undo);
  expect(held(ana)).toEqual(['out', ana.member]);
  expect(ana.tool(drill).uses).toHaveLength(1);
  expect(ana.tool(drill).story.map(({ withdrawn }) => withdrawn)).toEqual([null, 'undo', null, null]);
});

test('"it was not me", said later, strikes out the use and leaves who has it now', () => {
  const { ana, ben, zoe } = drillAtelier();
  // At the tablet somebody wrote Ben for Ana. Zoé took it from there; then Ben sees it.
  const wrong = take(ana, ben.member);
  const passed = passOn(ana, zoe.member);
  ana.meets(ben);
  withdraw(ben, wrong, 'not-me');
  expect(held(ben)).toEqual(['out', zoe.member]);
  expect(ben.tool(drill).uses.map(({ by }) => by)).toEqual([zoe.member]);
  const told = ben.tool(drill).story.map(({ fact, withdrawn }) => [fact.id, withdrawn]);
  expect(told).toContainEqual([wrong.id, 'not-me']);
  expect(told).toContainEqual([passed.id, null]);
});

test('"it was not me" about a hand-over between two uses leaves no use open', () => {
  const { ana, ben } = drillAtelier();
  take(ana);
  const wrong = passOn(ana, ben.member);
  const back = giveBack(ana);
  ana.meets(ben);
  withdraw(ben, wrong, 'not-me');
  expect(ben.tool(drill).uses.map(({ by, ended }) => [by, ended])).toEqual([
    [ana.member, { at: back.at, how: 'returned', id: back.id, minutes: 0 }],
  ]);
});

test('one side of a contest taken back on top of both ends it, and brings nobody else back into it', () => {
  const { ana, ben, zoe } = drillAtelier();
  take(zoe);
  zoe.meets(ana, ben);
  const anas = passOn(ana, ana.member);
  passOn(ben, ben.member);
  ana.meets(ben, zoe);
  expect(held(zoe)).toEqual(['contested', ...names(ana, ben)]);
  withdraw(ana, anas);
  // Zoé's claim stands again below Ana's, but Ben's was written on top of it.
  expect(held(ana)).toEqual(['out', ben.member]);
});

test('one side of a contest taken back before the two met ends it as well', () => {
  const { ana, ben, zoe } = drillAtelier();
  take(zoe);
  zoe.meets(ana, ben);
  const anas = passOn(ana, ana.member);
  passOn(ben, ben.member);
  withdraw(ana, anas);
  ana.meets(ben);
  expect(held(ana)).toEqual(['out', ben.member]);
});

test('a return taken back, and a taking that rested on it, are a contest', () => {
  const { ana, ben } = drillAtelier();
  take(ana);
  const back = giveBack(ana);
  ana.meets(ben);
  // "No, I still have it", says Ana on her way home; Ben, who saw the return only, takes the drill.
  withdraw(ana, back);
  take(ben);
  ana.meets(ben);
  expect(held(ana)).toEqual(['contested', ...names(ana, ben)]);
  passOn(ana, ana.member);
  expect(held(ana)).toEqual(['out', ana.member]);
});

test('two undo the same return apart, and one passes it on: no contest', () => {
  const { ana, ben, zoe } = drillAtelier();
  take(ana);
  const back = giveBack(ana);
  ana.meets(ben);
  withdraw(ana, back);
  withdraw(ben, back);
  passOn(ana, zoe.member);
  ana.meets(ben, zoe);
  expect(held(ben)).toEqual(['out', zoe.member]);
});

test('a withdrawal touches custody facts only', () => {
  const { ana, added } = drillAtelier();
  const undo = decideWithdraw(ana.tool(drill), refOf(added), 'undo', ana.member, decision(ana));
  expect(undo).toMatchObject({ ok: false, refusal: { kind: 'nothing-to-undo' } });
  ana.write({
    kind: 'withdrawn',
    streams: [toolStream(drill)],
    body: { fact: { log: added.log, seq: added.seq, id: added.id }, why: 'undo' },
  });
  expect(ana.tool(drill)).toMatchObject({ exists: true, name: 'Drill' });
  expect(ana.tool(drill).story.every(({ withdrawn }) => withdrawn === null)).toBe(true);
});

test('clocks in 1970 and 2099 do not decide who has it, nor pull the story apart', () => {
  const { ana, ben } = drillAtelier();
  take(ana);
  ana.meets(ben);
  ben.setClock(0);
  giveBack(ben);
  take(ben);
  ben.meets(ana);
  expect(held(ana)).toEqual(['out', ben.member]);
  expect(ana.tool(drill).story.map(({ fact }) => fact.kind)).toEqual(['taken', 'returned', 'taken', 'toolAdded']);
  ben.setClock(Date.UTC(2099, 0, 1));
  giveBack(ben);
  ben.meets(ana);
  take(ana);
  expect(held(ana)).toEqual(['out', ana.member]);
  expect(ana.tool(drill).story[0]?.fact.log).toBe(ana.log);
  // A name said on a phone of 2099 yields to one said on top of it today.
  rename(ben, 'Of the future');
  ben.meets(ana);
  rename(ana, 'Of today');
  expect(ana.tool(drill).name).toBe('Of today');
});

test('retired by a steward only; out and retired, it can still be returned', () => {
  const { ana, ben } = drillAtelier();
  ben.act(decideRetire(ben.tool(drill), { reason: 'lost' }, { now: ben.now(), isSteward: true }));
  ben.meets(ana);
  expect(ana.tool(drill).retired).toBeNull();
  take(ana);
  ana.act(decideRetire(ana.tool(drill), { reason: 'broken', words: 'gears' }, { now: ana.now(), isSteward: true }));
  expect(ana.tool(drill).retired).toMatchObject({ reason: 'broken', words: 'gears' });
  giveBack(ana);
  expect(held(ana)).toEqual(['here']);
  ana.act(decideRestore(ana.tool(drill), { now: ana.now(), isSteward: true }));
  expect(ana.tool(drill).retired).toBeNull();
});

test('facts beyond a cut count nowhere, and an honest fact written on one covers what is below it', () => {
  const { atelier, ana, ben, zoe } = drillAtelier();
  const anas = take(ana);
  ana.meets(ben, zoe);
  // Ben's phone is lost. The finder returns the drill; Zoé sees that and takes it; then the phone is revoked.
  const before = ben.now();
  giveBack(ben);
  ben.meets(zoe);
  const zoes = take(zoe);
  zoe.meets(ana);
  atelier.cut(ben, -1);
  expect(held(ana)).toEqual(['out', zoe.member]);
  expect(ana.tool(drill).story.map(({ fact }) => fact.log)).not.toContain(ben.log);
  expect(ana.tool(drill).uses.map(({ ref, ended }) => [ref.id, ended?.how])).toEqual([
    [zoes.id, undefined],
    [anas.id, 'taken-over'],
  ]);
  // What the finder writes on top of Zoé's covers nothing.
  ben.meets(zoe);
  expect(before).toBeLessThan(ben.now());
  giveBack(ben);
  ben.meets(ana);
  expect(held(ana)).toEqual(['out', zoe.member]);
});

test('a false reference is ignored: the place it names is stored with another id', () => {
  const { ana, ben } = drillAtelier();
  take(ana);
  const falseRef = { log: ana.log, seq: 0, id: idOf.fact('nobody wrote') };
  ben.write({
    kind: 'taken',
    streams: [toolStream(drill)],
    after: [falseRef],
    person: { streams: [], body: { by: ben.member } },
  });
  ben.meets(ana);
  expect(ana.tool(drill).custody).toMatchObject({ state: 'contested', arriving: false });
});

test('news still arriving: no contest is shown until it came, then it vanishes', () => {
  const { ana, ben, zoe } = drillAtelier();
  const anas = take(ana);
  ana.meets(ben);
  const back = giveBack(ben);
  ben.meets(zoe);
  const zoes = take(zoe);
  // A fourth phone hears of Ana's and Zoé's acts; Ben's is still on its way.
  const known = [...zoe.seen.values()].filter(({ id }) => id !== back.id);
  const late = { ...zoe.context(), heightOf: (log: Fact['log']) => (log === ben.log ? 0 : 10) };
  const settled = settleFor(known, late);
  expect(settled.custody).toMatchObject({ state: 'out', arriving: true });
  expect(settled.custody.claims.map(({ ref }) => ref.id).toSorted()).toEqual([anas.id, zoes.id].toSorted());
  expect(settled.awaits.map(({ id }) => id)).toEqual([back.id]);
  expect(held(zoe)).toEqual(['out', zoe.member]);
});

test('news still arriving: a contest that is one stands when it came', () => {
  const { ana, ben, zoe } = drillAtelier();
  take(ana);
  const early = giveBack(ben);
  ben.meets(zoe);
  take(zoe);
  const withoutBen = [...zoe.seen.values(), ...ana.seen.values()].filter(({ id }) => id !== early.id);
  const late = { ...zoe.context(), heightOf: (log: Fact['log']) => (log === ben.log ? 0 : 10) };
  expect(settleFor(withoutBen, late).custody).toMatchObject({ state: 'out', arriving: true });
  zoe.meets(ana);
  expect(held(zoe)).toEqual(['contested', ...names(ana, zoe)]);
});

test('a reference to nowhere does not hide the contests that come after it', () => {
  const { ana, ben, zoe } = drillAtelier();
  // A liar names a fact of a log that nobody will ever meet.
  const nowhere = { log: idOf.log('nobody'), seq: 7, id: idOf.fact('nowhere') };
  zoe.write({ kind: 'returned', streams: [toolStream(drill)], after: [nowhere] });
  zoe.meets(ana, ben);
  take(ana);
  take(ben);
  ana.meets(ben);
  expect(held(ana)).toEqual(['contested', ...names(ana, ben)]);
});

test('a kind of a later version is covered through, and what is written next is written on it', () => {
  const { ana, ben } = drillAtelier();
  const taken = take(ana);
  // Ana's phone was updated: it extends the loan, and returns on top of that.
  const extended = ana.write({
    kind: 'extended',
    streams: [toolStream(drill)],
    after: [taken],
    body: { until: '2026-02-01' },
  });
  ana.meets(ben);
  expect(held(ben)).toEqual(['out', ana.member]);
  expect(ben.tool(drill).custody.heads).toEqual([refOf(extended)]);
  const back = giveBack(ben);
  expect(back.after).toEqual([refOf(extended)]);
  expect(held(ben)).toEqual(['here']);
  expect(ben.tool(drill).uses[0]?.ended?.how).toBe('returned');
});

test('what a later version wrote on another concern of the tool is here: no height of a log need be known for it', () => {
  const { ana, ben, added } = drillAtelier();
  take(ben);
  const taken = take(ana);
  ana.write({ kind: 'sharpened', streams: [toolStream(drill)], after: [added, taken] });
  ana.meets(ben);
  expect(held(ana)).toEqual(['contested', ...names(ana, ben)]);
  // As the door settles a tool when others' facts come: asked of logs only where a fact is not in the stream.
  const settled = settleTool(drill, ana.about(toolStream(drill)), { ...ana.context(), heightOf: () => 0 });
  expect(settled.custody.state).toBe('contested');
  expect(settled.awaits).toEqual([]);
});

test('unknown kinds with nothing below them change nothing', () => {
  const { ana } = drillAtelier();
  take(ana);
  const before = ana.tool(drill);
  ana.write({ kind: 'dreamtOf', streams: [toolStream(drill)], body: { anything: [1, { deep: true }] } });
  expect(ana.tool(drill)).toEqual(before);
});

test('a sealed kind in clear and a clear kind sealed count nowhere', () => {
  const { ana } = drillAtelier();
  const before = ana.tool(drill);
  ana.write({
    kind: 'taken',
    streams: [toolStream(drill)],
    person: { streams: [], body: { by: ana.member } },
    clear: true,
  });
  ana.write({ kind: 'erased', streams: [toolStream(drill)], body: { member: ana.member }, clear: false });
  expect(ana.tool(drill)).toEqual(before);
});

test('a fact says something of its subject only', () => {
  const { ana } = drillAtelier();
  const saw = idOf.tool('saw');
  ana.act(decideAddTool(saw, { name: 'Saw' }, { now: ana.now() }));
  const both = [toolStream(saw), toolStream(drill)];
  ana.write({ kind: 'toolDescribed', streams: both, body: { name: 'Mixed up' } });
  ana.write({ kind: 'taken', streams: both, person: { streams: [], body: { by: ana.member } } });
  expect(ana.tool(drill)).toMatchObject({ name: 'Drill', custody: { state: 'here' } });
  expect(ana.tool(saw)).toMatchObject({ name: 'Mixed up', custody: { state: 'out' } });
});

test('person parts that are gone or not here yet change the name shown and nothing else', () => {
  const { ana, ben } = drillAtelier();
  const taken = take(ana);
  for (const person of ['forgotten', 'to-come'] as const) {
    ben.hears(...ana.seen.values());
    ben.hears({ ...taken, person });
    const { custody } = ben.tool(drill);
    expect(custody.state).toBe('out');
    expect(custody.claims[0]).toMatchObject({ by: person, at: taken.at });
  }
  expect(passOn(ben, ben.member).person).toEqual({ streams: expect.anything(), body: { to: ben.member } });
});

test('a thousand takings beside each other can still be returned', () => {
  const { ana, ben } = drillAtelier();
  for (let n = 0; n < 1000; n += 1)
    ben.write({ kind: 'taken', streams: [toolStream(drill)], person: { streams: [], body: { by: ben.member } } });
  ben.meets(ana);
  expect(ana.tool(drill).custody.state).toBe('contested');
  for (let n = 0; n < 11; n += 1) expect(giveBack(ana).after.length).toBeLessThanOrEqual(100);
  expect(held(ana)).toEqual(['here']);
});

test('times are told as the writer claims them', () => {
  const { ana } = drillAtelier();
  const taken = take(ana);
  expect(taken.at).toBeGreaterThan(firstMorning);
  expect(taken.at).toBeLessThan(firstMorning + day);
  expect(ana.tool(drill).custody.at).toBe(taken.at);
});

function settleFor(facts: readonly Fact[], context: Parameters<typeof settleTool>[2]) {
  return settleTool(
    drill,
    facts.filter(({ streams }) => streams.includes(toolStream(drill))),
    context,
  );
}
