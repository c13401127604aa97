/** Adding, describing, labelling and retiring. Pure: drafts or refusals; the ids of new things are handed in. */
import * as v from 'valibot';
import type { Body, Draft, FactRef } from '../fact.ts';
import type { BatchId, BlobId, CategoryId, LabelId, MemberId, PlaceId, StreamId, ToolId } from '../ids.ts';
import {
  categoryStream,
  codeStream,
  labelStream,
  memberStream,
  placeStream,
  toolStream,
  workshopStream,
} from '../ids.ts';
import type { RetireReason, ToolWords } from '../kinds/tool.ts';
import { categoryAdded, categoryDescribed, placeAdded, placeDescribed } from '../kinds/place.ts';
import { codeClaimed, fileAdded, toolAdded, toolDescribed } from '../kinds/tool.ts';
import { workshopDescribed } from '../kinds/workshop.ts';
import { plainText } from '../plainText.ts';
import type { Refusal } from '../refusal.ts';
import { type Result, ok, refused } from '../result.ts';
import { type Photo, type SealedFile, bounds } from '../schema.ts';
import type { CodeTarget } from '../settle/code.ts';
import type { ForeignCode, Tool } from '../settle/tool.ts';
import type { TreeNode } from '../settle/tree.ts';
import type { WorkshopSettled, WorkshopWords } from '../settle/workshop.ts';
import { said } from './custody.ts';

type Decided = Result<Draft, Refusal>;

const draft = (
  kind: string,
  streams: readonly StreamId[],
  after: readonly FactRef[],
  at: number,
  body: Body,
): Draft => ({
  thing: { kind, streams, after: after.slice(0, bounds.after), at, body },
  person: null,
});

/** Words as they are kept: plain, empty ones said as "none". */
function tidy(words: object): Body {
  const entries = Object.entries(words).flatMap(([field, value]): [string, unknown][] => {
    if (value === undefined) return [];
    if (typeof value === 'string') return [[field, plainText(value) || null]];
    if (field === 'otherNames') return [[field, (value as string[]).map(plainText).filter(Boolean)]];
    return [[field, plainWithin(value)]];
  });
  return Object.fromEntries(entries) as Body;
}

/** The same for texts further in: what a kit holds, how a tool came. */
function plainWithin(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(plainWithin);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainWithin(inner)]));
}

const nameOf = (name: string | undefined | null): Refusal | null => {
  const { length } = plainText(name ?? '');
  if (length === 0) return { kind: 'name-missing' };
  return length > bounds.name ? { kind: 'text-too-long', field: 'name', max: bounds.name } : null;
};

/** Says which field does not fit, from what the schema of the kind says of it. */
export function misfit(schema: v.GenericSchema, body: Body): Refusal | null {
  const read = v.safeParse(schema, body);
  if (read.success) return null;
  const issue = read.issues[0];
  const field = v.getDotPath(issue)?.split('.')[0] ?? '';
  return issue.type === 'max_length' && typeof issue.requirement === 'number'
    ? { kind: 'text-too-long', field, max: issue.requirement }
    : { kind: 'text-wrong', field };
}

export function decideAddTool(
  id: ToolId,
  words: ToolWords & { readonly name: string },
  { now, batch }: { readonly now: number; readonly batch?: BatchId | undefined },
): Decided {
  const body = { ...tidy(words), ...said({ batch }) };
  const wrong = nameOf(words.name) ?? misfit(toolAdded.body, body);
  return wrong === null ? ok(draft(toolAdded.name, [toolStream(id)], [], now, body)) : refused(wrong);
}

export function decideDescribeTool(
  tool: Tool,
  words: Partial<ToolWords>,
  now: number,
  { isSteward = false }: { readonly isSteward?: boolean } = {},
): Decided {
  if (!tool.exists) return refused({ kind: 'tool-unknown' });
  if (words.skills !== undefined && !isSteward) return refused({ kind: 'stewards-only' });
  if ((words.skills?.length ?? 0) > bounds.skills)
    return refused({ kind: 'text-too-long', field: 'skills', max: bounds.skills });
  const body = tidy(words);
  const wrong = (words.name !== undefined ? nameOf(words.name) : null) ?? misfit(toolDescribed.body, body);
  if (wrong !== null) return refused(wrong);
  return ok(draft(toolDescribed.name, [toolStream(tool.id)], tool.heads.get('description') ?? [], now, body));
}

