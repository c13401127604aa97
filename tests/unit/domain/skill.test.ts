import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decideAddSkill,
  decideDescribeSkill,
  decideLearn,
  decideNote,
  decideRetireSkill,
  decideTeach,
  decideWillShow,
  decideWithdrawInduction,
  groundOf,
} from '#domain/decide/skill.ts';
import { decideAddTool, decideDescribeTool } from '#domain/decide/describe.ts';
import { decideReturn, decideTake } from '#domain/decide/custody.ts';
import { type Fact, type FactRef, refOf } from '#domain/fact.ts';
import type { LogId, MemberId } from '#domain/ids.ts';
import { memberStream, skillStream, toolStream } from '#domain/ids.ts';
import { lapseOf, readUseKey, standingNow, useKey } from '#domain/lapse.ts';
import { skillRow, toolRow } from '#domain/rows.ts';
import { settleSkill } from '#domain/settle/skill.ts';
import { settleTool } from '#domain/settle/tool.ts';
import { type Phone, contextOf, createAtelier, idOf } from '#tests/support/facts.ts';

const lathe = idOf.skill('lathe');
const month = 30.4375 * 24 * 3600 * 1000;

/** Ana is the steward; the skill is known to all. */
function begin() {
  const atelier = createAtelier();
  const [ana, ben, zoe, noe] = ['Ana', 'Ben', 'Zoé', 'Noé'].map((name, at) =>
    atelier.phone(name, at === 0 ? 'steward' : 'member'),
  ) as [Phone, Phone, Phone, Phone];
  ana.act(decideAddSkill(lathe, { name: 'Tour à bois', safety: true }, { now: ana.now(), isSteward: true }));
  ana.meets(ben, zoe, noe);
  return { atelier, ana, ben, zoe, noe };
}
const skillOf = (phone: Phone) => settleSkill(lathe, phone.about(skillStream(lathe)), phone.context());
const at = (phone: Phone, isSteward = false) => ({ now: phone.now(), me: phone.member, isSteward });
const holdersOf = (phone: Phone) => skillOf(phone).holders.map(({ member }) => member);

function teach(teacher: Phone, learner: Phone, isSteward = false): Fact {
  const skill = skillOf(teacher);
  const ground = groundOf(skill, at(teacher, isSteward), null);
  if (!ground.ok) throw new Error(ground.refusal.kind);
  return teacher.act(
    decideTeach(skill, ground.value, { learner: learner.member, to: learner.log }, at(teacher, isSteward)),
  );
}
const learn = (learner: Phone, of: FactRef): Fact => learner.act(decideLearn(skillOf(learner), of, at(learner)));
function show(teacher: Phone, learner: Phone, isSteward = false): void {
  const half = teach(teacher, learner, isSteward);
  learner.meets(teacher);
  learn(learner, half);
  learner.meets(teacher);
}
const withdraw = (phone: Phone, of: FactRef, logs: readonly FactRef[], isSteward = false): Fact =>
  phone.act(decideWithdrawInduction(skillOf(phone), of, logs, at(phone, isSteward)));
/** Whatever an honest phone would not write. */
const forge = (phone: Phone, kind: string, body: object, after: readonly FactRef[]): Fact =>
  phone.write({ kind, streams: [skillStream(lathe)], after, body: body as Fact['body'] });

test('an induction counts with both halves, whichever comes first, and never with one', () => {
  const { ana, ben, zoe } = begin();
  const half = teach(ana, ben, true);
  expect(holdersOf(ana)).toEqual([]);
  expect(skillOf(ana).open).toMatchObject([{ waitsFor: 'learner', teacher: ana.member, learner: ben.member }]);

  // Ben scanned the code: his yes is written before Ana's half came.
  learn(ben, half);
  expect(holdersOf(ben)).toEqual([]);
  expect(skillOf(ben).open).toMatchObject([{ waitsFor: 'teacher', teacher: ana.member, learner: ben.member }]);
  zoe.hears(...ben.seen.values());
  expect(holdersOf(zoe)).toEqual([]);

  ben.meets(ana, zoe);
  for (const phone of [ana, ben, zoe]) {
    expect(holdersOf(phone)).toEqual([ben.member]);
    expect(skillOf(phone).open).toEqual([]);
    expect(skillOf(phone).inductions).toMatchObject([{ how: 'agreed', teacher: ana.member, learner: ben.member }]);
  }
});

