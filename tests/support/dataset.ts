/**
 * An inventory and its years of use, of any size, as drafts in the order they were written: places, categories and
 * members, then tools with their labels, then takings and returns all over the house. The same size gives the same story.
 */
import {
  decideAddNode,
  decideAddTool,
  decideBindLabel,
  decideWriteProfile,
  membershipDraft,
} from '#domain/decide/describe.ts';
import type { Body, Draft, FactRef } from '#domain/fact.ts';
import type { CategoryId, LabelId, MemberId, PlaceId, ToolId } from '#domain/ids.ts';
import { memberStream, toolStream } from '#domain/ids.ts';
import { createLabelId } from '#domain/label.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Result } from '#domain/result.ts';
import { nobody } from '#domain/settle/membership.ts';
import { settleTool, type Tool } from '#domain/settle/tool.ts';
import {
  chanceOf,
  memberName,
  notes,
  oneOf,
  placesByRoom,
  purposes,
  thingsByCategory,
  toolWords,
} from './datasetWords.ts';

export interface DatasetSize {
  readonly tools: number;
  /** Facts in all; uses of tools fill it up. */
  readonly facts: number;
}

/** A tool of the story, for tests that act on it. */
export interface DatasetTool {
  readonly id: ToolId;
  readonly label: LabelId | null;
  readonly name: string;
  /** Facts of its stream. */
  readonly facts: number;
  readonly isOut: boolean;
}

/** A draft on top of facts written before it: they are known when it is sealed. */
export type StoryDraft = (written: readonly FactRef[]) => Draft;

export interface Dataset {
  readonly drafts: readonly StoryDraft[];
  readonly tools: readonly DatasetTool[];
}

/** The facts every workshop begins with: founded, first epoch, its words, the founder's profile. */
export const foundingFacts = 4;
const members = 60;
const begins = Date.UTC(2022, 0, 3, 9);
const ends = Date.UTC(2025, 8, 1, 18);

/** Who wrote the first facts, and the last of them about membership. What `written` holds begins after them. */
export interface Founded {
  readonly founder: MemberId;
  readonly membership: FactRef;
}

export function createDataset({ tools: count, facts }: DatasetSize, { founder, membership }: Founded): Dataset {
  const drafts: StoryDraft[] = [];
  const chance = chanceOf(`inventory of ${String(count)}`);
  const id = <Id extends string>(): Id =>
    Buffer.from(Array.from({ length: 16 }, () => chance() * 256)).toString('base64url') as Id;
  const clock = () => begins + Math.floor(((ends - begins) * drafts.length) / facts);
  const add = (draft: Result<Draft, Refusal>): number => drafts.push(() => valueOf(draft)) - 1;

  const people = [founder, ...addMembers(members - 1, membership, id, clock, drafts)];
  const places = addTrees('place', Object.entries(placesByRoom), id<PlaceId>, clock, add);
  const categories = addTrees(
    'category',
    Object.entries(thingsByCategory).map(([name]) => [name, []] as const),
    id<CategoryId>,
    clock,
    add,
  );
  const kinds = Object.values(thingsByCategory).flatMap((things, at) =>
    things.map((thing) => ({ thing, category: categories[at] as CategoryId })),
  );

  const tools: Story[] = [];
  for (let at = 0; at < count; at += 1) {
    const tool = id<ToolId>();
    const { thing, category } = oneOf(chance, kinds);
    const words = { ...toolWords(at, thing, chance), category, place: oneOf(chance, places) };
    add(decideAddTool(tool, words, { now: clock() }));
    const story: Story = {
      id: tool,
      name: words.name,
      label: null,
      facts: 1,
      head: null,
      holder: null,
      pull: chance() ** 3 + 0.1,
    };
    if (chance() < 0.8) {
      story.label = createLabelId((length) => Uint8Array.from({ length }, () => chance() * 256));
      add(
        decideBindLabel(
          newTool(tool),
          story.label,
          { tools: [], heads: [], awaits: [] },
          { now: clock(), moving: false },
        ),
      );
      story.facts += 1;
    }
    tools.push(story);
  }
  liveOn(tools, people, places, facts - foundingFacts - drafts.length, { chance, clock, drafts });
  return {
    drafts,
    tools: tools.map(({ id: tool, label, name, facts: own, holder }) => ({
      id: tool,
      label,
      name,
      facts: own,
      isOut: holder !== null,
    })),
  };
}