export const decideAddPhoto = (tool: Tool, photo: Photo, now: number): Decided =>
  tool.exists
    ? ok(draft('photoAdded', [toolStream(tool.id)], tool.heads.get('photos') ?? [], now, { photo }))
    : refused({ kind: 'tool-unknown' });

export const decideRemovePhoto = (tool: Tool, blob: BlobId, now: number): Decided =>
  ok(draft('photoRemoved', [toolStream(tool.id)], tool.heads.get('photos') ?? [], now, { blob }));

export function decideAddFile(tool: Tool, file: SealedFile, title: string, now: number): Decided {
  if (!tool.exists) return refused({ kind: 'tool-unknown' });
  const body = { file, title: plainText(title) };
  if (body.title === '') return refused({ kind: 'name-missing' });
  const wrong = misfit(fileAdded.body, body);
  return wrong === null
    ? ok(draft(fileAdded.name, [toolStream(tool.id)], tool.heads.get('files') ?? [], now, body))
    : refused(wrong);
}

export const decideRemoveFile = (tool: Tool, blob: BlobId, now: number): Decided =>
  ok(draft('fileRemoved', [toolStream(tool.id)], tool.heads.get('files') ?? [], now, { blob }));

/** Retired, never deleted; a tool that is out may be retired and must still come back. Stewards only. */
export function decideRetire(
  tool: Tool,
  { reason, words }: { readonly reason: RetireReason; readonly words?: string | undefined },
  { now, isSteward }: { readonly now: number; readonly isSteward: boolean },
): Decided {
  if (!tool.exists) return refused({ kind: 'tool-unknown' });
  if (!isSteward) return refused({ kind: 'stewards-only' });
  const text = plainText(words ?? '');
  if (text.length > bounds.purpose) return refused({ kind: 'text-too-long', field: 'words', max: bounds.purpose });
  const body = said({ reason, words: text || undefined });
  // With what is known of custody: a taking that is not below it was written apart.
  const after = [...(tool.heads.get('standing') ?? []), ...tool.custody.heads];
  return ok(draft('retired', [toolStream(tool.id)], after, now, body));
}

export function decideRestore(
  tool: Tool,
  { now, isSteward }: { readonly now: number; readonly isSteward: boolean },
): Decided {
  if (!isSteward) return refused({ kind: 'stewards-only' });
  return ok(draft('restored', [toolStream(tool.id)], tool.heads.get('standing') ?? [], now, {}));
}

/**
 * Binds a label. On another tool already, it is refused unless `moving` says the member saw that; the fact then names
 * the other tool's stream too, so that both pages tell it.
 */
export function decideBindLabel(
  tool: Tool,
  label: LabelId,
  target: CodeTarget,
  { now, moving, batch }: { readonly now: number; readonly moving: boolean; readonly batch?: BatchId | undefined },
): Decided {
  if (!tool.exists) return refused({ kind: 'tool-unknown' });
  const others = target.tools.filter((id) => id !== tool.id);
  if (others[0] !== undefined && !moving) return refused({ kind: 'label-on-another', label, tool: others[0] });
  const streams = [toolStream(tool.id), labelStream(label), ...others.map(toolStream)];
  return ok(draft('labelBound', streams, target.heads, now, { label, ...said({ batch }) }));
}

/** The label is on nothing from here on. Bound to two tools while apart, it comes off both, and both pages tell it. */
export function decideUnbindLabel(tool: Tool, label: LabelId, target: CodeTarget, now: number): Decided {
  if (!target.tools.includes(tool.id)) return refused({ kind: 'nothing-to-undo' });
  const others = target.tools.filter((id) => id !== tool.id);
  const streams = [toolStream(tool.id), labelStream(label), ...others.map(toolStream)];
  return ok(draft('labelUnbound', streams, target.heads, now, { label }));
}

const codeHeads = (tool: Tool, { format, text }: ForeignCode) => tool.heads.get(`code:${format}:${text}`) ?? [];
const codeStreams = (tool: Tool, { format, text }: ForeignCode) => [toolStream(tool.id), codeStream(format, text)];

export function decideClaimCode(
  tool: Tool,
  code: ForeignCode,
  { now, batch }: { readonly now: number; readonly batch?: BatchId | undefined },
): Decided {
  if (!tool.exists) return refused({ kind: 'tool-unknown' });
  const body = { format: code.format, text: code.text, ...said({ batch }) };
  if (code.text.length > bounds.codeText)
    return refused({ kind: 'text-too-long', field: 'code', max: bounds.codeText });
  const wrong = misfit(codeClaimed.body, body);
  if (wrong !== null) return refused(wrong);
  return ok(draft('codeClaimed', codeStreams(tool, code), codeHeads(tool, code), now, body));
}
export const decideReleaseCode = (tool: Tool, code: ForeignCode, now: number): Decided =>
  ok(
    draft('codeReleased', codeStreams(tool, code), codeHeads(tool, code), now, {
      format: code.format,
      text: code.text,
    }),
  );

