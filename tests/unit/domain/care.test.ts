import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { decideCloseFault, decideNoteRepair, decideReportFault, decideWithdrawCare } from '#domain/decide/care.ts';
import { decideHandOver, decideReturn, decideTake } from '#domain/decide/custody.ts';
import { decideAddTool, decideRetire } from '#domain/decide/describe.ts';
import type { Draft, Fact } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import type { FactId } from '#domain/ids.ts';
import { toolStream } from '#domain/ids.ts';
import { faultReported, howBads, repairStages } from '#domain/kinds/care.ts';
import { kindByName } from '#domain/kinds/allKinds.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Result } from '#domain/result.ts';
import { toolRow } from '#domain/rows.ts';
import { bounds } from '#domain/schema.ts';
import { below } from '#domain/settle/heads.ts';
import { contextOf, createAtelier, idOf, type Phone, photoOf } from '#tests/support/facts.ts';
import { settleTool } from '#domain/settle/tool.ts';

const drill = idOf.tool('drill');
const today = { now: Date.UTC(2026, 0, 5, 12), today: '2026-01-05' };
const refusalOf = (decided: Result<Draft, Refusal>) => (decided.ok ? null : decided.refusal);
const saying = (phone: Phone) => ({ by: phone.member, now: phone.now() });

function atelierWithDrill() {
  const atelier = createAtelier();
  const [ana, ben, zoe] = [atelier.phone('Ana', 'steward'), atelier.phone('Ben'), atelier.phone('Zoé')];
  ana.act(decideAddTool(drill, { name: 'Drill', contents: [{ name: 'Key' }] }, { now: ana.now() }));
  ana.meets(ben, zoe);
  return { atelier, ana, ben, zoe };
}

const report = (phone: Phone, bad: (typeof howBads)[number] = 'unsafe', words?: string): Fact =>
  phone.act(decideReportFault(phone.tool(drill), { bad, what: 'broken', words }, saying(phone)));
const note = (phone: Phone, fault: Fact, words: Parameters<typeof decideNoteRepair>[2]): Fact =>
  phone.act(decideNoteRepair(phone.tool(drill), refOf(fault), words, saying(phone)));
const release = (phone: Phone, fault: Fact): Fact =>
  phone.act(decideCloseFault(phone.tool(drill), refOf(fault), { how: 'released' }, saying(phone)));
const undo = (phone: Phone, fact: Fact) => decideWithdrawCare(phone.tool(drill), refOf(fact), phone.log, saying(phone));
const take = (phone: Phone) => decideTake(phone.tool(drill), phone.member, {}, today);

test('reported as not safe it is not lent, by nobody who knows; it goes from hand to hand and comes back; released it is lent', () => {
  const { ana, ben } = atelierWithDrill();
  ben.act(take(ben));
  const fault = report(ana, 'unsafe', 'the cable is bare');
  ben.meets(ana);
  expect(refusalOf(decideHandOver(ana.tool(drill), ana.member, {}, today))).toBeNull();
  ben.act(decideReturn(ben.tool(drill), { by: ben.member }, today));
  expect(refusalOf(take(ben))).toEqual({ kind: 'tool-unsafe', by: ana.member, at: fault.at });
  note(ben, fault, { stage: 'in-hand', inHandOf: ben.member, parts: 'a cable', words: 'on Saturday' });
  expect(ben.tool(drill).faults).toMatchObject([
    {
      bad: 'unsafe',
      words: 'the cable is bare',
      stage: 'in-hand',
      inHandOf: [ben.member],
      notes: [{ parts: 'a cable' }],
    },
  ]);
  release(ben, fault);
  expect(ben.tool(drill).faults).toEqual([]);
  expect(refusalOf(take(ben))).toBeNull();
});

test('a fault to be careful with, or none to speak of, refuses nobody', () => {
  for (const bad of ['usable', 'care'] as const) {
    const { ana } = atelierWithDrill();
    report(ana, bad);
    expect(refusalOf(take(ana))).toBeNull();
  }
});

