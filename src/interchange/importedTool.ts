import type { RetireReason, What } from '#domain/kinds/tool.ts';
import type { ForeignCode } from '#domain/scannedCode.ts';

/** A row of the file as a tool, within the bounds of `#domain/schema.ts`; no name of a person anywhere but in `holder`. */
export interface ImportedTool {
  readonly what: What;
  readonly name: string;
  readonly otherNames: readonly string[];
  readonly about: string | null;
  /** The most particular of the categories named, root first, in the spelling of the workshop or of its first row. */
  readonly categoryPath: readonly string[];
  readonly moreCategoryPaths: readonly (readonly string[])[];
  readonly placePath: readonly string[];
  readonly spot: string | null;
  readonly brand: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly contents: readonly ContentsLine[];
  readonly came: { readonly how: 'bought' | 'given'; readonly when: string } | null;
  readonly codes: readonly ForeignCode[];
  /** `circulate:198`; also kept in `imported` under `importIdKey`, for the next import to find. */
  readonly importId: string | null;
  readonly quantity: number | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly retired: { readonly reason: RetireReason; readonly words?: string } | null;
  readonly holder: ImportedHolder | null;
  /** What Circule does not model, by the header of its column. */
  readonly imported: Readonly<Record<string, string>>;
}

export interface ContentsLine {
  readonly name: string;
  readonly count?: number;
}

export interface ImportedHolder {
  /** Names one person of this plan: see `ImportPlan.members`. */
  readonly key: string;
  readonly name: string;
  readonly contact?: string;
  /** A civil day. */
  readonly until?: string;
}

/** Under this key an imported tool keeps the other program's number for it. */
export const importIdKey = 'import id';

/** Words by which a row is known again when its file has no number for it; two of a kind share them. */
export const likenessOf = (tool: {
  readonly [Field in 'name' | 'about' | 'spot' | 'brand' | 'model' | 'serial']?: unknown;
}): string => {
  const { name, about, spot, brand, model, serial } = tool;
  return [name, about, spot, brand, model, serial].map((each) => (typeof each === 'string' ? each : '')).join('\u0000');
};
