import { decideAddNode, decideAddTool, decideWriteProfile, membershipDraft } from '#domain/decide/describe.ts';
import { said } from '#domain/decide/custody.ts';
import type { Draft, FactRef } from '#domain/fact.ts';
import type { BatchId, CategoryId, MemberId, PlaceId, ToolId } from '#domain/ids.ts';
import { codeStream, memberStream, toolStream, workshopStream } from '#domain/ids.ts';
import { codeClaimed, retired } from '#domain/kinds/tool.ts';
import { taken } from '#domain/kinds/custody.ts';
import { memberAdded } from '#domain/kinds/workshop.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Result } from '#domain/result.ts';
import { bounds } from '#domain/schema.ts';
import { cutText } from '#interchange/cleanText.ts';
import type { ImportedHolder, ImportedTool } from '#interchange/importedTool.ts';
import type { ImportPlan, PlannedRow } from '#interchange/planImport.ts';
import type { DraftMaker } from '../writeMany.ts';
import { type Existing, pathKey } from './existingThings.ts';

/** Everything the chosen rows become, in the order in which it is written: what a tool stands on comes before it. */
export interface ImportDrafts {
  readonly makers: readonly DraftMaker[];
  /** For each fact, how many rows are whole once it is stored. */
  readonly rowsUpTo: readonly number[];
}

interface Making {
  readonly batch: BatchId;
  readonly now: () => number;
  readonly newId: <Id extends string>() => Id;
  /** What the first new member is written on; each next one on the one before. */
  readonly membership: readonly FactRef[];
  readonly rest: () => Promise<void>;
}

/** Rows gone through before the screen may draw. */
const rowsAtOnce = 500;

export async function importDrafts(
  plan: ImportPlan,
  rows: readonly PlannedRow[],
  existing: Existing,
  making: Making,
): Promise<ImportDrafts> {
  const makers: DraftMaker[] = [];
  const rowsUpTo: number[] = [];
  const write = (next: Draft | DraftMaker, whole: number): void => {
    makers.push(typeof next === 'function' ? next : () => next);
    rowsUpTo.push(whole);
  };
  const trees = {
    category: createBranches('category', existing.categoryIds, making, (draft) => write(draft, 0)),
    place: createBranches('place', existing.placeIds, making, (draft) => write(draft, 0)),
  };
  const people = createPeople(plan, existing, making, write);

  // Places, categories and people first: a tool then finds its place in the same transaction, and is settled once.
  await eachRow(rows, making, ({ tool }) => {
    if (tool === null) return;
    trees.category(tool.categoryPath);
    trees.place(tool.placePath);
  });
  await eachRow(rows, making, ({ tool, member }, at) => {
    if (tool?.holder) people(tool.holder, 0);
    if (member !== null) people(member, at + 1);
  });
  await eachRow(rows, making, ({ tool }, at) => {
    if (tool === null) return;
    const stands = { category: trees.category(tool.categoryPath), place: trees.place(tool.placePath) };
    const holder = tool.holder === null ? null : people(tool.holder, at);
    // Made when their slice is written: five thousand at once would hold up the page.
    const drafts = once(() => toolDrafts(tool, stands, holder, making));
    const count = 1 + tool.codes.length + (holder === null ? 0 : 1) + (tool.retired === null ? 0 : 1);
    for (let nth = 0; nth < count; nth += 1) write(() => drafts()[nth] as Draft, nth === count - 1 ? at + 1 : at);
  });
  return { makers, rowsUpTo };
}

async function eachRow(
  rows: readonly PlannedRow[],
  { rest }: Pick<Making, 'rest'>,
  work: (row: PlannedRow, at: number) => void,
): Promise<void> {
  for (const [at, row] of rows.entries()) {
    if (at > 0 && at % rowsAtOnce === 0) await rest();
    work(row, at);
  }
}

/** Finds the node at the end of a path, adding what is not there yet, parents first. */
function createBranches<Id extends PlaceId | CategoryId>(
  type: 'place' | 'category',
  known: ReadonlyMap<string, Id>,
  { batch, now, newId }: Making,
  write: (draft: Draft) => void,
): (path: readonly string[]) => Id | null {
  const ids = new Map(known);
  return (path) => {
    let parent: Id | null = null;
    for (const [at, name] of path.entries()) {
      const key = pathKey(path.slice(0, at + 1));
      let id = ids.get(key);
      if (id === undefined) {
        id = newId<Id>();
        write(drafted(decideAddNode(type, id, { name, parent }, { now: now(), batch })));
        ids.set(key, id);
      }
      parent = id;
    }
    return parent;
  };
}