test('one releases it while another, apart, says it is worse: it stays open, and not lent, until somebody knows of both', () => {
  const { ana, ben, zoe } = atelierWithDrill();
  const fault = report(ana, 'care');
  ana.meets(ben, zoe);
  release(ana, fault);
  note(ben, fault, { bad: 'unsafe', words: 'it sparks' });
  for (const phone of [ana, ben]) zoe.meets(phone);
  expect(zoe.tool(drill).faults).toMatchObject([{ bad: 'unsafe', notes: [{ words: 'it sparks' }] }]);
  expect(refusalOf(take(zoe))).toMatchObject({ kind: 'tool-unsafe' });
  release(zoe, fault);
  expect(zoe.tool(drill).faults).toEqual([]);
});

test('the same thing reported twice apart is two faults; closing one leaves the other', () => {
  const { ana, ben } = atelierWithDrill();
  const one = report(ana, 'unsafe');
  const other = report(ben, 'unsafe');
  ana.meets(ben);
  release(ana, one);
  expect(ana.tool(drill).faults.map(({ ref }) => ref.id)).toEqual([other.id]);
  expect(refusalOf(take(ana))).toMatchObject({ kind: 'tool-unsafe', by: ben.member });
});

test('who judged later and knew, lowers it; two who judged apart leave the worse; two who took it in hand apart are both named', () => {
  const { ana, ben, zoe } = atelierWithDrill();
  const fault = report(ana, 'unsafe');
  ana.meets(ben, zoe);
  note(ben, fault, { bad: 'usable', stage: 'in-hand', inHandOf: ben.member });
  expect(ben.tool(drill).faults).toMatchObject([{ bad: 'usable' }]);
  note(zoe, fault, { bad: 'care', stage: 'in-hand', inHandOf: zoe.member });
  ben.meets(zoe);
  expect(ben.tool(drill).faults).toMatchObject([{ bad: 'care', stage: 'in-hand' }]);
  expect(ben.tool(drill).faults[0]?.inHandOf.toSorted()).toEqual([ben.member, zoe.member].toSorted());
  note(ben, fault, { stage: 'parts-wanted', parts: 'a switch' });
  expect(ben.tool(drill).faults).toMatchObject([{ stage: 'parts-wanted', inHandOf: [], bad: 'care' }]);
});

test('undo: a report is as if it had not been written, a release leaves it open again, both struck through in the story', () => {
  const { ana, ben } = atelierWithDrill();
  const slip = report(ana);
  ana.act(undo(ana, slip));
  expect(ana.tool(drill).faults).toEqual([]);
  expect(ana.tool(drill).story.find(({ fact }) => fact.id === slip.id)?.withdrawn).toBe('undo');
  expect(refusalOf(undo(ana, slip))).toEqual({ kind: 'nothing-to-undo' });
  const fault = report(ana);
  const closing = release(ana, fault);
  ana.meets(ben);
  expect(refusalOf(undo(ben, closing))).toEqual({ kind: 'nothing-to-undo' });
  ana.act(undo(ana, closing));
  expect(ana.tool(drill).faults).toHaveLength(1);
});

test('a report taken back while another wrote about it apart is still heard', () => {
  const { ana, ben } = atelierWithDrill();
  const fault = report(ana, 'care');
  ana.meets(ben);
  ana.act(undo(ana, fault));
  note(ben, fault, { words: 'I saw it too' });
  ana.meets(ben);
  expect(ana.tool(drill).faults).toMatchObject([{ bad: 'care' }]);
});

test('nobody undoes what another wrote, whatever their phone says', () => {
  const { ana, ben } = atelierWithDrill();
  const fault = report(ana);
  ana.meets(ben);
  ben.write({
    kind: 'careWithdrawn',
    streams: [toolStream(drill)],
    after: ben.tool(drill).heads.get('care') ?? [],
    body: { fact: { ...refOf(fault) } },
  });
  expect(ben.tool(drill).faults).toHaveLength(1);
});