interface NodeWords {
  readonly name?: string | undefined;
  readonly parent?: string | null | undefined;
  readonly drawing?: string | null | undefined;
}
const nodeBody = (words: NodeWords): Body => tidy({ name: words.name, parent: words.parent, drawing: words.drawing });
const nodeStream = (type: 'place' | 'category', id: string): StreamId =>
  type === 'place' ? placeStream(id as PlaceId) : categoryStream(id as CategoryId);

export function decideAddNode(
  type: 'place' | 'category',
  id: PlaceId | CategoryId,
  words: NodeWords & { readonly name: string },
  { now, batch }: { readonly now: number; readonly batch?: BatchId | undefined },
): Decided {
  const wrong = nameOf(words.name);
  if (wrong !== null) return refused(wrong);
  const body = { ...nodeBody(words), ...said({ batch }) };
  const unfit = misfit((type === 'place' ? placeAdded : categoryAdded).body, body);
  if (unfit !== null) return refused(unfit);
  return ok(draft(type === 'place' ? 'placeAdded' : 'categoryAdded', [nodeStream(type, id)], [], now, body));
}

/** `isBelow` tells whether the new parent hangs under this one: a tree stays a tree. */
export function decideDescribeNode(
  type: 'place' | 'category',
  node: TreeNode<PlaceId> | TreeNode<CategoryId>,
  words: NodeWords,
  { now, isBelow }: { readonly now: number; readonly isBelow: boolean },
): Decided {
  const wrong = words.name !== undefined ? nameOf(words.name) : null;
  if (wrong !== null) return refused(wrong);
  if (isBelow) return refused({ kind: 'place-in-itself' });
  const kind = type === 'place' ? placeDescribed : categoryDescribed;
  const body = nodeBody(words);
  const unfit = misfit(kind.body, body);
  if (unfit !== null) return refused(unfit);
  return ok(draft(kind.name, [nodeStream(type, node.id)], node.heads, now, body));
}

/** Stewards only. The line with the address goes into the person part, which can be forgotten. */
export function decideDescribeWorkshop(
  workshop: WorkshopSettled,
  { labelLine, ...words }: { readonly [Field in keyof WorkshopWords]?: WorkshopWords[Field] | undefined },
  { now, isSteward }: { readonly now: number; readonly isSteward: boolean },
): Decided {
  if (!isSteward) return refused({ kind: 'stewards-only' });
  const [body, person] = [tidy(words), tidy({ labelLine })];
  const wrong =
    (words.name !== undefined ? nameOf(words.name) : null) ??
    misfit(workshopDescribed.body, body) ??
    misfit(workshopDescribed.person, person);
  if (wrong !== null) return refused(wrong);
  const { thing } = draft(workshopDescribed.name, [workshopStream], workshop.heads.description, now, body);
  return ok({ thing, person: labelLine === undefined ? null : { streams: [workshopStream], body: person } });
}

/** A clear fact of membership: no time, no person part, written on top of all that is known of the workshop. */
export const membershipDraft = (
  kind: string,
  body: Body,
  after: readonly FactRef[],
  about: readonly StreamId[] = [],
): Draft => ({
  thing: { kind, streams: [workshopStream, ...about], after: after.slice(0, bounds.after), at: null, body },
  person: null,
});

/** The name goes into the person part and nowhere else. */
export function decideWriteProfile(
  member: MemberId,
  { name, contact }: { readonly name: string; readonly contact?: string | undefined },
  after: readonly FactRef[],
  { now, batch }: { readonly now: number; readonly batch?: BatchId | undefined },
): Decided {
  const wrong = nameOf(name);
  if (wrong !== null) return refused(wrong);
  const reach = plainText(contact ?? '');
  if (reach.length > bounds.contact) return refused({ kind: 'text-too-long', field: 'contact', max: bounds.contact });
  return ok({
    thing: {
      kind: 'profileWritten',
      streams: [memberStream(member)],
      after: after.slice(0, bounds.after),
      at: now,
      body: said({ batch }),
    },
    person: {
      streams: [memberStream(member)],
      body: said({ name: plainText(name), contact: reach || undefined }),
    },
  });
}
