import { expect, test } from 'vitest';
import type { FactRef } from '#domain/fact.ts';
import type { MemberId, SkillId, ToolId } from '#domain/ids.ts';
import type { ToolRow } from '#domain/rows.ts';
import type { MySkill } from '#store/queries/skillNeeds.ts';
import { todosOf } from '#ui/frame/todos.ts';

const me = 'me' as MemberId;
const other = 'other' as MemberId;
const now = Date.parse('2026-03-04T10:00:00Z');
const day = 24 * 3600 * 1000;
const held = (name: string, until: string | null, since = now - day, by: readonly MemberId[] = [me]): ToolRow => ({
  id: name as ToolId,
  what: 'tool',
  name,
  otherNames: [],
  category: null,
  place: null,
  spot: null,
  drawing: null,
  face: null,
  state: by.length > 1 ? 'contested' : 'out',
  claims: by.map((each) => ({ by: each, since, until, purpose: null })),
  putAt: null,
  labels: [],
  uses: 1,
  movedAt: since,
});
interface More {
  readonly tools?: number;
  readonly isSteward?: boolean;
  readonly inHand?: readonly ToolRow[];
  readonly toRepair?: number;
  readonly skills?: readonly MySkill[];
}
const ask = (rows: readonly ToolRow[], more: More = {}) =>
  todosOf({
    held: rows,
    inHand: [],
    toRepair: 0,
    care: [],
    skills: [],
    me,
    isSteward: true,
    isKeyUnsaved: true,
    tools: 3,
    now,
    today: '2026-03-04',
    ...more,
  }).map((todo) =>
    'row' in todo
      ? `${todo.kind} ${todo.row.name}`
      : 'mine' in todo
        ? `${todo.kind} ${todo.mine.skill.name}`
        : todo.kind,
  );
const skill = (name: string, lapsesAt: number | null, asked: MemberId | null = null): MySkill => ({
  skill: {
    id: name as SkillId,
    name,
    about: null,
    safety: true,
    lapsesAfterMonths: 24,
    lapsesUnusedMonths: null,
    rule: 'warn',
    isRetired: false,
    holders: [],
    shows: [],
    people: [],
    open: asked === null ? [] : [{ ref: {} as FactRef, waitsFor: 'learner', teacher: other, learner: asked, at: 0 }],
  },
  holder: null,
  lapse: lapsesAt === null ? null : { at: lapsesAt, why: 'date' },
});

test('disagreements first, then what is late, then what was forgotten; what is due today waits for nobody', () => {
  expect(
    ask([
      held('forgotten', null, now - 61 * day),
      held('late', '2026-03-03'),
      held('today', '2026-03-04'),
      held('contested', null, now, [me, other]),
      held('new', null),
    ]),
  ).toEqual(['contest contested', 'late late', 'long-held forgotten']);
});

test('the key of the house is asked of stewards, once an inventory would be missed', () => {
  expect(ask([], { tools: 8 })).toEqual([]);
  expect(ask([], { tools: 9 })).toEqual(['house-key']);
  expect(ask([], { tools: 9, isSteward: false })).toEqual([]);
});

test('what I hold and is not safe comes before what is late; what I repair is mine, once; what waits for anybody comes last', () => {
  const fault = {
    bad: 'unsafe',
    what: 'broken',
    stage: 'in-hand',
    missing: [],
    words: null,
    at: now,
    inHandOf: [me],
    count: 1,
  } as const;
  const unsafe = { ...held('unsafe', null), fault };
  const mended = { ...held('mended', null, now, []), fault };
  expect(ask([held('late', '2026-03-03'), unsafe], { inHand: [unsafe, mended], toRepair: 2 })).toEqual([
    'unsafe unsafe',
    'late late',
    'repair mended',
    'repairs',
  ]);
});

test('a showing waits for my yes, and what I hold is told before it lapses and for a while after', () => {
  const skills = [
    skill('asked', null, me),
    skill('asked of another', null, other),
    skill('soon', now + 20 * day),
    skill('not yet', now + 200 * day),
    skill('lapsed', now - 20 * day),
    skill('long ago', now - 200 * day),
    skill('stays', null),
  ];
  expect(ask([], { skills })).toEqual(['skill-asked asked', 'skill-lapsing soon', 'skill-lapsing lapsed']);
});
