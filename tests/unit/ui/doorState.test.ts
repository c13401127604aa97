import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MemberId, ToolId } from '#domain/ids.ts';
import {
  type DoorEvent,
  type DoorState,
  atRest,
  isNight,
  isResting,
  nextDoor,
  restAfter,
} from '#ui/screens/door/doorState.ts';
import { isSameKey } from '#ui/screens/door/sameKey.ts';

const yann = 'yann' as MemberId;
const nour = 'nour' as MemberId;
const spade = { id: 'spade' as ToolId, name: 'Bêche' };
const after = (...events: readonly DoorEvent[]): DoorState => events.reduce(nextDoor, atRest(0));

test('whoever chose their token is forgotten after the rest, and not before', () => {
  const here = after({ kind: 'chose', who: yann, at: 1000 });
  expect(nextDoor(here, { kind: 'tick', at: 1000 + restAfter - 1 }).who).toBe(yann);
  expect(nextDoor(here, { kind: 'tick', at: 1000 + restAfter }).who).toBeNull();
});

test('every touch and every scan begins the rest anew', () => {
  for (const event of [
    { kind: 'touched', at: 15_000 },
    { kind: 'showed', tool: spade, asks: 'what', at: 15_000 },
    { kind: 'settled', at: 15_000 },
    { kind: 'refused', problem: 'no', at: 15_000 },
    { kind: 'opened', sheet: 'typing', at: 15_000 },
  ] as const) {
    const state = after({ kind: 'chose', who: yann, at: 0 }, event, { kind: 'tick', at: restAfter });
    expect(state.who).toBe(yann);
    expect(nextDoor(state, { kind: 'tick', at: 15_000 + restAfter }).who).toBeNull();
  }
});

test('what was shown before anybody said who they are waits, and is forgotten with the rest too', () => {
  const asked = after({ kind: 'showed', tool: spade, asks: 'who', at: 0 });
  expect(asked.tool).toEqual({ ...spade, asks: 'who' });
  expect(nextDoor(asked, { kind: 'chose', who: nour, at: 10 })).toMatchObject({ who: nour, tool: { id: 'spade' } });
  expect(nextDoor(asked, { kind: 'tick', at: restAfter })).toMatchObject({ who: null, tool: null });
});

test('a half typed code and the way out close with the rest', () => {
  const open = after({ kind: 'opened', sheet: 'leave', at: 0 });
  expect(nextDoor(open, { kind: 'tick', at: restAfter }).sheet).toBeNull();
});

test('after an act the same person may go on', () => {
  const done = after(
    { kind: 'chose', who: yann, at: 0 },
    { kind: 'showed', tool: spade, asks: 'what', at: 5 },
    { kind: 'settled', at: 9 },
  );
  expect(done).toMatchObject({ who: yann, tool: null });
});

test('a clock set back keeps nobody on the screen', () => {
  const back = after({ kind: 'chose', who: yann, at: 1_000_000 }, { kind: 'tick', at: 500 });
  expect(nextDoor(back, { kind: 'tick', at: 500 + restAfter }).who).toBeNull();
});

test('a tick that changes nothing draws nothing', () => {
  const rested = atRest(0);
  expect(nextDoor(rested, { kind: 'tick', at: restAfter * 10 })).toBe(rested);
});

test('whatever happened, twenty seconds without a touch leave nobody and nothing', () => {
  const events = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constantFrom('touched', 'settled', 'tick'), at: fc.nat(100_000) }),
      fc.record({ kind: fc.constant('chose'), who: fc.constantFrom(yann, nour, null), at: fc.nat(100_000) }),
      fc.record({
        kind: fc.constant('showed'),
        tool: fc.constant(spade),
        asks: fc.constantFrom('who', 'what'),
        at: fc.nat(100_000),
      }),
      fc.record({
        kind: fc.constant('opened'),
        sheet: fc.constantFrom('typing', 'other', 'leave', 'code'),
        at: fc.nat(100_000),
      }),
      fc.record({ kind: fc.constant('refused'), problem: fc.string(), at: fc.nat(100_000) }),
    ),
  );
  fc.assert(
    fc.property(events, (told) => {
      const state = after(...(told as DoorEvent[]));
      const rested = nextDoor(state, { kind: 'tick', at: state.touchedAt + restAfter });
      expect(rested).toMatchObject({ who: null, tool: null, sheet: null, problem: null });
      expect(isResting(rested, state.touchedAt + restAfter)).toBe(true);
    }),
  );
});

test.each([
  [21, false],
  [22, true],
  [23, true],
  [0, true],
  [6, true],
  [7, false],
  [12, false],
])('at %i h it is night: %s', (hour, night) => expect(isNight(hour)).toBe(night));

test('the key of the house opens however it is typed, and no other', () => {
  const key = '7K3Q-X9D2-0000-1111-ABCD-EFGH-JKMN';
  for (const typed of [key, key.toLowerCase(), key.replaceAll('-', ' '), '7k3qx9d2oooo iIlL abcd–efgh—jkmn'])
    expect(isSameKey(typed, key)).toBe(true);
  for (const typed of ['', key.slice(0, -1), `${key}0`, key.replace('X', 'Y')])
    expect(isSameKey(typed, key)).toBe(false);
});