test('a word of a later version for how bad it is: not lent, for one cannot know', () => {
  const { ana } = atelierWithDrill();
  ana.write({ kind: 'faultReported', streams: [toolStream(drill)], body: { bad: 'explosive', what: 'haunted' } });
  expect(ana.tool(drill).faults).toMatchObject([{ bad: 'unsafe', what: 'broken' }]);
});

test('deciding: each refusal, and people in the person part alone', () => {
  const { ana } = atelierWithDrill();
  const nowhere = ana.tool(idOf.tool('never heard of'));
  const fault = refOf(report(ana));
  const tool = ana.tool(drill);
  const words = { bad: 'care', what: 'incomplete', missing: ['Key', ' '], words: 'x' } as const;
  expect(refusalOf(decideReportFault(nowhere, words, saying(ana)))).toEqual({ kind: 'tool-unknown' });
  expect(refusalOf(decideReportFault(tool, { ...words, words: 'x'.repeat(5000) }, saying(ana)))).toEqual({
    kind: 'text-too-long',
    field: 'words',
    max: bounds.note,
  });
  expect(refusalOf(decideNoteRepair(tool, fault, { words: ' ' }, saying(ana)))).toEqual({ kind: 'nothing-said' });
  const other = { ...fault, id: idOf.fact('never') };
  expect(refusalOf(decideNoteRepair(tool, other, { words: 'x' }, saying(ana)))).toEqual({ kind: 'fault-closed' });
  expect(refusalOf(decideCloseFault(tool, other, { how: 'mistake' }, saying(ana)))).toEqual({ kind: 'fault-closed' });
  const drafts = [
    decideReportFault(tool, { ...words, photo: photoOf('cable') }, saying(ana)),
    decideNoteRepair(tool, fault, { stage: 'in-hand', inHandOf: idOf.member('Ben'), parts: 'p' }, saying(ana)),
    decideCloseFault(tool, fault, { how: 'mistake', words: 'it was switched off' }, saying(ana)),
    decideWithdrawCare(tool, fault, ana.log, saying(ana)),
  ].flatMap((decided) => (decided.ok ? [decided.value] : []));
  expect(drafts).toHaveLength(4);
  expect(drafts[0]?.thing.body['missing']).toEqual(['Key']);
  for (const { thing, person } of drafts) {
    const kind = kindByName.get(thing.kind);
    expect(v.safeParse(kind?.body ?? v.never(), thing.body).issues ?? []).toEqual([]);
    expect(v.safeParse(kind?.person ?? v.never(), person?.body).issues ?? []).toEqual([]);
    for (const member of [ana.member, idOf.member('Ben')]) expect(JSON.stringify(thing)).not.toContain(member);
  }
});

test('a row says the worst of what is wrong, how much, and who has it in hand; retired it waits for nobody', () => {
  const { ana } = atelierWithDrill();
  expect(toolRow(ana.tool(drill), [])).not.toHaveProperty('fault');
  report(ana, 'usable', 'a scratch');
  const later = report(ana, 'unsafe', 'the cable');
  note(ana, later, { stage: 'in-hand', inHandOf: ana.member });
  expect(toolRow(ana.tool(drill), [])?.fault).toMatchObject({
    bad: 'unsafe',
    words: 'the cable',
    stage: 'in-hand',
    inHandOf: [ana.member],
    count: 2,
    order: expect.stringMatching(/^1 /),
  });
  ana.act(decideRetire(ana.tool(drill), { reason: 'worn' }, { now: today.now, isSteward: true }));
  expect(toolRow(ana.tool(drill), [])?.fault).toMatchObject({ bad: 'unsafe' });
  expect(toolRow(ana.tool(drill), [])?.fault).not.toHaveProperty('order');
});

const bodies = fc.dictionary(
  fc.constantFrom('bad', 'what', 'missing', 'words', 'photo', 'fault', 'stage', 'parts', 'how', 'fact', '__proto__'),
  fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom('unsafe', 'broken', { log: idOf.log('Ana'), seq: 0, id: idOf.fact('1 of Ana') }),
  ),
);

