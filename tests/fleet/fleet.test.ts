import fc from 'fast-check';
import { beforeAll, test } from 'vitest';
import { type Beginning, makeBeginning } from './support/beginning.ts';
import { act, beginStory, watchContests } from './support/fleet.ts';
import { checkLaws, meetAll } from './support/laws.ts';
import { stories, type Story } from './support/steps.ts';
import { examples } from './examples.ts';

const runs = Number(process.env['FLEET_RUNS'] ?? 300);
const seed = process.env['FLEET_SEED'];

let small: Beginning;
let large: Beginning;
beforeAll(async () => {
  small = await makeBeginning(4, 3);
  large = await makeBeginning(10, 3);
});

export async function tell(story: Story): Promise<void> {
  const fleet = await beginStory(story.phones <= 4 ? small : large, story);
  try {
    for (const step of story.steps) {
      await act(fleet, step);
      for (const slot of fleet.slots) await watchContests(slot);
    }
    await meetAll(fleet);
    await meetAll(fleet);
    await checkLaws(fleet);
  } finally {
    fleet.end();
  }
}

test('a fleet begins with all who were invited, and they agree', async () => {
  await tell({ phones: 4, liar: false, steps: [] });
});

for (const [name, story] of Object.entries(examples)) test(`found before: ${name}`, () => tell(story));

test(`whatever happens to ${runs} fleets, no law is broken`, { timeout: 20 * 60_000 + runs * 2000 }, async () => {
  const began = Date.now();
  const details = await fc.check(fc.asyncProperty(stories, tell), {
    numRuns: runs,
    ...(seed === undefined ? {} : { seed: Number(seed) }),
    endOnFailure: process.env['FLEET_QUICK'] !== undefined,
  });
  console.log(`fleet: seed ${details.seed}, ${details.numRuns} stories in ${Date.now() - began} ms`);
  if (!details.failed) return;
  const law = details.errorInstance instanceof Error ? details.errorInstance.message : '';
  throw new Error(`${law}\n${fc.defaultReportMessage(details) ?? ''}`, { cause: details.errorInstance });
});