test('whoever was shown may show, and the chain is followed', () => {
  const { ana, ben, zoe, noe } = begin();
  show(ana, ben, true);
  ben.meets(zoe, noe);
  expect(groundOf(skillOf(zoe), at(zoe), null)).toMatchObject({ refusal: { kind: 'skill-not-shown' } });
  show(ben, zoe);
  zoe.meets(noe);
  show(zoe, noe);
  expect(skillOf(noe).inductions.map(({ teacher, learner }) => [teacher, learner])).toEqual([
    [ana.member, ben.member],
    [ben.member, zoe.member],
    [zoe.member, noe.member],
  ]);
});

test('nobody shows on the strength of nothing, of another, or of a half', () => {
  const { ana, ben, zoe, noe } = begin();
  show(ana, ben, true);
  ben.meets(zoe, noe);
  const [first] = skillOf(zoe).holders;
  // Zoé was never shown: no ground, Ben's ground, a half of her own.
  for (const on of [undefined, first?.ground, undefined]) {
    const body = { to: noe.log, ...(on ? { on: { ...on } } : {}) };
    const half = forge(zoe, 'taught', body, on ? [on] : []);
    noe.meets(zoe);
    forge(noe, 'learned', { of: { ...refOf(half) } }, [half]);
  }
  const half = forge(zoe, 'taught', { to: noe.log, on: { ...first?.ground } }, []);
  noe.meets(zoe);
  forge(noe, 'learned', { of: { ...refOf(half) } }, [half]);
  noe.meets(zoe, ana);
  expect(holdersOf(ana)).toEqual([ben.member]);
});

test('a code photographed is of no use to anybody else, nor to oneself with a second phone', () => {
  const { atelier, ana, ben, zoe } = begin();
  const half = teach(ana, ben, true);
  zoe.meets(ana);
  expect(decideLearn(skillOf(zoe), half, at(zoe))).toMatchObject({ refusal: { kind: 'skill-code-of-another' } });
  // Zoé says yes all the same, twice, before and after Ana's half reached her.
  forge(zoe, 'learned', { of: { ...refOf(half) } }, [half]);
  forge(zoe, 'learned', { of: { ...refOf(half) } }, [half]);
  zoe.meets(ana, ben);
  expect(holdersOf(ana)).toEqual([]);
  learn(ben, half);

  // Ben's second phone: it may answer for Ben, and be shown by nobody but others.
  const second = atelier.secondPhone(ben, 'Ben’s tablet');
  ben.meets(second);
  const ground = skillOf(ben).holders[0]?.ground as FactRef;
  const own = forge(ben, 'taught', { to: second.log, on: { ...ground } }, [ground]);
  second.meets(ben);
  forge(second, 'learned', { of: { ...refOf(own) } }, [own]);
  second.meets(ben, ana);
  expect(skillOf(ana).inductions).toHaveLength(1);
});

test('any device of the learner answers, and twice is once', () => {
  const { atelier, ana, ben } = begin();
  const second = atelier.secondPhone(ben, 'Ben’s tablet');
  second.meets(ana);
  const half = teach(ana, ben, true);
  second.meets(ana);
  ben.meets(ana);
  learn(second, half);
  learn(ben, half);
  ana.meets(ben, second);
  expect(skillOf(ana).inductions).toHaveLength(1);
  expect(holdersOf(ana)).toEqual([ben.member]);
});

test('what waits on a half whose own ground is still to come waits too, and a stranger’s yes to it counts never', () => {
  const { ana, ben, zoe, noe } = begin();
  const first = teach(ana, ben, true);
  ben.hears(first);
  learn(ben, first);
  const half = teach(ben, zoe);
  noe.hears(half);
  forge(noe, 'learned', { of: { ...refOf(half) } }, [half]);
  forge(noe, 'learned', { of: { ...refOf(half) } }, [half]);
  zoe.hears(half);
  learn(zoe, half);
  expect(holdersOf(zoe)).toEqual([]);
  expect(skillOf(zoe).open).toMatchObject([{ waitsFor: 'teacher', learner: zoe.member }]);
  noe.meets(ana, ben, zoe);
  expect(holdersOf(noe).toSorted()).toEqual([ben.member, zoe.member].toSorted());
});