test('damaged bodies are read by no kind of care, or as what they are; they never throw', () => {
  const { ana } = atelierWithDrill();
  const broken = [
    { missing: 'Key' },
    { missing: [''] },
    { missing: Array.from({ length: bounds.contents + 1 }, () => 'Key') },
    { words: '' },
    { words: 'x'.repeat(bounds.note + 1) },
    { words: 7 },
    { photo: { full: 'blob' } },
  ];
  for (const body of broken) ana.write({ kind: 'faultReported', streams: [toolStream(drill)], body });
  const fault = refOf(report(ana, 'usable'));
  const said: readonly (readonly [string, object])[] = [
    ['repairNoted', { stage: 'open' }],
    ['repairNoted', { fault: { ...fault, seq: -1 }, bad: 'unsafe' }],
    ['repairNoted', { fault: { ...fault, id: 'short' }, bad: 'unsafe' }],
    ['faultClosed', { fault: fault.id }],
    ['careWithdrawn', { fact: null }],
    ['careWithdrawn', {}],
  ];
  for (const [kind, body] of said)
    ana.write({ kind, streams: [toolStream(drill)], after: [fault], body: body as Fact['body'] });
  expect(ana.tool(drill).faults).toMatchObject([{ bad: 'usable', stage: 'open', notes: [] }]);
  fc.assert(
    fc.property(
      fc.constantFrom('faultReported', 'repairNoted', 'faultClosed', 'careWithdrawn'),
      bodies,
      (kind, body) => {
        const stranger = { ...(ana.seen.values().next().value as Fact), id: idOf.fact('odd'), kind, body };
        settleTool(drill, [...ana.about(toolStream(drill)), stranger as Fact], ana.context());
      },
    ),
    { numRuns: 500 },
  );
});

const step = fc.record({
  who: fc.nat(3),
  what: fc.constantFrom('report', 'report', 'note', 'note', 'close', 'close', 'undo', 'later', 'meet', 'meet', 'meet'),
  n: fc.nat(11),
});

function play(steps: readonly { readonly who: number; readonly what: string; readonly n: number }[]) {
  const atelier = createAtelier();
  const phones = ['Ana', 'Ben', 'Zoé', 'Noé'].map((name) => atelier.phone(name));
  const ana = phones[0] as Phone;
  ana.act(decideAddTool(drill, { name: 'Drill' }, { now: ana.now() }));
  ana.meets(...phones);
  for (const { who, what, n } of steps) {
    const phone = phones[who] as Phone;
    const tool = phone.tool(drill);
    const fault = tool.faults[n % Math.max(1, tool.faults.length)]?.ref;
    const bad = howBads[n % 4];
    const attempt = (decided: Result<Draft, Refusal>): void => void (decided.ok && phone.act(decided));
    if (what === 'meet') phone.meets(phones[n % phones.length] as Phone);
    else if (what === 'report') attempt(decideReportFault(tool, { bad: bad ?? 'care', what: 'broken' }, saying(phone)));
    else if (what === 'undo') {
      const mine = tool.story.filter(({ fact }) => fact.log === phone.log)[n % 3]?.fact;
      if (mine !== undefined) attempt(decideWithdrawCare(tool, mine, phone.log, saying(phone)));
    } else if (fault === undefined) continue;
    else if (what === 'note')
      attempt(decideNoteRepair(tool, fault, { bad, stage: repairStages[n % 5], words: 'x' }, saying(phone)));
    else if (what === 'close') attempt(decideCloseFault(tool, fault, { how: 'released' }, saying(phone)));
    else phone.write({ kind: 'cleaned', streams: [toolStream(drill)], after: tool.heads.get('care') ?? [] });
  }
  const everything = [...new Map(phones.flatMap(({ seen }) => [...seen])).values()];
  return { atelier, phones, everything };
}
const stories = fc.array(step, { minLength: 3, maxLength: 30, size: 'max' });

