import type { DemoAct, DemoContent } from './contentShape.ts';
import { demoBeginning, lentSince } from './scriptBeginning.ts';
import { loansOf } from './scriptLoans.ts';
import { storiesByTool } from './story.ts';
import { descriptionsEdited, retiredDaysAgo, toolsRetired } from './storyChanges.ts';
import { faultsAndRepairs, unsafeDaysAgo } from './storyFaults.ts';
import { storyDays } from './storyDays.ts';
import { outNow } from './storyNow.ts';

/**
 * A year of the demo workshop that ends now, in the order things happened: the same year for the same day.
 * Every act can be replayed as a fact: nobody takes what is out, and whoever returns it holds it.
 */
export function demoActs(content: DemoContent, now: number): readonly DemoAct[] {
  const on = storyDays(now);
  const out = outNow(on);
  const sinceByTool = new Map(out.map(({ tool, since }) => [tool, since]));
  const loans = content.tools.flatMap((tool) => {
    const story = storiesByTool.get(tool.key);
    if (story) return story(on);
    const to = 1 + (sinceByTool.get(tool.key) ?? retiredDaysAgo.get(tool.key) ?? unsafeDaysAgo.get(tool.key) ?? 0);
    return loansOf(content, tool, { from: lentSince(tool.key), to }, on);
  });
  return [
    ...demoBeginning(content, on),
    ...loans,
    ...out.map(({ act }) => act),
    ...descriptionsEdited(on),
    ...faultsAndRepairs(on),
    ...toolsRetired(on),
  ].toSorted((a, b) => a.at - b.at);
}
