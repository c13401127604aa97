import type { BlobId } from '#domain/ids.ts';

/** What a text of the house can be made of, and nothing else: whatever was typed, this is all that is ever drawn. */
export interface Prose {
  readonly blocks: readonly Block[];
  /** Too tangled to be read as Markdown: shown as it was typed. */
  readonly isPlain: boolean;
  /** Longer than anybody may keep: the rest is not read. */
  readonly isCut: boolean;
}

/** `at` tells nodes of one text apart. */
interface Node {
  readonly at: number;
}
export type Block =
  | (Node & { readonly is: 'heading'; readonly level: 2 | 3 | 4; readonly inside: readonly Inline[] })
  | (Node & { readonly is: 'paragraph' | 'line'; readonly inside: readonly Inline[] })
  | (Node & { readonly is: 'code' | 'plain'; readonly text: string })
  | (Node & { readonly is: 'quote'; readonly inside: readonly Block[] })
  | (Node & { readonly is: 'list'; readonly steps: 'numbered' | 'boxes' | null; readonly items: readonly Item[] })
  | (Node & { readonly is: 'table'; readonly rows: readonly Row[] })
  | (Node & { readonly is: 'rule' });
export interface Item extends Node {
  /** What stands before it: its number, or a box. */
  readonly number: number | null;
  readonly isDone: boolean;
  readonly inside: readonly Block[];
}
export interface Row extends Node {
  readonly isHead: boolean;
  readonly cells: readonly (Node & { readonly inside: readonly Inline[] })[];
}
export type Inline =
  | (Node & { readonly is: 'text' | 'code'; readonly text: string })
  | (Node & { readonly is: 'strong' | 'emphasis' | 'struck'; readonly inside: readonly Inline[] })
  | (Node & { readonly is: 'break' })
  /** `leaves`: to somewhere else than Circule. */
  | (Node & { readonly is: 'link'; readonly to: string; readonly leaves: boolean; readonly inside: readonly Inline[] })
  | (Node & { readonly is: 'photo'; readonly blob: BlobId; readonly words: string });
