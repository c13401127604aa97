import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideCloseFault, decideNoteRepair, decideReportFault, decideWithdrawCare } from '#domain/decide/care.ts';
import { decideHandOver, decideReturn, decideTake, decideWithdraw } from '#domain/decide/custody.ts';
import {
  decideAddNode,
  decideAddTool,
  decideBindLabel,
  decideClaimCode,
  decideDescribeNode,
  decideDescribeTool,
  decideReleaseCode,
  decideRetire,
  decideUnbindLabel,
  decideWriteProfile,
} from '#domain/decide/describe.ts';
import {
  type DutyAt,
  decideDescribeDuty,
  decideDoDuty,
  decideEndDuty,
  decideGiveBackDuty,
  decidePlanDuty,
  decideTakeOnDuty,
  decideUndoDuty,
} from '#domain/decide/duty.ts';
import type { Draft, Fact } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import type { FactId, LabelId, LogId, ToolId } from '#domain/ids.ts';
import { codeStream, dutyStream, labelStream, memberStream, placeStream, toolStream } from '#domain/ids.ts';
import { kindByName } from '#domain/kinds/allKinds.ts';
import { howBads } from '#domain/kinds/care.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Result } from '#domain/result.ts';
import { settleCode, settleLabel } from '#domain/settle/code.ts';
import type { SettleContext } from '#domain/settle/context.ts';
import { settleDuty } from '#domain/settle/duty.ts';
import { below } from '#domain/settle/heads.ts';
import { settleProfile } from '#domain/settle/member.ts';
import type { Membership } from '#domain/settle/membership.ts';
import { settleTool } from '#domain/settle/tool.ts';
import { settleCategory, settlePlace } from '#domain/settle/tree.ts';
import { settleWorkshop } from '#domain/settle/workshop.ts';
import { contextOf, createAtelier, firstMorning, idOf, type Phone } from '#tests/support/facts.ts';

const tools = [idOf.tool('drill'), idOf.tool('saw')] as const;
/** Two on tools, one on the workshop, each by another measure. */
const duties: readonly DutyAt[] = [
  { duty: idOf.duty('oil'), tool: tools[0] },
  { duty: idOf.duty('belt'), tool: tools[1] },
  { duty: idOf.duty('bin'), tool: null },
];
const rhythms = ['uses', 'hours', 'weeks'] as const;
const label = '7K3QX9D2' as LabelId;
const code = { format: 'EAN13', text: '4006381333931' };
const place = idOf.place('bench');
const shelf = idOf.place('shelf');
const tool = (n: number) => tools[n % tools.length] as (typeof tools)[number];

