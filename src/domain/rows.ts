/** What lists and the first screen read: settled, small, disposable. A row always equals one built anew from the facts. */
import type { BatchId, BlobId, CategoryId, DutyId, LabelId, LogId, MemberId, PlaceId, SkillId, ToolId } from './ids.ts';
import { sortKey } from './fold.ts';
import { type FaultWhat, type HowBad, type RepairStage, howBads } from './kinds/care.ts';
import type { SkillRule } from './kinds/skill.ts';
import type { What } from './kinds/tool.ts';
import { useKey } from './lapse.ts';
import type { Doubt, Who } from './settle/custody.ts';
import { type Duty, type Standing, dueDay } from './settle/duty.ts';
import type { Profile } from './settle/member.ts';
import type { Member, Membership, Role } from './settle/membership.ts';
import type { Holder, OpenHalf, Skill } from './settle/skill.ts';
import type { Tool } from './settle/tool.ts';
import type { Category, Place } from './settle/tree.ts';
import type { KeptText } from './settle/kept.ts';
import type { WorkshopSettled } from './settle/workshop.ts';

export interface RowClaim {
  readonly by: Who;
  readonly since: number;
  readonly until: string | null;
  readonly purpose: string | null;
}

/** The worst of what is wrong with a tool, and how many more there are. */
export interface RowFault {
  readonly bad: HowBad;
  readonly what: FaultWhat;
  readonly stage: RepairStage;
  /** The first of what is missing. */
  readonly missing: readonly string[];
  readonly words: string | null;
  /** When it was reported. */
  readonly at: number;
  readonly inHandOf: readonly Who[];
  readonly count: number;
  /** Present unless the tool is retired: the worst first, then the oldest. */
  readonly order?: string;
}

export interface ToolRow {
  readonly id: ToolId;
  readonly what: What;
  readonly name: string;
  readonly otherNames: readonly string[];
  readonly category: CategoryId | null;
  readonly place: PlaceId | null;
  readonly spot: string | null;
  /** A silhouette chosen for this one tool; else its category's. */
  readonly drawing: string | null;
  readonly face: { readonly blob: BlobId; readonly key: string } | null;
  readonly state: 'here' | 'out' | 'contested' | 'retired';
  readonly claims: readonly RowClaim[];
  /** Present while somebody put it back or retired it apart from those who say they have it. */
  readonly doubts?: readonly Pick<Doubt, 'how' | 'by' | 'at'>[];
  /** Present with them: who may not know, for their list of what to do. */
  readonly doubters?: readonly MemberId[];
  readonly putAt: PlaceId | null;
  readonly labels: readonly LabelId[];
  readonly uses: number;
  /** When it last moved, or came: "asleep" is asked of it with the time of asking. */
  readonly movedAt: number;
  /** Present while something is wrong with it. */
  readonly fault?: RowFault;
  /** Present while it is in the list: place by place, then by name. */
  readonly order?: string;
  /** Present while somebody known holds it, retired or not. */
  readonly holders?: readonly MemberId[];
  /** Present while it is out: since when. */
  readonly outSince?: number;
  /** Present while it needs any. */
  readonly skills?: readonly SkillId[];
  /** With `skills`: who used it last when, as entries of an index (see `useKey`). */
  readonly skillUses?: readonly string[];
}

/** What search and filters need of each tool, packed many to a record. */
export interface ShelfEntry {
  readonly id: ToolId;
  readonly name: string;
  readonly otherNames: readonly string[];
  readonly about: string;
  readonly brand: string;
  readonly category: CategoryId | null;
  readonly place: PlaceId | null;
  readonly spot: string | null;
  readonly labels: readonly LabelId[];
  readonly state: ToolRow['state'];
  readonly holders: readonly Who[];
  readonly movedAt: number;
  readonly order: string;
}