test('taken back: it ends, what was shown before stays, what was shown knowing of it does not', () => {
  const { ana, ben, zoe, noe } = begin();
  show(ana, ben, true);
  ben.meets(zoe, noe);
  show(ben, zoe);
  const [induction] = skillOf(ben).inductions;
  // Ben gives it up himself, and shows Noé all the same.
  const ground = skillOf(ben).holders.find(({ member }) => member === ben.member)?.ground as FactRef;
  withdraw(ben, induction?.ref as FactRef, []);
  expect(groundOf(skillOf(ben), at(ben), null)).toMatchObject({ refusal: { kind: 'skill-not-shown' } });
  const half = forge(ben, 'taught', { to: noe.log, on: { ...ground } }, [ground]);
  noe.meets(ben);
  forge(noe, 'learned', { of: { ...refOf(half) } }, [half]);
  noe.meets(ana, ben, zoe);
  expect(holdersOf(noe)).toEqual([zoe.member]);
});

test('a steward’s word binds beyond the place it names, whatever is said to have been known', () => {
  const { ana, ben, zoe, noe } = begin();
  show(ana, ben, true);
  const known = [...ben.seen.values()].filter(({ log }) => log === ben.log).at(-1) as Fact;
  const [induction] = skillOf(ana).inductions;
  const ground = skillOf(ben).holders[0]?.ground as FactRef;
  withdraw(ana, induction?.ref as FactRef, [known], true);
  // Ben, who hears nothing of it, shows Zoé; and pretends so later with Noé.
  zoe.meets(ben);
  const half = teach(ben, zoe);
  zoe.meets(ben);
  learn(zoe, half);
  ben.meets(ana);
  const late = forge(ben, 'taught', { to: noe.log, on: { ...ground } }, [ground]);
  noe.meets(ben);
  forge(noe, 'learned', { of: { ...refOf(late) } }, [late]);
  noe.meets(ana, ben, zoe);
  expect(holdersOf(noe)).toEqual([]);
  // Shown anew, it counts.
  show(ana, zoe, true);
  expect(holdersOf(ana)).toEqual([zoe.member]);
});

test('a stranger to an induction takes nothing back', () => {
  const { ana, ben, zoe } = begin();
  show(ana, ben, true);
  zoe.meets(ana);
  const [induction] = skillOf(zoe).inductions;
  expect(decideWithdrawInduction(skillOf(zoe), induction?.ref as FactRef, [], at(zoe))).toMatchObject({
    refusal: { kind: 'stewards-only' },
  });
  forge(zoe, 'inductionWithdrawn', { of: { ...induction?.ref }, logs: [] }, [induction?.ref as FactRef]);
  zoe.meets(ana);
  expect(holdersOf(ana)).toEqual([ben.member]);
});

test('beyond the cut of a device nothing of it counts, below it all does', () => {
  const { atelier, ana, ben, zoe, noe } = begin();
  show(ana, ben, true);
  ben.meets(zoe, noe);
  show(ben, zoe);
  const last = [...ben.seen.values()].filter(({ log }) => log === ben.log).at(-1) as Fact;
  show(ben, noe);
  noe.meets(ana, ben, zoe);
  expect(holdersOf(ana)).toHaveLength(3);
  atelier.cut(ben, last.seq);
  expect(holdersOf(ana).toSorted()).toEqual([ben.member, zoe.member].toSorted());
});

