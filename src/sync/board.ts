import {
  applyUpdate,
  ContentDeleted,
  ContentString,
  decodeUpdate,
  diffUpdate,
  Doc,
  encodeStateAsUpdate,
  encodeStateVector,
  Item,
  parseUpdateMeta,
  type Text,
} from 'yjs';
import { type Bytes, toBase64url, utf8 } from '#crypto/bytes.ts';
import { encodeCanonical } from '#crypto/canonicalCbor.ts';
import { type CryptoDeps, sha256 } from '#crypto/cryptoDeps.ts';
import type { WorkshopId } from '#domain/ids.ts';
import { type HouseText, houseTexts, isTextName, type TextName } from '#domain/kinds/text.ts';
import { boardName } from './boardName.ts';

/** The last kept versions, and how often the board was begun anew: what facts say, so that every phone begins alike. */
export interface BoardSeed {
  readonly generation: number;
  readonly kept: Readonly<Partial<Record<HouseText, string>>>;
}

/** Keeps a document where a restart finds it; `y-indexeddb` in a browser. */
export interface Keeping {
  readonly open: (name: string, doc: Doc) => { readonly ready: Promise<unknown>; readonly close: () => Promise<void> };
  readonly forget: (name: string) => Promise<void>;
}

/** Of another generation: `older` should be told of ours, `newer` waits for the fact that begins it. */
export type Taken = 'taken' | 'nothing-new' | 'older' | 'newer' | 'refused';

export interface Board {
  readonly generation: () => number;
  /** What a draft begins with once somebody writes it, and what is read until then: the version that stands. */
  readonly prepare: (text: TextName, kept: string) => Promise<void>;
  readonly read: (text: TextName) => string;
  /** Writes only what differs, so that what another writes beside it stays. */
  readonly write: (text: TextName, value: string) => void;
  /** With this much drafted others would take no more; a steward begins it anew. */
  readonly isFull: () => boolean;
  /** Letters and what was struck out: what a peer needs to know what we lack. */
  readonly vector: () => Bytes;
  /** What a peer of this state lacks, or all. */
  readonly updateFor: (vector?: Bytes) => Bytes;
  /** The same in updates that are each taken, however much was drafted; but one writer's words stay together. */
  readonly updatesFor: (vector: Bytes) => readonly Bytes[];
  /** Takes what a member sent; nobody else's may be given here. */
  readonly take: (generation: number, update: Bytes) => Promise<Taken>;
  /** Equal on phones that show the same, whatever their documents went through. */
  readonly digest: () => Promise<string>;
  /** Another generation: what was there is put away and the kept versions are back, on every phone the same. */
  readonly begin: (seed: BoardSeed) => Promise<void>;
  /** With what is to be sent on, when it was written here; null when it came from a peer. */
  readonly onChange: (listener: (update: Bytes | null) => void) => () => void;
  readonly close: () => Promise<void>;
}

/** Of one update, and of the whole with all that was ever struck out of it. */
const maxUpdateBytes = 256 * 1024;
const maxBoardBytes = 1024 * 1024;
const maxTextLength = 32 * 1024;
/** Room is left for what others write meanwhile. */
const fullBytes = maxBoardBytes - maxUpdateBytes;

/**
 * The board: one document a generation, merged letter by letter. Anybody who is a member may wipe it; that harms nothing
 * that was kept, because a steward's act begins the next generation from the kept versions.
 */
export async function openBoard(
  { workshop, seed }: { readonly workshop: WorkshopId; readonly seed: BoardSeed },
  { crypto, keeping }: { readonly crypto: Pick<CryptoDeps, 'subtle'>; readonly keeping: Keeping },
): Promise<Board> {
  const listeners = new Set<(update: Bytes | null) => void>();
  const nameOf = (generation: number): string => boardName(workshop, generation);
  const prepared = new Map<TextName, { readonly kept: string; readonly update: Uint8Array }>();
  let page = await openPage(seed);

  async function openPage({ generation, kept }: BoardSeed) {
    const doc = new Doc();
    const keeper = keeping.open(nameOf(generation), doc);
    await keeper.ready;
    applyUpdate(doc, await seedUpdate({ generation, kept }, crypto), fromOutside);
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      for (const each of listeners) each(origin === fromOutside ? null : new Uint8Array(update));
    });
    return { doc, keeper, generation };
  }

  // Nobody names a text before it is written: who asks for one makes one.
  const isBegun = (text: TextName): boolean => page.doc.share.has(text);
  const read = (text: TextName): string =>
    isBegun(text) ? page.doc.getText(text).toJSON() : (prepared.get(text)?.kept ?? '');

  return {
    generation: () => page.generation,
    async prepare(text, kept) {
      if (prepared.get(text)?.kept === kept) return;
      prepared.set(text, { kept, update: await textUpdate(text, kept, crypto) });
    },
    read,
    write(text, value) {
      const { at, removed, added } = difference(read(text), value.slice(0, maxTextLength));
      if (removed === 0 && added === '') return;
      const beginning = prepared.get(text);
      if (!isBegun(text) && beginning !== undefined) applyUpdate(page.doc, beginning.update);
      const target: Text = page.doc.getText(text);
      page.doc.transact(() => {
        if (removed > 0) target.delete(at, removed);
        if (added !== '') target.insert(at, added);
      });
    },
    isFull: () => encodeStateAsUpdate(page.doc).length > fullBytes,
    vector: () => new Uint8Array(encodeStateVector(page.doc)),
    updateFor: (vector) => new Uint8Array(encodeStateAsUpdate(page.doc, vector)),
    updatesFor: (vector) => inPieces(encodeStateAsUpdate(page.doc, vector)),
    take(generation, update) {
      if (generation !== page.generation) return Promise.resolve(generation < page.generation ? 'older' : 'newer');
      const tried = tryOn(page.doc, update);
      if (tried !== 'taken') return Promise.resolve(tried);
      applyUpdate(page.doc, update, fromOutside);
      return Promise.resolve('taken');
    },
    async digest() {
      const drafted = [...page.doc.share.keys()].filter(isTextName);
      // The house's own texts are told of even while they are empty.
      const said = [...new Set<TextName>([...houseTexts, ...drafted.toSorted()])]
        .map((text) => [text, isBegun(text) ? page.doc.getText(text).toJSON() : ''] as const)
        .filter(([text, value]) => value !== '' || text === 'rules');
      return toBase64url(await sha256(crypto.subtle, encodeCanonical(said)));
    },
    async begin(next) {
      if (next.generation <= page.generation) return;
      const { keeper, doc, generation } = page;
      page = await openPage(next);
      for (const each of listeners) each(null);
      await keeper.close();
      doc.destroy();
      await keeping.forget(nameOf(generation));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      listeners.clear();
      await page.keeper.close();
      page.doc.destroy();
    },
  };
}