export interface PlaceRow {
  readonly id: PlaceId;
  readonly name: string;
  readonly parent: PlaceId | null;
}
export interface CategoryRow {
  readonly id: CategoryId;
  readonly name: string;
  readonly parent: CategoryId | null;
  readonly drawing: string | null;
}
export interface MemberRow {
  readonly id: MemberId;
  readonly state: Exclude<Profile['state'], 'withdrawn'>;
  readonly name: string | null;
  readonly contact: string | null;
  readonly role: Role;
  readonly standing: Member['standing'];
  readonly devices: readonly { readonly log: LogId; readonly isOpen: boolean }[];
}
export interface SkillRow {
  readonly id: SkillId;
  readonly name: string;
  readonly about: string | null;
  readonly safety: boolean;
  readonly lapsesAfterMonths: number | null;
  readonly lapsesUnusedMonths: number | null;
  readonly rule: SkillRule;
  readonly isRetired: boolean;
  readonly holders: readonly Holder[];
  readonly shows: readonly MemberId[];
  readonly open: readonly OpenHalf[];
  /** Who holds it, or is asked whether they do; none while it is retired. */
  readonly people: readonly MemberId[];
}
/** Tools a label or a foreign code leads to. */
export interface CodeRow {
  readonly id: string;
  readonly tools: readonly ToolId[];
}
/** A plan of care, and whatever lists ask of it without its facts. */
export interface DutyRow
  extends Pick<Duty, 'id' | 'tool' | 'place' | 'name' | 'steps' | 'stopsLending' | 'skill'>, Standing {
  /** The duty and the tool it is on: see `dutyKey`. */
  readonly key: string;
  /** Uses or minutes since it was last done. */
  readonly since: number;
  /** Present while it comes round: lists of what is due read this and no more. */
  readonly due?: string;
  /** Present once it was done. A day ahead of the reader's tells of a wrong clock: `dueDay` is asked again then. */
  readonly lastDone?: string;
  /** Who did it, beside `days`. */
  readonly doers: readonly Who[];
  readonly takers: readonly Who[];
}
/** How often whom did something, on one day: what fairness is told from, however many duties there are. */
export interface CareDayRow {
  readonly day: string;
  readonly by: Readonly<Record<MemberId, number>>;
}
export interface WorkshopRow {
  readonly name: string;
  readonly language: 'fr' | 'en';
  readonly labelAddress: string | null;
  readonly labelLine: string | null;
  readonly withdrawnBatches: readonly BatchId[];
  /** The house rules as last kept. */
  readonly rules: KeptText | null;
  /** How often the board was begun anew. */
  readonly boardGeneration: number;
}

export const workshopRowOf = ({
  name,
  language,
  labelAddress,
  labelLine,
  withdrawnBatches,
  kept,
  board,
}: WorkshopSettled): WorkshopRow => ({
  name,
  language,
  labelAddress,
  labelLine,
  withdrawnBatches,
  rules: kept.rules ?? null,
  boardGeneration: board.generation,
});

/** Sorts the list place by place, then by name; `path` is the place's names from the root. */
export const orderOf = (path: readonly string[], name: string, id: ToolId): string =>
  // Tools without a place come last.
  `${path.length === 0 ? '\uffff' : path.map(sortKey).join('\u0001')}\u0000${sortKey(name)}\u0000${id}`;

/** The row of a tool, or null while nothing that counts has added it. `where`: its path of places, or its order as known. */
export function toolRow(tool: Tool, where: readonly string[] | string): ToolRow | null {
  if (!tool.exists) return null;
  const { words, custody } = tool;
  const face = tool.photos[0]?.thumb;
  const holders = [...new Set(custody.claims.flatMap(({ by }) => (isMember(by) ? [by] : [])))];
  const since = custody.claims.map(({ at }) => at);
  return {
    id: tool.id,
    what: tool.what,
    name: tool.name,
    otherNames: words.otherNames ?? [],
    category: words.category ?? null,
    place: words.place ?? null,
    spot: words.spot ?? null,
    drawing: words.drawing ?? null,
    face: face === undefined ? null : { blob: face.blob, key: face.key },
    // A retired tool that somebody holds is out first: it must stay returnable and seen.
    state: custody.claims.length === 0 && tool.retired !== null ? 'retired' : custody.state,
    claims: custody.claims.map(({ by, at, until, purpose }) => ({ by, since: at, until, purpose })),
    ...(custody.doubts.length > 0 ? doubtsOf(custody.doubts) : {}),
    putAt: custody.putAt,
    labels: tool.labels,
    uses: tool.uses.length,
    movedAt: custody.at ?? tool.addedAt ?? 0,
    ...faultOf(tool),
    ...(tool.retired === null ? { order: typeof where === 'string' ? where : orderOf(where, tool.name, tool.id) } : {}),
    ...(holders.length > 0 ? { holders } : {}),
    ...(since.length > 0 ? { outSince: Math.min(...since) } : {}),
    ...needsOf(tool),
  };
}

function needsOf({ words: { skills = [] }, uses }: Tool): Pick<ToolRow, 'skills' | 'skillUses'> {
  if (skills.length === 0) return {};
  const last = new Map<MemberId, number>();
  for (const { by, at, ended } of uses) if (isMember(by)) last.set(by, Math.max(last.get(by) ?? 0, ended?.at ?? at));
  const needed = [...new Set(skills)];
  return {
    skills: needed,
    skillUses: needed.flatMap((skill) => [...last].map(([member, at]) => useKey(skill, member, at))).toSorted(),
  };
}