interface Story {
  readonly id: ToolId;
  readonly name: string;
  label: LabelId | null;
  facts: number;
  /** Place in the story of the last fact about who holds it. */
  head: number | null;
  holder: MemberId | null;
  /** How often people want it. */
  readonly pull: number;
}

const valueOf = (drafted: Result<Draft, Refusal>): Draft => {
  if (!drafted.ok) throw new Error(`The story holds a wrong fact: ${JSON.stringify(drafted.refusal)}`);
  return drafted.value;
};

/** A tool just added, to decide on: its fact is not sealed yet. */
const newTool = (id: ToolId): Tool => ({
  ...settleTool(id, [], {
    membership: nobody,
    heightOf: () => 0,
    withdrawnBatches: new Set(),
  }),
  exists: true,
});

function addMembers(
  count: number,
  ground: FactRef,
  id: <Id extends string>() => Id,
  clock: () => number,
  drafts: StoryDraft[],
): readonly MemberId[] {
  let before: number | null = null;
  return Array.from({ length: count }, (_, at) => {
    const member = id<MemberId>();
    const head = before;
    before = drafts.length;
    drafts.push((written) =>
      membershipDraft(
        'memberAdded',
        { member, role: 'member' },
        [head === null ? ground : (written[head] as FactRef)],
        [memberStream(member)],
      ),
    );
    const profile = decideWriteProfile(
      member,
      { name: memberName(at), contact: `06 00 00 00 ${String(at).padStart(2, '0')}` },
      [],
      { now: clock() },
    );
    drafts.push(() => valueOf(profile));
    return member;
  });
}

/** Adds a forest of two levels; gives the ids one may hang things on, leaves where there are some. */
function addTrees<Id extends PlaceId | CategoryId>(
  type: 'place' | 'category',
  trees: readonly (readonly [string, readonly string[]])[],
  id: () => Id,
  clock: () => number,
  add: (draft: Result<Draft, Refusal>) => number,
): readonly Id[] {
  return trees.flatMap(([name, below]) => {
    const parent = id();
    add(decideAddNode(type, parent, { name }, { now: clock() }));
    const leaves = below.map((each) => {
      const leaf = id();
      add(decideAddNode(type, leaf, { name: each, parent }, { now: clock() }));
      return leaf;
    });
    return leaves.length > 0 ? leaves : [parent];
  });
}

/** One tool in sixteen is out at any time; what is wanted more is taken more. */
function liveOn(
  tools: readonly Story[],
  people: readonly MemberId[],
  places: readonly PlaceId[],
  acts: number,
  {
    chance,
    clock,
    drafts,
  }: { readonly chance: () => number; readonly clock: () => number; readonly drafts: StoryDraft[] },
): void {
  const out: Story[] = [];
  const most = Math.ceil(tools.length / 16);
  const write = (tool: Story, kind: string, body: Body, about: readonly MemberId[], person: Body): void => {
    const [head, at] = [tool.head, clock()];
    tool.head = drafts.length;
    tool.facts += 1;
    drafts.push((written) => ({
      thing: { kind, streams: [toolStream(tool.id)], after: head === null ? [] : [written[head] as FactRef], at, body },
      person: { streams: about.map(memberStream), body: person },
    }));
  };
  for (let act = 0; act < acts; act += 1) {
    const by = oneOf(chance, people);
    if (out.length >= most) {
      const at = Math.floor(chance() * out.length);
      const tool = out[at] as Story;
      const from = tool.holder as MemberId;
      if (chance() < 0.1 && from !== by) {
        write(tool, 'handedOver', {}, [by, from], { from, to: by });
        tool.holder = by;
        continue;
      }
      out.splice(at, 1);
      const elsewhere = chance() < 0.1 ? { place: oneOf(chance, places) } : {};
      write(tool, 'returned', elsewhere, [from], {
        by: from,
        ...(chance() < 0.2 ? { note: oneOf(chance, notes) } : {}),
      });
      tool.holder = null;
    } else {
      const tool = wanted(tools, chance);
      const purpose = chance() < 0.3 ? { purpose: oneOf(chance, purposes) } : {};
      write(tool, 'taken', purpose, [by], { by });
      tool.holder = by;
      out.push(tool);
    }
  }
}

function wanted(tools: readonly Story[], chance: () => number): Story {
  for (;;) {
    const tool = oneOf(chance, tools);
    if (tool.holder === null && chance() < tool.pull) return tool;
  }
}
