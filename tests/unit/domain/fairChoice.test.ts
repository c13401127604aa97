import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, weekOf } from '#domain/days.ts';
import { type DonesOfDay, type DueDuty, askFairly, presentLately, weeksLately } from '#domain/fairChoice.ts';
import type { MemberId, SkillId } from '#domain/ids.ts';
import { idOf } from '#tests/support/facts.ts';

const people = ['Ana', 'Ben', 'Zoé', 'Noé', 'Lou', 'Max'].map((name) => idOf.member(name));
/** The last two are often away. */
const oftenAway = new Set(people.slice(4));
const monday = '2026-01-05';
const weeks = 30;

/** What one phone knows: the weeks it saw others in, and what it saw done. Times it was done have names, so none is doubled. */
interface Known {
  readonly weeks: Map<MemberId, Set<number>>;
  readonly dones: Map<string, { readonly by: MemberId; readonly day: string }>;
}
const nothing = (): Known => ({ weeks: new Map(), dones: new Map() });

function meet(all: readonly Known[]): void {
  const together = nothing();
  for (const known of all) {
    for (const [id, seen] of known.weeks) together.weeks.set(id, new Set([...(together.weeks.get(id) ?? []), ...seen]));
    for (const [name, done] of known.dones) together.dones.set(name, done);
  }
  for (const known of all) {
    for (const [id, seen] of together.weeks) known.weeks.set(id, new Set(seen));
    for (const [name, done] of together.dones) known.dones.set(name, done);
  }
}

function ask(known: Known, due: readonly DueDuty[], today: string): ReadonlyMap<string, MemberId> {
  const days = new Map<string, Record<string, number>>();
  for (const { by, day } of known.dones.values()) {
    const counted = days.get(day) ?? {};
    days.set(day, { ...counted, [by]: (counted[by] ?? 0) + 1 });
  }
  const told: readonly DonesOfDay[] = [...days].map(([day, by]) => ({ day, by }));
  const present = presentLately(
    people.map((id) => ({ id, weeks: [...(known.weeks.get(id) ?? [])] })),
    told,
    today,
  );
  return askFairly(due, present, () => true);
}

const dutiesOf = (week: number, count: number): readonly DueDuty[] =>
  Array.from({ length: count }, (_, n) => ({
    key: `duty ${n}`,
    due: addDays(monday, week * 7),
    takers: [],
    skill: null,
  }));

/** One week of those who are together on one phone's knowledge: they come, are asked, and whoever is there does theirs. */
function live(known: Known, here: readonly MemberId[], week: number, count: number, group = ''): void {
  const today = addDays(monday, week * 7 + 2);
  for (const id of here) known.weeks.set(id, new Set([...(known.weeks.get(id) ?? []), weekOf(today)]));
  for (const [key, by] of ask(known, dutiesOf(week, count), today)) {
    // What is asked of somebody who was here last week and stayed away is not done this week.
    if (here.includes(by)) known.dones.set(`${group}${week} ${key}`, { by, day: today });
  }
}

const donesOf = (known: Known, id: MemberId, since = ''): number =>
  [...known.dones.values()].filter(({ by, day }) => by === id && day >= since).length;
const perWeek = (known: Known, id: MemberId): number => donesOf(known, id) / (known.weeks.get(id)?.size ?? 1);

const seed = Math.floor(Math.random() * 2 ** 31);

test('thirty weeks, six people, two often away: for each week they were there all did about as much', () => {
  console.info(`fair choice: seed ${seed}`);
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(9), { minLength: 2, maxLength: 2 }), { minLength: weeks, maxLength: weeks }),
      fc.integer({ min: 2, max: 12 }),
      (chances, count) => {
        const known = nothing();
        chances.forEach((drawn, week) => {
          const here = people.filter((id, at) => !oftenAway.has(id) || (drawn[at - 4] ?? 0) < 4);
          live(known, here, week, count);
          // Of those who are always there, nobody did more than two more than another, in the weeks that are looked at.
          const since = addDays(monday, (week - weeksLately + 1) * 7);
          const always = people.slice(0, 4).map((id) => donesOf(known, id, since));
          expect(Math.max(...always) - Math.min(...always)).toBeLessThanOrEqual(2);
        });
        const rates = people.filter((id) => (known.weeks.get(id)?.size ?? 0) > 0).map((id) => perWeek(known, id));
        expect(Math.max(...rates) - Math.min(...rates)).toBeLessThanOrEqual(2);
      },
    ),
    { seed, numRuns: 60 },
  );
});