export function skillRow(skill: Skill): SkillRow | null {
  if (!skill.exists) return null;
  const { id, name, about, safety, lapsesAfterMonths, lapsesUnusedMonths, rule, isRetired, holders, shows, open } =
    skill;
  const people = isRetired ? [] : [...holders.map(({ member }) => member), ...open.map(({ learner }) => learner)];
  return {
    id,
    name,
    about,
    safety,
    lapsesAfterMonths,
    lapsesUnusedMonths,
    rule,
    isRetired,
    holders,
    shows,
    open,
    people: [...new Set(people)].toSorted(),
  };
}

function faultOf({ faults, retired }: Tool): Pick<ToolRow, 'fault'> {
  const [fault] = faults;
  if (fault === undefined) return {};
  const { bad, what, stage, words, at } = fault;
  const missing = fault.missing.slice(0, 3);
  const order = `${String(howBads.length - howBads.indexOf(bad))} ${String(at).padStart(16, '0')}`;
  const inHandOf = [...new Set(faults.flatMap((each) => each.inHandOf))];
  return {
    fault: {
      bad,
      what,
      stage,
      missing,
      words,
      at,
      inHandOf,
      count: faults.length,
      ...(retired === null ? { order } : {}),
    },
  };
}

const doubtsOf = (doubts: readonly Doubt[]): Pick<ToolRow, 'doubts' | 'doubters'> => ({
  doubts: doubts.map(({ how, by, at }) => ({ how, by, at })),
  doubters: [...new Set(doubts.flatMap(({ by }) => (isMember(by) ? [by] : [])))],
});

/** Do two people believe different things of where it is? Anything written on top of both ends it. */
export const isDisputed = ({ state, doubts }: Pick<ToolRow, 'state' | 'doubts'>): boolean =>
  state === 'contested' || (doubts !== undefined && doubts.length > 0);

export const isMember = (who: Who): who is MemberId => who !== null && who !== 'forgotten' && who !== 'to-come';

export const shelfEntry = (tool: Tool, row: ToolRow): ShelfEntry => ({
  id: row.id,
  name: row.name,
  otherNames: row.otherNames,
  about: tool.words.about ?? '',
  brand: [tool.words.brand, tool.words.model].filter(Boolean).join(' '),
  category: row.category,
  place: row.place,
  spot: row.spot,
  labels: row.labels,
  state: row.state,
  holders: row.claims.map(({ by }) => by),
  movedAt: row.movedAt,
  order: row.order ?? '',
});

/** Should somebody plan the same duty on two tools, it is two. */
export const dutyKey = (id: DutyId, tool: ToolId | null): string => `${tool ?? ''}/${id}`;

/** Times a row remembers: half a year of every day. */
const timesKept = 200;

/** The row of a duty; `place` is the tool's own where it is on one. Null while nobody planned it. */
export function dutyRow(duty: Duty, { place, isAway }: { place: PlaceId | null; isAway: boolean }): DutyRow | null {
  if (!duty.exists) return null;
  const { id, tool, name, steps, stopsLending, skill, every, starts, isEnded, reached, since } = duty;
  const dones = duty.dones.slice(0, timesKept);
  const standing = { every, starts, isEnded, reached, days: dones.map(({ day }) => day) };
  const due = isAway ? null : dueDay(standing, null);
  const lastDone = standing.days[0];
  return {
    key: dutyKey(id, tool),
    id,
    tool,
    place,
    name,
    steps,
    stopsLending,
    skill,
    since,
    ...standing,
    ...(due === null ? {} : { due }),
    ...(lastDone === undefined ? {} : { lastDone }),
    doers: dones.map(({ by }) => by),
    takers: duty.takers.map(({ by }) => by),
  };
}

export const placeRow = ({ id, name, parent }: Place): PlaceRow => ({ id, name, parent });
export const categoryRow = ({ id, name, parent, drawing }: Category): CategoryRow => ({ id, name, parent, drawing });

export function memberRow(profile: Profile, membership: Membership): MemberRow | null {
  const member = membership.members.get(profile.id);
  if (member === undefined || profile.state === 'withdrawn') return null;
  return {
    id: profile.id,
    state: profile.state,
    name: profile.name,
    contact: profile.contact,
    role: member.role,
    standing: member.standing,
    devices: [...membership.devices.values()]
      .filter((device) => device.member === profile.id)
      .map(({ log, cut }) => ({ log, isOpen: cut === null })),
  };
}
