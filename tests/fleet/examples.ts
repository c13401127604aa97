/** Stories that once broke a law, or are told too seldom by chance, each with the sentence that names it. None is taken away. */
import type { Story } from './support/steps.ts';

export const examples: Readonly<Record<string, Story>> = {
  'a cloned phone erases its own person while the first one takes something': {
    phones: 2,
    liar: false,
    steps: [
      { do: 'clone', who: 0 },
      { do: 'take', who: 0, tool: 0 },
      { do: 'erase', who: 5, whom: 0 },
    ],
  },
  'a member rotates to a key that nobody has': {
    phones: 3,
    liar: true,
    steps: [{ do: 'lie', how: 'rotate', about: 0 }],
  },
  'two took it apart, and one wrote something of a later version on top of all it knew of the tool': {
    phones: 2,
    liar: false,
    steps: [
      { do: 'take', who: 1, tool: 0 },
      { do: 'take', who: 0, tool: 0 },
      { do: 'later', who: 0, tool: 0 },
    ],
  },
  'a steward erases somebody: what was already here is dropped on all phones, on the steward’s own at once': {
    phones: 2,
    liar: false,
    steps: [
      { do: 'take', who: 1, tool: 0 },
      { do: 'meet', who: 0, whom: 1, cut: null, crash: 0 },
      { do: 'erase', who: 0, whom: 1 },
    ],
  },
  'one shows another what a steward showed them, a liar shows what nobody showed it, and the first is taken back': {
    phones: 4,
    liar: true,
    steps: [
      { do: 'teach', who: 0, whom: 1 },
      { do: 'teach', who: 0, whom: 1 },
      { do: 'meet', who: 0, whom: 1, cut: null, crash: 0 },
      { do: 'learn', who: 1 },
      { do: 'meet', who: 1, whom: 2, cut: null, crash: 0 },
      { do: 'teach', who: 1, whom: 2 },
      { do: 'meet', who: 1, whom: 2, cut: null, crash: 0 },
      { do: 'learn', who: 2 },
      { do: 'meet', who: 2, whom: 3, cut: null, crash: 0 },
      { do: 'lie', how: 'skill', about: 2 },
      { do: 'unlearn', who: 0 },
      { do: 'meet', who: 2, whom: 3, cut: null, crash: 0 },
      { do: 'lie', how: 'skill', about: 0 },
    ],
  },
};