test('for somebody without a phone one notes it for both; nobody shows others by a note, nor notes themselves', () => {
  const { ana, ben, zoe } = begin();
  const odile = idOf.member('Odile');
  show(ana, ben, true);
  const skill = skillOf(ben);
  const ground = skill.holders[0]?.ground as FactRef;
  const note = ben.act(decideNote(skill, ground, { learner: odile }, at(ben)));
  expect(note.body).not.toHaveProperty('learner');
  expect(skillOf(ben).holders.find(({ member }) => member === odile)).toMatchObject({ how: 'noted', ground: null });

  expect(decideNote(skill, ground, { learner: ben.member }, at(ben))).toMatchObject({
    refusal: { kind: 'same-person' },
  });
  const fresh = { streams: [memberStream(ben.member)], body: { learner: ben.member } };
  const before = skillOf(ben).inductions.length;
  ben.write({
    kind: 'inductionNoted',
    streams: [skillStream(lathe)],
    after: [ground],
    body: { on: { ...ground } },
    person: fresh,
  });
  expect(skillOf(ben).inductions).toHaveLength(before);

  // A steward may begin with themselves, and their note is no ground either.
  const own = ana.act(decideNote(skillOf(ana), null, { learner: ana.member, knew: true }, at(ana, true)));
  expect(skillOf(ana).holders.find(({ member }) => member === ana.member)).toMatchObject({ knew: true, ground: null });
  zoe.meets(ana);
  const half = forge(zoe, 'taught', { to: ben.log, on: { ...refOf(own) } }, [own]);
  ben.meets(zoe, ana);
  expect(skillOf(ben).open.some(({ ref }) => ref.id === half.id)).toBe(false);
});

test('a note whose person part is gone tells of somebody, and is held by nobody', () => {
  const { ana } = begin();
  ana.write({
    kind: 'inductionNoted',
    streams: [skillStream(lathe)],
    body: {},
    person: 'forgotten',
  });
  expect(skillOf(ana).inductions).toMatchObject([{ learner: 'forgotten' }]);
  expect(holdersOf(ana)).toEqual([]);
});

test('what a skill is, stewards say; who will show, everybody', () => {
  const { ana, ben } = begin();
  const refused = { refusal: { kind: 'stewards-only' } };
  expect(decideDescribeSkill(skillOf(ben), { rule: 'ask-first' }, at(ben))).toMatchObject(refused);
  expect(decideRetireSkill(skillOf(ben), true, at(ben))).toMatchObject(refused);
  forge(ben, 'skillDescribed', { rule: 'ask-first', name: 'Mine' }, []);
  forge(ben, 'skillRetired', {}, []);
  ana.meets(ben);
  expect(skillOf(ana)).toMatchObject({ name: 'Tour à bois', rule: 'warn', isRetired: false });

  ben.act(decideWillShow(skillOf(ben), { will: true }, at(ben)));
  expect(skillOf(ben).shows).toEqual([ben.member]);
  ben.act(decideWillShow(skillOf(ben), { will: false }, at(ben)));
  expect(skillOf(ben).shows).toEqual([]);
});

test('for somebody without a phone, whoever noted what they hold says that they will show, or a steward; nobody else', () => {
  const { ana, ben, zoe } = begin();
  const odile = idOf.member('Odile');
  show(ana, ben, true);
  const ground = skillOf(ben).holders[0]?.ground as FactRef;
  ben.act(decideNote(skillOf(ben), ground, { learner: odile }, at(ben)));
  zoe.meets(ben, ana);
  expect(decideWillShow(skillOf(zoe), { will: true, by: odile }, at(zoe))).toMatchObject({
    refusal: { kind: 'stewards-only' },
  });
  const offered = ben.act(decideWillShow(skillOf(ben), { will: true, by: odile }, at(ben)));
  expect(offered.body).not.toHaveProperty('by');
  expect(skillOf(ben).shows).toEqual([odile]);
  ana.meets(ben);
  ana.act(decideWillShow(skillOf(ana), { will: false, by: odile }, at(ana, true)));
  expect(skillOf(ana).shows).toEqual([]);
});

test('it lapses by date and by disuse, whichever comes first; using it puts off the one, being shown both', () => {
  const terms = { safety: true, lapsesAfterMonths: 24, lapsesUnusedMonths: 6 };
  expect(lapseOf({ ...terms, safety: false }, { at: 0, usedAt: null })).toBeNull();
  expect(lapseOf(terms, { at: 0, usedAt: null })).toEqual({ at: 6 * month, why: 'disuse' });
  expect(lapseOf(terms, { at: 0, usedAt: 5 * month })).toEqual({ at: 11 * month, why: 'disuse' });
  expect(lapseOf(terms, { at: 0, usedAt: 20 * month })).toEqual({ at: 24 * month, why: 'date' });
  const lapse = { at: 6 * month };
  expect([3 * month, 5.5 * month, 6 * month].map((now) => standingNow(lapse, now))).toEqual(['held', 'soon', 'lapsed']);
});

