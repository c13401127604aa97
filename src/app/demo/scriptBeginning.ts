import type { DemoAct, DemoContent, DemoTool } from './contentShape.ts';
import type { StoryDays } from './storyDays.ts';
import { arrivedDaysAgo } from './storyChanges.ts';

const minute = 60_000;
/** The wall was written down a year and some days ago, labelled the next day, and lent from the day after. */
const writtenDown = 368;

/** From how many days ago this tool could be taken. */
export const lentSince = (tool: string): number => (arrivedDaysAgo.get(tool) ?? writtenDown - 1) - 1;

/** Tools written down, labels stuck on, and the codes they already bore claimed for them. */
export function demoBeginning({ people, tools }: DemoContent, on: StoryDays): readonly DemoAct[] {
  const by = people.find((person) => person.steward)?.key ?? '';
  const first = tools.filter((tool) => !arrivedDaysAgo.has(tool.key));
  const later = tools.filter((tool) => arrivedDaysAgo.has(tool.key));
  return [
    ...first.map(
      ({ key }, turn) => ({ at: on.ago(writtenDown, '09:30') + turn * minute, do: 'add', tool: key, by }) as const,
    ),
    ...first
      .flatMap((tool) => marks(tool, by))
      .map((act, turn): DemoAct => ({ at: on.ago(writtenDown - 1, '14:00') + turn * minute, ...act })),
    ...later.flatMap((tool) => {
      const arrived = on.ago(arrivedDaysAgo.get(tool.key) ?? writtenDown, '18:04');
      const acts = [{ do: 'add', tool: tool.key, by } as const, ...marks(tool, by)];
      return acts.map((act, turn): DemoAct => ({ at: arrived + turn * minute, ...act }));
    }),
  ];
}

function marks({ key, labels, codes = [] }: DemoTool, by: string) {
  return [
    ...Array.from({ length: labels }, () => ({ do: 'label', tool: key, by }) as const),
    ...codes.map((code) => ({ do: 'claim', tool: key, by, code }) as const),
  ];
}