const fromOutside = Symbol('from outside');

/** Applied to a copy first: what is no text of ours, or too much, does not come near the document. */
function tryOn(doc: Doc, update: Bytes): Taken {
  if (update.length > maxUpdateBytes) return 'refused';
  const copy = new Doc();
  try {
    if (!isText(update)) return 'refused';
    const before = encodeStateAsUpdate(doc);
    applyUpdate(copy, before);
    applyUpdate(copy, update);
    if (![...copy.share.keys()].every(isTextName)) return 'refused';
    const after = encodeStateAsUpdate(copy);
    if (after.length > maxBoardBytes) return 'refused';
    return after.length === before.length && after.every((byte, at) => byte === before[at]) ? 'nothing-new' : 'taken';
  } catch {
    return 'refused';
  } finally {
    copy.destroy();
  }
}

/** Letters, and what was struck out: what else one can put into a text is seen by nobody and would be carried by all. */
const isText = (update: Bytes): boolean =>
  decodeUpdate(update).structs.every((struct) => {
    if (!(struct instanceof Item)) return true;
    const { content, parentSub } = struct;
    return parentSub === null && (content instanceof ContentString || content instanceof ContentDeleted);
  });

/** Halved by writers until each piece is small enough; Yjs puts what stands on another piece in its place once that came. */
function inPieces(update: Uint8Array): readonly Bytes[] {
  const { from, to } = parseUpdateMeta(update);
  const writers = [...to.keys()];
  if (update.length <= maxUpdateBytes || writers.length < 2) return [new Uint8Array(update)];
  const half = Math.ceil(writers.length / 2);
  return [writers.slice(0, half), writers.slice(half)].flatMap((some) => {
    const known = new Map(writers.map((each) => [each, (some.includes(each) ? from : to).get(each) ?? 0]));
    return inPieces(diffUpdate(update, encodeStateVector(known)));
  });
}

/** The kept versions of the house's own texts, with which a generation begins. */
async function seedUpdate(
  { generation, kept }: BoardSeed,
  { subtle }: Pick<CryptoDeps, 'subtle'>,
): Promise<Uint8Array> {
  const said = houseTexts.map((text) => [text, (kept[text] ?? '').slice(0, maxTextLength)] as const);
  const hash = await sha256(subtle, encodeCanonical([utf8('circule/board/1'), generation, said]));
  return writtenByNobody(said, hash);
}

/** One kept version, with which its draft begins when somebody first writes on it. */
async function textUpdate(text: TextName, kept: string, { subtle }: Pick<CryptoDeps, 'subtle'>): Promise<Uint8Array> {
  const said = [text, kept.slice(0, maxTextLength)] as const;
  const hash = await sha256(subtle, encodeCanonical([utf8('circule/board/text/1'), said]));
  return writtenByNobody([said], hash);
}

/**
 * Every phone makes the same bytes. The client's number comes from what is written, so that phones which disagree about
 * the kept versions do not take two letters for one.
 */
function writtenByNobody(said: readonly (readonly [TextName, string])[], hash: Bytes): Uint8Array {
  const doc = new Doc();
  doc.clientID = new DataView(hash.buffer, hash.byteOffset).getUint32(0);
  doc.transact(() => {
    for (const [text, value] of said) if (value !== '') doc.getText(text).insert(0, value);
  });
  const update = encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/** The one stretch in which two texts differ. */
function difference(
  before: string,
  after: string,
): { readonly at: number; readonly removed: number; readonly added: string } {
  const shorter = Math.min(before.length, after.length);
  let at = 0;
  while (at < shorter && before[at] === after[at]) at += 1;
  // Half a character is none: a pair of surrogates is not cut.
  if (at > 0 && isHighSurrogate(before.charCodeAt(at - 1))) at -= 1;
  let same = 0;
  while (same < shorter - at && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  if (same > 0 && isLowSurrogate(before.charCodeAt(before.length - same))) same -= 1;
  return { at, removed: before.length - at - same, added: after.slice(at, after.length - same) };
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xdc00;
const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code < 0xe000;