test('any order of the facts, any of them twice, and any part of them first: the same faults', () => {
  fc.assert(
    fc.property(stories, fc.infiniteStream(fc.nat(1000)), (steps, dice) => {
      const { atelier, everything } = play(steps);
      const roll = () => dice.next().value as number;
      const context = contextOf(atelier.membership(), everything);
      const shuffled = [...everything, ...everything.filter(() => roll() % 3 === 0)]
        .map((fact) => ({ fact, at: roll() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ fact }) => fact);
      const whole = settleTool(drill, everything, context);
      expect(settleTool(drill, shuffled, context)).toEqual(whole);
      const stranger = atelier.phone('Stranger');
      for (const fact of shuffled) {
        stranger.hears(fact);
        if (roll() % 4 === 0) stranger.tool(drill);
      }
      expect(stranger.tool(drill).faults).toEqual(whole.faults);
    }),
    { numRuns: 200 },
  );
});

/*
 * The law of safety, said without the settling: whoever spoke of a fault and is below no release of it is heard, so it
 * stays open; and somebody who knows of all that was said can close it.
 */
test('a fault is open exactly while somebody spoke of it whom no release knew of', () => {
  let [apart, closed, takenBack] = [0, 0, 0];
  fc.assert(
    fc.property(stories, (steps) => {
      const { atelier, everything } = play(steps);
      const tool = settleTool(drill, everything, contextOf(atelier.membership(), everything));
      const byId = new Map<FactId, Fact>(everything.map((fact) => [fact.id, fact]));
      const undone = new Set(tool.story.flatMap(({ fact, withdrawn }) => (withdrawn === null ? [] : [fact.id])));
      const named = (fact: Fact, field: 'fault' | 'fact'): unknown =>
        (fact.body[field] as { readonly id?: FactId } | undefined)?.id;
      for (const { id } of everything.filter(({ kind }) => kind === faultReported.name)) {
        const speaking = everything.filter(
          (fact) =>
            fact.id === id || (named(fact, 'fault') === id && fact.kind === 'repairNoted' && !undone.has(fact.id)),
        );
        const closing = everything.filter(
          (fact) =>
            (named(fact, 'fault') === id && fact.kind === 'faultClosed' && !undone.has(fact.id)) ||
            named(fact, 'fact') === id,
        );
        const pastOf = (fact: Fact) => new Set(below([fact], (each) => byId.get(each)));
        const heard = speaking.filter(
          (fact) => ![...closing, ...speaking].some((other) => other !== fact && pastOf(other).has(fact)),
        );
        const isOpen = tool.faults.some(({ ref }) => ref.id === id);
        expect(isOpen).toBe(heard.length > 0);
        if (isOpen && closing.length > 0) apart += 1;
        if (!isOpen) closed += 1;
        if (undone.has(id)) takenBack += 1;
      }
    }),
    { numRuns: 300 },
  );
  expect(apart).toBeGreaterThan(5);
  expect(closed).toBeGreaterThan(20);
  expect(takenBack).toBeGreaterThan(5);
});

test('a flood of reports and closings costs no more than a long life does', () => {
  const { ana } = atelierWithDrill();
  const streams = [toolStream(drill)];
  const reports = Array.from({ length: 3000 }, () =>
    ana.write({ kind: 'faultReported', streams, body: { bad: 'care' } }),
  );
  let last = reports.slice(-1);
  for (const fault of reports.slice(0, 2000))
    last = [ana.write({ kind: 'faultClosed', streams, after: [...last, fault], body: { fault: { ...refOf(fault) } } })];
  const facts = ana.about(toolStream(drill));
  let reads = 0;
  const watched = facts.map(({ after, ...rest }) =>
    Object.defineProperty({ ...rest } as Fact, 'after', { enumerable: true, get: () => ((reads += 1), after) }),
  );
  expect(settleTool(drill, watched, ana.context()).faults).toHaveLength(1000);
  expect(reads).toBeLessThan(15 * facts.length);
});