/** Members without a phone, each added when first met. The name goes into their profile and nowhere else. */
function createPeople(
  plan: ImportPlan,
  existing: Existing,
  { batch, now, newId, membership }: Making,
  write: (next: Draft | DraftMaker, whole: number) => void,
): (holder: ImportedHolder, whole: number) => MemberId {
  const met = new Map(plan.members.map((member) => [member.key, member]));
  const ids = new Map<string, MemberId>();
  return ({ key, name, contact }, whole) => {
    const known = ids.get(key);
    if (known !== undefined) return known;
    const person = met.get(key);
    const here = person?.existing == null ? undefined : existing.memberIds[person.existing];
    const id = here ?? newId<MemberId>();
    ids.set(key, id);
    if (here !== undefined) return id;
    const words = { name: person?.name ?? name, contact: person?.contact ?? contact };
    const profile = drafted(decideWriteProfile(id, words, [], { now: now(), batch }));
    write(
      (headsOf) => {
        const before = headsOf(workshopStream, memberAdded.concern);
        const after = before.length > 0 ? before : membership;
        return membershipDraft(memberAdded.name, { member: id, role: 'member' }, after, [memberStream(id)]);
      },
      Math.max(0, whole - 1),
    );
    write(profile, whole);
    return id;
  };
}

/** A row as facts about one new tool: what it is, its codes, who has it, and that it is retired. */
function toolDrafts(
  tool: ImportedTool,
  { category, place }: { readonly category: CategoryId | null; readonly place: PlaceId | null },
  holder: MemberId | null,
  { batch, now, newId }: Making,
): readonly Draft[] {
  const id = newId<ToolId>();
  const stream = toolStream(id);
  const at = now();
  const added = decideAddTool(
    id,
    {
      name: tool.name,
      what: tool.what,
      ...(tool.otherNames.length === 0 ? {} : { otherNames: [...tool.otherNames] }),
      ...withoutNulls({ about: tool.about, category, place, spot: tool.spot }),
      ...withoutNulls({ brand: tool.brand, model: tool.model, serial: tool.serial, came: tool.came }),
      ...(tool.contents.length === 0 ? {} : { contents: [...tool.contents] }),
      ...importedOf(tool),
    },
    { now: at, batch },
  );
  const drafts: Draft[] = [drafted(added)];
  for (const { format, text } of tool.codes) {
    const thing = { kind: codeClaimed.name, streams: [stream, codeStream(format, text)], after: [], at };
    drafts.push({ thing: { ...thing, body: { format, text, batch } }, person: null });
  }
  if (holder !== null) {
    const body = said({ until: tool.holder?.until, batch });
    const person = { streams: [memberStream(holder)], body: { by: holder } };
    drafts.push({ thing: { kind: taken.name, streams: [stream], after: [], at, body }, person });
  }
  if (tool.retired !== null) {
    const body = said({ reason: tool.retired.reason, words: tool.retired.words, batch });
    drafts.push({ thing: { kind: retired.name, streams: [stream], after: [], at, body }, person: null });
  }
  return drafts;
}

/** Categories beside the main one are kept as text: a tool hangs on one branch. */
function importedOf({ imported, moreCategoryPaths }: ImportedTool) {
  const more = moreCategoryPaths.map((path) => path.join(' / ')).join('; ');
  const room = Object.keys(imported).length < bounds.importedKeys && !(moreCategories in imported);
  const kept =
    more !== '' && room ? { ...imported, [moreCategories]: cutText(more, bounds.importedValue) } : { ...imported };
  return Object.keys(kept).length === 0 ? {} : { imported: kept };
}
const moreCategories = 'more categories';

const withoutNulls = <Words extends object>(words: Words): { [Field in keyof Words]?: NonNullable<Words[Field]> } =>
  Object.fromEntries(Object.entries(words).filter(([, value]) => value !== null)) as never;

/** The plan keeps every row within the bounds of the facts, so a refusal here is a bug of the plan. */
function drafted(decided: Result<Draft, Refusal>): Draft {
  if (decided.ok) return decided.value;
  throw new Error(`A planned row does not fit: ${JSON.stringify(decided.refusal)}`);
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}