test('groups apart: after they met the first choices close the gap, and it never grows', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 4, max: 10 }),
      (apart, few, many) => {
        const [one, other] = [nothing(), nothing()];
        const groups = [people.slice(0, 2), people.slice(2, 6)] as const;
        // Two do much, four do little, for some weeks, and neither group knows of the other.
        for (let week = 0; week < apart; week += 1) {
          live(one, groups[0], week, many, 'one ');
          live(other, groups[1], week, few, 'other ');
        }
        meet([one, other]);
        const gap = (): number => {
          const counts = people.map((id) => donesOf(one, id));
          return Math.max(...counts) - Math.min(...counts);
        };
        let before = gap();
        for (let week = apart; week < apart + 8; week += 1) {
          const most = Math.max(...people.map((id) => donesOf(one, id)));
          const ahead = people.filter((id) => donesOf(one, id) === most);
          live(one, people, week, 3);
          const after = gap();
          expect(after).toBeLessThanOrEqual(Math.max(before, 2));
          // While two or more are between them, whoever did most is asked nothing.
          if (before > 2) for (const id of ahead) expect(donesOf(one, id)).toBe(most);
          before = after;
        }
      },
    ),
    { seed, numRuns: 60 },
  );
});

const due = (key: string, more: Partial<DueDuty> = {}): DueDuty => ({
  key,
  due: monday,
  takers: [],
  skill: null,
  ...more,
});
const [ana, ben, zoe] = people as [MemberId, MemberId, MemberId];

test('whatever the order it is told in, the same people are asked', () => {
  const present = people.map((id) => ({ id, weeks: 4, dones: 3 }));
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...Array(12).keys()], { minLength: 12 }),
      fc.shuffledSubarray(present, { minLength: 6 }),
      (order, all) => {
        const duties = order.map((n) => due(`duty ${n}`));
        const straight = askFairly(
          [...Array(12).keys()].map((n) => due(`duty ${n}`)),
          present,
          () => true,
        );
        expect(askFairly(duties, all, () => true)).toEqual(straight);
      },
    ),
    { seed },
  );
});

test('twelve duties among six equals are two for each', () => {
  const present = people.map((id) => ({ id, weeks: 4, dones: 3 }));
  const asked = [
    ...askFairly(
      [...Array(12).keys()].map((n) => due(`duty ${n}`)),
      present,
      () => true,
    ).values(),
  ];
  for (const id of people) expect(asked.filter((each) => each === id)).toHaveLength(2);
});

test('what somebody took on is not asked of another, and counts as theirs', () => {
  const present = [ana, ben].map((id) => ({ id, weeks: 1, dones: 0 }));
  const asked = askFairly([due('a', { takers: [ana] }), due('b')], present, () => true);
  expect([...asked]).toEqual([['b', ben]]);
});

test('only whoever knows how is asked, and nobody where nobody does', () => {
  const skill = 'sharpening' as SkillId;
  const present = [ana, ben].map((id) => ({ id, weeks: 1, dones: 0 }));
  const knows = (who: MemberId) => (id: MemberId) => id === who;
  expect(askFairly([due('a', { skill })], present, knows(ben)).get('a')).toBe(ben);
  expect(askFairly([due('a', { skill })], present, knows(zoe)).size).toBe(0);
});

test('of equals it is not always the same', () => {
  const present = [ana, ben].map((id) => ({ id, weeks: 1, dones: 0 }));
  const asked = Array.from({ length: 20 }, (_, n) =>
    askFairly([due('bin', { due: addDays(monday, n) })], present, () => true).get('bin'),
  );
  expect(new Set(asked).size).toBe(2);
});

test('who was away last week and this is asked nothing, and coming back does not owe the weeks away', () => {
  const today = addDays(monday, 10 * 7);
  const now = weekOf(today);
  const always = Array.from({ length: 10 }, (_, back) => now - back);
  const told = [{ day: addDays(today, -21), by: { [ana]: 20 } }];
  const lately = (weeks: readonly number[]) =>
    presentLately(
      [
        { id: ana, weeks: always },
        { id: ben, weeks },
      ],
      told,
      today,
    );
  expect(lately([now - 2, now - 3]).map(({ id }) => id)).toEqual([ana]);
  expect(lately([now]).find(({ id }) => id === ben)).toEqual({ id: ben, weeks: 1, dones: 0 });
  // Ana did two a week. Ben, who is back, is asked first, and of no more than that.
  const asked = [...askFairly([due('a'), due('b'), due('c')], lately([now]), () => true).values()];
  expect(asked).toEqual([ben, ben, ana]);
});

test('a week that has not come yet is told by a wrong clock, and is not presence', () => {
  expect(presentLately([{ id: ana, weeks: [weekOf('2099-01-01')] }], [], monday)).toEqual([]);
});