test('the need is told by the tool, by stewards only; its uses refresh, and a return is never asked', () => {
  const { ana, ben } = begin();
  const id = idOf.tool('lathe');
  ana.act(decideAddTool(id, { name: 'Tour' }, { now: ana.now() }));
  expect(decideDescribeTool(ana.tool(id), { skills: [lathe] }, 0)).toMatchObject({
    refusal: { kind: 'stewards-only' },
  });
  const needed = ana.act(decideDescribeTool(ana.tool(id), { skills: [lathe] }, ana.now(), { isSteward: true }));
  ben.meets(ana);
  ben.write({
    kind: 'toolDescribed',
    streams: [toolStream(id)],
    after: [needed],
    body: { skills: [], spot: 'hook 2' },
  });
  expect(ben.tool(id).words).toMatchObject({ skills: [lathe], spot: 'hook 2' });
  // One that does not fit is not said, and voids nothing beside it.
  ana.write({ kind: 'toolDescribed', streams: [toolStream(id)], body: { skills: ['?'], spot: 'hook 3' } });
  ben.meets(ana);
  expect(ben.tool(id).words).toMatchObject({ skills: [lathe], spot: 'hook 3' });

  const today = { now: ben.now(), today: '2026-01-01' };
  expect(decideTake(ben.tool(id), ben.member, {}, today, { skillsFirst: [lathe] })).toMatchObject({
    refusal: { kind: 'skill-first', skills: [lathe] },
  });
  const taken = ben.act(decideTake(ben.tool(id), ben.member, {}, today));
  expect(decideReturn(ben.tool(id), { by: ben.member }, today).ok).toBe(true);
  expect(toolRow(ben.tool(id), [])).toMatchObject({
    skills: [lathe],
    skillUses: [useKey(lathe, ben.member, taken.at ?? 0)],
  });
  expect(readUseKey(useKey(lathe, ben.member, 7))).toEqual({ member: ben.member, at: 7 });
});

test('earlier versions read past the need: what they know of the fact is the same', () => {
  const { ana } = begin();
  const id = idOf.tool('saw');
  ana.act(decideAddTool(id, { name: 'Scie' }, { now: ana.now() }));
  const [added] = ana.tool(id).heads.get('description') ?? [];
  ana.write({
    kind: 'toolDescribed',
    streams: [toolStream(id)],
    after: added ? [added] : [],
    body: { spot: 'hook 4', laterField: [1, { deep: true }] },
  });
  expect(settleTool(id, ana.about(toolStream(id)), ana.context()).words).toMatchObject({ spot: 'hook 4' });
});

/** Everything one may write about a skill, rightly or not. */
const act = fc.record({
  who: fc.nat(4),
  what: fc.constantFrom(
    'teach',
    'teach',
    'learn',
    'learn',
    'note',
    'withdraw',
    'shows',
    'forge',
    'later',
    'meet',
    'meet',
  ),
  n: fc.nat(40),
});

