/** What happens to a fleet, as data: so that a story that breaks a law shrinks to the shortest one that does. */
import fc from 'fast-check';

/** Whom a step is about: a number is taken modulo the phones there are. */
export type Nth = number;

/** What somebody does at the screen of a phone. */
export type Act =
  | {
      readonly do: 'take' | 'giveBack' | 'haveNow' | 'withdraw' | 'retire' | 'keepNotice' | 'addPhoto' | 'removePhoto';
      readonly who: Nth;
      readonly tool: Nth;
    }
  /** Plans care on the tool where there is none; else takes it on, does it, or takes that back. */
  | { readonly do: 'care'; readonly who: Nth; readonly tool: Nth; readonly how: Nth }
  | { readonly do: 'handOver'; readonly who: Nth; readonly tool: Nth; readonly to: Nth }
  | { readonly do: 'describe'; readonly who: Nth; readonly tool: Nth; readonly name: number }
  | { readonly do: 'addTool' | 'leave' | 'rotate' | 'doubled' | 'keepText' | 'beginBoard'; readonly who: Nth }
  /** What is wrong is reported, noted, released, or what was said of it taken back; `n` says which, and how bad. */
  | {
      readonly do: 'fault' | 'noteRepair' | 'release' | 'withdrawCare';
      readonly who: Nth;
      readonly tool: Nth;
      readonly n: number;
    }
  /** A kind of a later version, written by a phone that has it, and unknown to all. */
  | { readonly do: 'later'; readonly who: Nth; readonly tool: Nth }
  | {
      readonly do: 'erase' | 'removeDevice' | 'removeMember' | 'adopt' | 'profile';
      readonly who: Nth;
      readonly whom: Nth;
    }
  /** Says that it showed the other; answers what it was asked, or takes back what it may. Without any skill, asks for one. */
  | { readonly do: 'teach'; readonly who: Nth; readonly whom: Nth }
  | { readonly do: 'learn' | 'unlearn'; readonly who: Nth }
  | { readonly do: 'role'; readonly who: Nth; readonly whom: Nth; readonly steward: boolean };

export type Step =
  | Act
  | { readonly do: 'restart' | 'clone'; readonly who: Nth }
  /** Somebody is invited by one and let in by another. */
  | { readonly do: 'join'; readonly who: Nth; readonly by: Nth; readonly device: boolean }
  /** `cut`: the link is gone after so many frames. `crash`: one of them (1, 2), or both, start again at once. */
  | {
      readonly do: 'meet';
      readonly who: Nth;
      readonly whom: Nth;
      readonly cut: number | null;
      readonly crash: 0 | 1 | 2 | 3;
    }
  | { readonly do: 'pod'; readonly who: Nth; readonly cut: number | null }
  /** In the room of an older epoch. */
  | { readonly do: 'oldRoom'; readonly who: Nth; readonly whom: Nth }
  /** A backup is made, and later brought back on a new phone. */
  | { readonly do: 'backup' | 'restore'; readonly who: Nth }
  | { readonly do: 'clock'; readonly who: Nth; readonly years: number }
  | { readonly do: 'sleep'; readonly days: number }
  /** By the last phone, which lies in every second fleet. */
  | { readonly do: 'lie'; readonly how: Lie; readonly about: Nth };

/**
 * `late`, `fault`: writes on, backdated, though it was cut. `seize`: rights it has not. `fork`: a second fact for a `seq`.
 * `skill`: shows what nobody showed it, says yes for another, takes back what is not its own.
 */
export type Lie =
  | 'late'
  | 'fault'
  | 'steward'
  | 'remove'
  | 'revoke'
  | 'rotate'
  | 'rename'
  | 'fork'
  | 'erase'
  | 'board'
  | 'care'
  | 'skill';

export interface Story {
  readonly phones: number;
  readonly liar: boolean;
  readonly steps: readonly Step[];
}

const nth = fc.nat(9);
const tool = fc.nat(1);
const cut = fc.option(fc.integer({ min: 1, max: 30 }), { nil: null, freq: 3 });
const lies: readonly Lie[] = [
  'late',
  'fault',
  'steward',
  'remove',
  'revoke',
  'rotate',
  'rename',
  'fork',
  'erase',
  'board',
  'care',
  'skill',
];

const at = <Name extends string>(...names: readonly Name[]) => ({ do: fc.constantFrom(...names) });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ ...at('take'), who: nth, tool }) },
  { weight: 9, arbitrary: fc.record({ ...at('giveBack', 'haveNow', 'withdraw'), who: nth, tool }) },
  { weight: 5, arbitrary: fc.record({ ...at('care'), who: nth, tool, how: fc.nat(4) }) },
  { weight: 3, arbitrary: fc.record({ ...at('handOver'), who: nth, tool, to: nth }) },
  { weight: 4, arbitrary: fc.record({ ...at('addPhoto', 'addPhoto', 'removePhoto'), who: nth, tool }) },
  { weight: 3, arbitrary: fc.record({ ...at('describe'), who: nth, tool, name: fc.nat(4) }) },
  { weight: 3, arbitrary: fc.record({ ...at('later', 'later', 'retire', 'keepNotice'), who: nth, tool }) },
  {
    weight: 5,
    arbitrary: fc.record({ ...at('fault', 'fault', 'noteRepair', 'release', 'withdrawCare'), who: nth, tool, n: nth }),
  },
  { weight: 4, arbitrary: fc.record({ ...at('addTool', 'rotate', 'restart', 'clone'), who: nth }) },
  {
    weight: 2,
    arbitrary: fc.record({ ...at('leave', 'doubled', 'backup', 'restore', 'keepText', 'beginBoard'), who: nth }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      ...at('removeDevice', 'removeDevice', 'adopt', 'adopt', 'removeMember', 'erase', 'profile'),
      who: nth,
      whom: nth,
    }),
  },
  { weight: 6, arbitrary: fc.record({ ...at('teach', 'teach', 'learn', 'learn', 'unlearn'), who: nth, whom: nth }) },
  { weight: 2, arbitrary: fc.record({ ...at('role'), who: nth, whom: nth, steward: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ ...at('join'), who: nth, by: nth, device: fc.boolean() }) },
  {
    weight: 24,
    arbitrary: fc.record({ ...at('meet'), who: nth, whom: nth, cut, crash: fc.constantFrom(0, 0, 0, 0, 1, 2, 3) }),
  },
  { weight: 6, arbitrary: fc.record({ ...at('pod'), who: nth, cut }) },
  { weight: 1, arbitrary: fc.record({ ...at('oldRoom'), who: nth, whom: nth }) },
  { weight: 1, arbitrary: fc.record({ ...at('clock'), who: nth, years: fc.integer({ min: -6, max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ ...at('sleep'), days: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 4, arbitrary: fc.record({ ...at('lie'), how: fc.constantFrom(...lies), about: nth }) },
) as fc.Arbitrary<Step>;

/** Few phones and steps most of the time; sometimes ten phones, sometimes a long story. */
export const stories: fc.Arbitrary<Story> = fc.record({
  phones: fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 2, max: 4 }) },
    { weight: 1, arbitrary: fc.integer({ min: 5, max: 10 }) },
  ),
  liar: fc.boolean(),
  steps: fc.oneof(
    { weight: 12, arbitrary: fc.array(step, { minLength: 4, maxLength: 20, size: 'max' }) },
    { weight: 1, arbitrary: fc.array(step, { minLength: 21, maxLength: 60, size: 'max' }) },
  ),
});
