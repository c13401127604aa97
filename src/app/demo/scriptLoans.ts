import type { DemoAct, DemoContent, DemoPurpose, DemoTool, Season } from './contentShape.ts';
import { mulberry32, seedOf } from './mulberry32.ts';
import type { StoryDays } from './storyDays.ts';

/** The part of the year in which a tool may be lent, in days ago: `from` is the earlier. Both at least 1. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where things end up when the right door was locked. */
const elsewhere = ['reserve', 'cour', 'comptoir'];
const leftElsewhere = [
  'C’était fermé, je laisse ça ici en attendant.',
  'Posé ici, les bras chargés.',
  'Pas la clé de la bonne porte.',
];

/** One tool's year, drawn from its own seed: taken, sometimes passed on, brought back; never out twice. */
export function loansOf(content: DemoContent, tool: DemoTool, span: Span, on: StoryDays): readonly DemoAct[] {
  const { uses } = tool;
  if (!uses) return [];
  const draw = mulberry32(seedOf(tool.key));
  const pick = <T>(choices: readonly T[]): T | undefined => choices[Math.floor(draw() * choices.length)];
  const chance = (share: number): boolean => draw() < share;
  const people = peopleByLiking(content, tool);

  const acts: DemoAct[] = [];
  let freeFrom = span.from + 1;
  for (const taken of takingDays(uses.what, Math.max(1, Math.round((uses.aYear * (span.from - span.to)) / 365)))) {
    if (taken >= freeFrom) continue;
    const meant = Math.round((uses.days ?? 3) * (0.4 + draw() * 1.2));
    const late = uses.days !== 0 && chance(0.16) ? 1 + Math.floor(draw() * 9) : 0;
    const back = Math.max(span.to, taken - meant - late);
    acts.push(...loan(taken, back, on.dayAgo(taken - meant)));
    freeFrom = back;
  }
  return acts;

  /** Days ago, earliest first; only days on which there is something to do with it. */
  function takingDays(what: readonly DemoPurpose[], wanted: number): readonly number[] {
    const days = new Set<number>();
    for (let tries = 0; days.size < wanted && tries < wanted * 12; tries++) {
      const day = span.to + Math.floor(draw() * (span.from - span.to + 1));
      if (inSeason(what, day).length > 0) days.add(day);
    }
    return [...days].toSorted((a, b) => b - a);
  }

  function inSeason(what: readonly DemoPurpose[], daysAgo: number): readonly string[] {
    const season = seasonOf(on.monthAgo(daysAgo));
    return what.flatMap((purpose) =>
      typeof purpose === 'string' ? [purpose] : purpose.in.includes(season) ? [purpose.what] : [],
    );
  }

  function loan(taken: number, back: number, until: string): readonly DemoAct[] {
    const by = pick(people) ?? '';
    const purposes = uses ? inSeason(uses.what, taken) : [];
    const purpose = chance(0.75) ? pick(purposes) : undefined;
    // Taken in the first half of the day, so that what comes back the same day comes back later.
    const take: DemoAct = {
      at: on.ago(taken, clock(8, 14)),
      do: 'take',
      tool: tool.key,
      by,
      ...(chance(0.65) ? { until } : {}),
      ...(purpose === undefined ? {} : { purpose }),
    };
    if (taken - back < 2 || !chance(0.22)) return [take, bringBack(back, by)];
    const to = pick(people.filter((person) => person !== by)) ?? by;
    const next = chance(0.6) ? pick(purposes) : purpose;
    const handOver: DemoAct = {
      at: on.ago(taken - 1, clock(9, 19)),
      do: 'handOver',
      tool: tool.key,
      from: by,
      to,
      ...(chance(0.5) ? { until: on.dayAgo(back) } : {}),
      ...(next === undefined ? {} : { purpose: next }),
    };
    return [take, handOver, bringBack(back, to)];
  }

  function bringBack(day: number, by: string): DemoAct {
    const act = { at: on.ago(day, clock(15, 20)), do: 'return', tool: tool.key, by } as const;
    if (tool.what !== 'space' && chance(0.05)) {
      const place = pick(elsewhere.filter((key) => key !== tool.place)) ?? '';
      return { ...act, place, note: pick(leftElsewhere) ?? '' };
    }
    const note = chance(0.3) ? pick(uses?.notes ?? []) : undefined;
    return note === undefined ? act : { ...act, note };
  }

  /** From one full hour to the end of another, as `HH:MM`. */
  function clock(from: number, to: number): string {
    const minutes = from * 60 + Math.floor(draw() * (to - from + 1) * 60);
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  }
}

/** Everybody's key once, and five more times for those who like this kind of tool. */
function peopleByLiking({ people, categories }: DemoContent, tool: DemoTool): readonly string[] {
  const parent = categories.find(({ key }) => key === tool.category)?.parent;
  return people.flatMap(({ key, likes }) => {
    const liked = likes.includes(tool.category) || (parent !== undefined && likes.includes(parent));
    return Array.from({ length: liked ? 6 : 1 }, () => key);
  });
}

const seasons: readonly Season[] = ['winter', 'spring', 'summer', 'autumn'];
/** Winter is December to February, as gardeners count. */
const seasonOf = (month: number): Season => seasons[Math.floor((month % 12) / 3)] ?? 'winter';
