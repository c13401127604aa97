/** Stories that once broke a law, each with the sentence that names it. None is taken away. */
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
};