function play(acts: readonly { readonly who: number; readonly what: string; readonly n: number }[]) {
  const { atelier, ana, ben, zoe, noe } = begin();
  const second = atelier.secondPhone(ben, 'Ben’s tablet');
  const phones = [ana, ben, zoe, noe, second];
  second.meets(ana);
  const attempt = (phone: Phone, decided: ReturnType<typeof decideTeach>): void => {
    if (decided.ok) phone.act(decided);
  };
  for (const { who, what, n } of acts) {
    const phone = phones[who] as Phone;
    const other = phones[n % phones.length] as Phone;
    const skill = skillOf(phone);
    const writing = at(phone, who === 0);
    const halves = [...phone.seen.values()].filter(({ kind }) => ['taught', 'inductionNoted'].includes(kind));
    const some = halves[n % Math.max(1, halves.length)];
    const ground = groundOf(skill, writing, null);
    if (what === 'meet') phone.meets(other);
    else if (what === 'teach' && ground.ok)
      attempt(phone, decideTeach(skill, ground.value, { learner: other.member, to: other.log }, writing));
    else if (what === 'learn' && some !== undefined) attempt(phone, decideLearn(skill, some, writing));
    else if (what === 'note' && ground.ok)
      attempt(phone, decideNote(skill, ground.value, { learner: idOf.member(`nobody ${n % 3}`) }, writing));
    else if (what === 'withdraw' && some !== undefined)
      attempt(phone, decideWithdrawInduction(skill, some, n % 2 ? [] : [...phone.seen.values()].slice(-3), writing));
    else if (what === 'shows') attempt(phone, decideWillShow(skill, { will: n % 2 === 0 }, writing));
    else if (what === 'later')
      phone.write({ kind: 'skillPraised', streams: [skillStream(lathe)], after: skill.heads.induction });
    else if (what === 'forge' && some !== undefined) {
      const on = { ...refOf(some) };
      const bodies = [
        ['taught', { to: other.log, on }],
        ['taught', { to: phone.log, on }],
        ['learned', { of: on }],
        ['inductionWithdrawn', { of: on, logs: [] }],
        ['inductionNoted', { on }],
      ] as const;
      const [kind, body] = bodies[n % bodies.length] as (typeof bodies)[number];
      forge(phone, kind, body, n % 3 === 0 ? [] : [some]);
    }
  }
  const everything = [...new Map(phones.flatMap(({ seen }) => [...seen])).values()];
  return { atelier, phones, everything };
}

const plays = fc.array(act, { minLength: 1, maxLength: 40, size: 'max' });

test('any order, doubling and partition of facts gives the same skill, and it never throws', () => {
  fc.assert(
    fc.property(plays, fc.infiniteStream(fc.nat()), fc.nat(40), (acts, random, cut) => {
      const { atelier, everything } = play(acts);
      const facts = everything.filter(({ streams }) => streams.includes(skillStream(lathe)));
      const context = contextOf(atelier.membership(), everything);
      const order = facts.map((fact) => ({ fact, key: random.next().value })).toSorted((a, b) => a.key - b.key);
      const shuffled = order.map(({ fact }) => fact);
      const whole = settleSkill(lathe, facts, context);
      expect(settleSkill(lathe, [...shuffled, ...shuffled.slice(0, cut)], context)).toEqual(whole);
      expect(skillRow(settleSkill(lathe, shuffled, context))).toEqual(skillRow(whole));
      settleSkill(lathe, shuffled.slice(cut), contextOf(atelier.membership(), shuffled.slice(cut)));
    }),
    { numRuns: 400 },
  );
});

test('laws: two people and both their halves; whoever shows was shown before, or is a steward', () => {
  fc.assert(
    fc.property(plays, (acts) => {
      const { atelier, phones, everything } = play(acts);
      const steward = phones[0]?.member as MemberId;
      const context = contextOf(atelier.membership(), everything);
      const memberOf = (log: LogId) => atelier.membership().devices.get(log)?.member;
      const byId = new Map(everything.map((fact) => [fact.id, fact]));
      const { inductions } = settleSkill(lathe, everything, context);
      for (const { how, ref, ground, teacher, learner } of inductions) {
        const half = byId.get(ref.id) as Fact;
        if (how === 'noted') {
          expect(ground).toBeNull();
          continue;
        }
        expect(teacher).not.toBe(learner);
        expect(memberOf(half.log)).toBe(teacher);
        expect(memberOf((ground as FactRef).log)).toBe(learner);
        const wasShown = inductions.some((each) => each.how === 'agreed' && each.learner === teacher);
        expect(teacher === steward || wasShown).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});

test('malformed bodies count nowhere', () => {
  const { ana } = begin();
  const before = skillOf(ana);
  for (const kind of ['taught', 'learned', 'inductionNoted', 'inductionWithdrawn', 'willShow', 'skillDescribed'])
    for (const body of [
      { to: 1 },
      { of: 'x' },
      { on: [] },
      { will: 2 },
      { of: { log: 1 } },
      { rule: 3, safety: 'yes' },
    ])
      ana.write({ kind, streams: [skillStream(lathe)], body });
  const after = skillOf(ana);
  expect({ ...after, heads: null }).toEqual({
    ...before,
    heads: null,
    // A note that names nobody tells of nobody.
    inductions: after.inductions.filter(({ learner }) => learner === null),
  });
  expect(after.holders).toEqual([]);
});