/** One thing somebody does, or two who meet. Steps are data, so that failures shrink. */
const step = fc.record({
  who: fc.nat(3),
  what: fc.constantFrom(
    'take',
    'take',
    'return',
    'return',
    'passOn',
    'haveNow',
    'withdraw',
    'withdraw',
    'rename',
    'retire',
    'bind',
    'unbind',
    'claim',
    'release',
    'report',
    'note',
    'close',
    'undoCare',
    'profile',
    'place',
    'later',
    'doDuty',
    'doDuty',
    'takeOnDuty',
    'giveBackDuty',
    'undoDuty',
    'endDuty',
    'describeDuty',
    'meet',
    'meet',
    'meet',
    'clock',
  ),
  n: fc.nat(20),
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
const steps = fc.array(step, { minLength: 1, maxLength: 40, size: 'max' });
/** Only who has it, and meetings: contests are dense here. */
const custodySteps = fc.array(
  step.filter(({ what }) => ['take', 'return', 'passOn', 'haveNow', 'withdraw', 'later', 'meet'].includes(what)),
  { minLength: 3, maxLength: 30, size: 'max' },
);

/** Four people who begin with two tools all know. Everything is decided on what the own phone knows, refusals pass. */
function play(acts: readonly Step[]) {
  const atelier = createAtelier();
  const phones = ['Ana', 'Ben', 'Zoé', 'Noé'].map((name, at) => atelier.phone(name, at === 0 ? 'steward' : 'member'));
  const ana = phones[0] as Phone;
  for (const id of tools) ana.act(decideAddTool(id, { name: 'Tool' }, { now: ana.now() }));
  for (const id of [place, shelf]) ana.act(decideAddNode('place', id, { name: 'Place' }, { now: ana.now() }));
  for (const [n, at] of duties.entries()) {
    const on = { tool: at.tool === null ? null : ana.tool(at.tool), place: null };
    const every = { unit: rhythms[n] ?? 'days', n: 2 } as const;
    const words = {
      name: 'Care',
      every,
      steps: ['One', 'Two'],
      starts: '2026-01-05',
      stopsLending: n === 0,
      skill: null,
    };
    ana.act(decidePlanDuty(at.duty, on, words, { now: ana.now() }));
  }
  ana.meets(...phones);
  for (const act of acts) perform(act, phones);
  return { atelier, phones, everything: [...new Map(phones.flatMap(({ seen }) => [...seen])).values()] };
}

function perform({ who, what, n }: Step, phones: readonly Phone[]): void {
  const phone = phones[who] as Phone;
  const other = phones[n % phones.length] as Phone;
  const subject = phone.tool(tool(n));
  const [now, decision] = [phone.now(), { now: phone.now(), today: '2026-01-01' }];
  const [saying, fault] = [{ by: phone.member, now }, subject.faults[n % 2]?.ref];
  const dutyAt = duties[n % duties.length] as DutyAt;
  const duty = phone.duty(dutyAt);
  const dutyTool = dutyAt.tool === null ? null : phone.tool(dutyAt.tool);
  const attempt = (decided: Result<Draft, Refusal>): void => {
    if (decided.ok) phone.act(decided);
  };
  switch (what) {
    case 'take':
      return attempt(decideTake(subject, phone.member, {}, decision));
    case 'return':
      return attempt(
        decideReturn(subject, { by: phone.member, minutes: 30 * n, ...(n > 10 ? { place } : {}) }, decision),
      );
    case 'passOn':
      return attempt(decideHandOver(subject, other.member, {}, decision));
    case 'haveNow':
      return attempt(decideHandOver(subject, phone.member, {}, decision));
    case 'withdraw': {
      const line = subject.story[n % 5];
      return (
        line && attempt(decideWithdraw(subject, refOf(line.fact), n % 2 ? 'undo' : 'not-me', phone.member, decision))
      );
    }
    case 'rename':
      return attempt(decideDescribeTool(subject, n % 3 ? { name: `Name ${n}` } : { about: `About ${n}` }, now));
    case 'retire':
      return attempt(decideRetire(subject, { reason: 'worn' }, { now, isSteward: true }));
    case 'bind':
      return attempt(decideBindLabel(subject, label, phone.label(label), { now, moving: true }));
    case 'unbind':
      return attempt(decideUnbindLabel(subject, label, phone.label(label), now));
    case 'claim':
      return attempt(decideClaimCode(subject, code, { now }));
    case 'release':
      return attempt(decideReleaseCode(subject, code, now));
    case 'report':
      return attempt(decideReportFault(subject, { bad: howBads[n % 3] ?? 'care', what: 'broken' }, saying));
    case 'note':
      return fault && attempt(decideNoteRepair(subject, fault, { stage: 'in-hand', inHandOf: other.member }, saying));
    case 'close':
      return fault && attempt(decideCloseFault(subject, fault, { how: 'released' }, saying));
    case 'undoCare': {
      const line = subject.story[n % 5];
      return line && attempt(decideWithdrawCare(subject, refOf(line.fact), phone.log, saying));
    }
    case 'profile':
      return attempt(
        decideWriteProfile(other.member, { name: `Somebody ${n}` }, phone.profile(other.member).heads, { now }),
      );
    case 'place':
      return attempt(
        decideDescribeNode('place', phone.place(place), n % 2 ? { parent: shelf } : { name: `P ${n}` }, {
          now,
          isBelow: false,
        }),
      );
    case 'later':
      phone.write({ kind: 'extended', streams: [toolStream(subject.id)], after: subject.custody.heads, body: { n } });
      return;
    case 'doDuty':
      return attempt(
        decideDoDuty(
          duty,
          dutyTool,
          { me: phone.member, by: n % 3 ? phone.member : other.member, skipped: [] },
          decision,
        ),
      );
    case 'takeOnDuty':
      return attempt(decideTakeOnDuty(duty, { me: phone.member, by: n % 3 ? phone.member : other.member }, decision));
    case 'giveBackDuty':
      return attempt(decideGiveBackDuty(duty, decision));
    case 'undoDuty': {
      const done = duty.dones[n % 3];
      return done && attempt(decideUndoDuty(duty, done.ref, decision));
    }
    case 'endDuty':
      return attempt(decideEndDuty(duty, n % 2 === 0, decision));
    case 'describeDuty':
      return attempt(decideDescribeDuty(duty, n % 2 ? { name: `Care ${n}` } : { steps: [] }, decision));
    case 'meet':
      return phone.meets(other);
    case 'clock':
      return phone.setClock(n % 3 === 0 ? 0 : n % 3 === 1 ? Date.UTC(2099, 0, 1) : firstMorning);
  }
}

/** All that is concluded from these facts, whatever stream. */
function conclusions(facts: readonly Fact[], context: SettleContext) {
  const about = (stream: string) => facts.filter(({ streams }) => (streams as readonly string[]).includes(stream));
  const people = [...context.membership.members.keys()];
  return {
    tools: tools.map((id) => settleTool(id, about(toolStream(id)), context)),
    label: settleLabel(about(labelStream(label)), context),
    code: settleCode(about(codeStream(code.format, code.text)), context),
    places: [place, shelf].map((id) => settlePlace(id, about(placeStream(id)), context)),
    duties: duties.map(({ duty }) => settleDuty(duty, about(dutyStream(duty)), context)),
    people: people.map((id) => settleProfile(id, about(memberStream(id)), context)),
  };
}

test('any order of the facts, and any of them twice, concludes the same', () => {
  fc.assert(
    fc.property(steps, fc.infiniteStream(fc.nat(1000)), (acts, dice) => {
      const { atelier, everything } = play(acts);
      const context = contextOf(atelier.membership(), everything);
      const roll = () => dice.next().value as number;
      const shuffled = [...everything, ...everything.filter(() => roll() % 3 === 0)]
        .map((fact) => ({ fact, at: roll() }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ fact }) => fact);
      expect(conclusions(shuffled, context)).toEqual(conclusions(everything, context));
    }),
    { numRuns: 150 },
  );
});

test('facts that come in slices, each log in its order, end as if they had come at once', () => {
  fc.assert(
    fc.property(steps, fc.infiniteStream(fc.nat(1000)), (acts, dice) => {
      const { atelier, phones, everything } = play(acts);
      const stranger = atelier.phone('Stranger');
      const waiting = phones.map(({ log }) => everything.filter((fact) => fact.log === log));
      while (waiting.some((log) => log.length > 0)) {
        const log = waiting[(dice.next().value as number) % waiting.length] as Fact[];
        stranger.hears(...log.splice(0, 1 + ((dice.next().value as number) % 5)));
        conclusions([...stranger.seen.values()], stranger.context());
      }
      const context = contextOf(atelier.membership(), everything);
      expect(conclusions([...stranger.seen.values()], stranger.context())).toEqual(conclusions(everything, context));
    }),
    { numRuns: 60 },
  );
});

test('after all have met, all agree', () => {
  fc.assert(
    fc.property(steps, (acts) => {
      const { phones } = play(acts);
      const [first, ...rest] = phones as [Phone, ...Phone[]];
      first.meets(...rest);
      const all = phones.map((phone) => conclusions([...phone.seen.values()], phone.context()));
      for (const each of all) expect(each).toEqual(all[0]);
    }),
    { numRuns: 60 },
  );
});

/*
 * The law of contests. A phone has some facts, each log up to some height, and shows a contest between two claims. Then
 * whoever has these facts about the tool, and all that their writers knew when they wrote them, sees these two contested
 * as well: a contest ends by what somebody wrote beside or on top of it, never by what had come before it and was late.
 */
test('no contest is shown that vanishes because news were still on their way', () => {
  let shown = 0;
  fc.assert(
    fc.property(custodySteps, fc.array(fc.nat(100), { minLength: 4, maxLength: 4 }), (acts, parts) => {
      const { atelier, phones, everything } = play(acts);
      const heights = new Map(
        phones.map(({ log }, at): [LogId, number] => {
          const length = everything.filter((fact) => fact.log === log).length;
          return [log, Math.round((length * (parts[at] ?? 0)) / 100)];
        }),
      );
      const here = everything.filter(({ log, seq }) => seq < (heights.get(log) ?? 0));
      for (const id of tools) {
        const now = settleOf(id, here, atelier.membership()).custody;
        if (now.state !== 'contested') continue;
        shown += 1;
        const whole = withAllBelow(aboutTool(id, here), everything);
        const later = settleOf(id, whole, atelier.membership()).custody;
        const claims = (custody: typeof now) => custody.claims.map(({ ref }) => ref.id);
        expect(later.state).toBe('contested');
        expect(claims(later)).toEqual(expect.arrayContaining(claims(now)));
      }
    }),
    { numRuns: 600 },
  );
  expect(shown).toBeGreaterThan(5);
});

test('with all news here, two claims are a contest and never "arriving"', () => {
  fc.assert(
    fc.property(custodySteps, (acts) => {
      const { atelier, everything } = play(acts);
      for (const id of tools) {
        const { custody, awaits } = settleOf(id, everything, atelier.membership());
        expect(custody.arriving).toBe(false);
        expect(custody.state).toBe(['here', 'out'][custody.claims.length] ?? 'contested');
        expect(awaits).toEqual([]);
      }
    }),
    { numRuns: 100 },
  );
});

test('a taking, hand-over or return on top of all there is ends every contest', () => {
  fc.assert(
    fc.property(custodySteps, fc.boolean(), (acts, isReturn) => {
      const { phones } = play(acts);
      const [first, ...rest] = phones as [Phone, ...Phone[]];
      first.meets(...rest);
      for (const id of tools) {
        const before = first.tool(id);
        const decision = { now: first.now(), today: '2026-01-01' };
        const decided = isReturn
          ? decideReturn(before, {}, decision)
          : decideHandOver(before, first.member, {}, decision);
        if (!decided.ok) continue;
        first.act(decided);
        expect(first.tool(id).custody).toMatchObject({ state: isReturn ? 'here' : 'out', arriving: false });
        expect(first.tool(id).custody.claims).toHaveLength(isReturn ? 0 : 1);
      }
    }),
    { numRuns: 60 },
  );
});

test('a return is never refused, whatever was done before', () => {
  fc.assert(
    fc.property(steps, (acts) => {
      const { phones } = play(acts);
      for (const phone of phones)
        for (const id of tools) expect(decideReturn(phone.tool(id), {}, { now: 0, today: '2026-01-01' }).ok).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('a use is open exactly while its claim stands', () => {
  fc.assert(
    fc.property(custodySteps, (acts) => {
      // A return taken back beside a taking that rested on it leaves both true: the use is told as ended there.
      const { phones } = play(acts.filter(({ what }) => what !== 'withdraw'));
      for (const phone of phones)
        for (const id of tools) {
          const { uses, custody } = phone.tool(id);
          const open = uses.filter(({ ended }) => ended === null).map(({ ref }) => ref.id);
          expect(open.toSorted()).toEqual(custody.claims.map(({ ref }) => ref.id).toSorted());
        }
    }),
    { numRuns: 60 },
  );
});

test('a label page and the pages of its tools say the same', () => {
  fc.assert(
    fc.property(steps, (acts) => {
      const { phones } = play(acts);
      for (const phone of phones) {
        const bound = tools.filter((id) => phone.tool(id).labels.includes(label));
        expect(phone.label(label).tools.toSorted()).toEqual(bound.toSorted());
        const claimed = tools.filter((id) => phone.tool(id).codes.length > 0);
        expect(phone.code(code.format, code.text).tools.toSorted()).toEqual(claimed.toSorted());
      }
    }),
    { numRuns: 80 },
  );
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '__proto__', 'constructor', 'toString', 'tool/'),
);
const anyValue = fc.jsonValue({ maxDepth: 3 });
const anyBody = fc.dictionary(
  fc.oneof(
    fc.constantFrom('name', 'label', 'fact', 'photo', 'batch', 'format', 'text', 'until', 'body', 'reason'),
    anyText,
  ),
  fc.oneof(anyValue, fc.constantFrom(label, place, { log: idOf.log('Ana'), seq: 0, id: idOf.fact('1 of Ana') })),
);
const anyFact = (known: readonly Fact[]) =>
  fc.record({
    log: fc.constantFrom(idOf.log('Ana'), idOf.log('Ben'), idOf.log('nobody')),
    seq: fc.nat(50),
    id: fc.nat(40).map((n) => idOf.fact(`garbage ${n}`)),
    kind: fc.oneof(fc.constantFrom(...kindByName.keys(), '__proto__', 'constructor', ''), anyText),
    streams: fc.array(
      fc.oneof(
        fc.constantFrom(toolStream(tools[0]), labelStream(label), placeStream(place), 'tool/' as never),
        anyText as never,
      ),
      { maxLength: 3 },
    ),
    after: fc.array(
      fc.oneof(
        fc.constantFrom(...known.map(refOf)),
        fc.record({
          log: fc.constantFrom(idOf.log('Ana'), idOf.log('x')),
          seq: fc.nat(9),
          id: fc.nat(40).map((n) => idOf.fact(`garbage ${n}`)),
        }),
      ),
      { maxLength: 4 },
    ),
    at: fc.option(fc.oneof(fc.nat(), fc.maxSafeNat())),
    body: anyBody,
    epoch: fc.constantFrom(null, 'anything'),
    person: fc.oneof(
      fc.constantFrom(null, 'forgotten', 'to-come'),
      fc.record({ streams: fc.constant([]), body: anyBody }),
    ),
  }) as fc.Arbitrary<unknown> as fc.Arbitrary<Fact>;

test('settling never throws, whatever the facts say, and garbage of strangers moves nothing', () => {
  const { atelier, everything } = play([
    { who: 0, what: 'take', n: 0 },
    { who: 1, what: 'meet', n: 0 },
    { who: 1, what: 'bind', n: 0 },
  ]);
  fc.assert(
    fc.property(fc.array(anyFact(everything), { maxLength: 12 }), (garbage) => {
      const context = contextOf(atelier.membership(), everything);
      const facts = [...everything, ...garbage];
      for (const id of tools) settleTool(id, facts, context);
      settleLabel(facts, context);
      settleCode(facts, context);
      settlePlace(place, facts, context);
      settleCategory(idOf.category('any'), facts, context);
      settleProfile(idOf.member('Ana'), facts, context);
      settleWorkshop(facts, context);
      const strangers = garbage.map((fact) => ({ ...fact, log: idOf.log('nobody') }));
      const alone = settleTool(tools[0], everything, context);
      const among = settleTool(tools[0], [...everything, ...strangers], context);
      expect({ ...among, awaits: [] }).toEqual(alone);
    }),
    { numRuns: 1500 },
  );
});

test('five thousand facts of one tool are settled, deep or wide', () => {
  const atelier = createAtelier();
  const ana = atelier.phone('Ana', 'steward');
  const added = ana.act(decideAddTool(tools[0], { name: 'Tool' }, { now: ana.now() }));
  const streams = [toolStream(tools[0])];
  const kinds = ['taken', 'returned', 'toolDescribed', 'withdrawn'] as const;
  const heads = new Map<string, Fact>([['toolDescribed', added]]);
  for (let n = 0; n < 5000; n += 1) {
    const kind = kinds[n % 4] as (typeof kinds)[number];
    const concern = kind === 'toolDescribed' ? kind : 'custody';
    const below = heads.get(concern);
    const body =
      kind === 'toolDescribed'
        ? { name: `N ${n}` }
        : kind === 'withdrawn' && below
          ? { fact: { ...refOf(below) }, why: 'undo' }
          : {};
    heads.set(
      concern,
      ana.write({
        kind,
        streams,
        after: below ? [below] : [],
        body,
        person: { streams: [], body: { by: ana.member } },
      }),
    );
  }
  expect(countReads(ana)).toBeLessThan(10 * 5000);
  for (let n = 0; n < 2000; n += 1)
    ana.write({ kind: 'taken', streams, person: { streams: [], body: { by: ana.member } } });
  expect(ana.tool(tools[0]).custody.claims.length).toBeGreaterThan(1999);
});

/** How often settling looks at what a fact was written on: the measure of its work that no clock disturbs. */
function countReads(phone: Phone): number {
  let reads = 0;
  const watched = phone.about(toolStream(tools[0])).map((fact) => {
    const { after, ...rest } = fact;
    return Object.defineProperty({ ...rest } as Fact, 'after', {
      enumerable: true,
      get: () => {
        reads += 1;
        return after;
      },
    });
  });
  settleTool(tools[0], watched, phone.context());
  return reads;
}

const aboutTool = (id: ToolId, facts: readonly Fact[]) =>
  facts.filter(({ streams }) => streams.includes(toolStream(id)));
const settleOf = (id: ToolId, facts: readonly Fact[], membership: Membership) =>
  settleTool(id, aboutTool(id, facts), contextOf(membership, facts));

/** These facts and all they were written on, directly or through others. */
function withAllBelow(here: readonly Fact[], everything: readonly Fact[]): readonly Fact[] {
  const byId = new Map<FactId, Fact>(everything.map((fact) => [fact.id, fact]));
  return below(here, (id) => byId.get(id));
}
