import type { LabelId, StreamId } from '#domain/ids.ts';
import { codeStream, labelStream } from '#domain/ids.ts';
import { readLabelId, type LabelRefusal } from '#domain/label.ts';
import type { ToolRow } from '#domain/rows.ts';
import { namesOfCode, type ForeignCode, type ScannedCode } from '#domain/scannedCode.ts';

/** What leads, or could lead, to a tool: a label of ours, or a code somebody else put on the thing. */
export type CodeOnThing =
  { readonly kind: 'label'; readonly label: LabelId } | { readonly kind: 'foreign'; readonly code: ForeignCode };

/** What a code means in this workshop. Nothing of it is a dead end: each kind has something to do next. */
export type Resolved =
  | { readonly kind: 'tool'; readonly tool: ToolRow; readonly by: CodeOnThing }
  /** One label on two tools (two phones made the same, or bound it while apart), or one EAN on ten drills. */
  | { readonly kind: 'several'; readonly tools: readonly ToolRow[]; readonly by: CodeOnThing }
  /** A label nobody bound here: printed ahead, or of a workshop that printed no address of its own. */
  | { readonly kind: 'free-label'; readonly label: LabelId }
  /** As above, but its address is not one of ours. */
  | { readonly kind: 'elsewhere'; readonly label: LabelId; readonly address: string }
  /** A label with a wrong sign. `code` is there when it may be somebody's number instead. */
  | { readonly kind: 'damaged'; readonly refusal: LabelRefusal; readonly text: string; readonly code?: ForeignCode }
  | { readonly kind: 'unclaimed'; readonly code: ForeignCode; readonly looks: TextLook }
  /** To a workshop, this one or another: it is opened on a page of its own. */
  | { readonly kind: 'invitation'; readonly invitation: string }
  /** Somebody says they showed somebody: answered on a page of its own. */
  | { readonly kind: 'induction'; readonly induction: string };

/** How a foreign text is spoken of. None of them is ever followed or opened. */
export type TextLook = 'number' | 'address' | 'text';

export interface Resolving {
  readonly toolsOf: (codes: readonly StreamId[]) => Promise<readonly ToolRow[]>;
  /** Where this workshop's labels point to, and where this app was loaded from. */
  readonly ownAddresses: readonly string[];
  /** A person typed it: eight signs that are no label are then more likely a slip than a number. */
  readonly byHand: boolean;
}

export async function resolveCode(code: ScannedCode, resolving: Resolving): Promise<Resolved> {
  if (code.kind === 'invitation' || code.kind === 'induction') return code;
  if (code.kind === 'damaged-label') return { kind: 'damaged', refusal: code.refusal, text: code.text };
  const by: CodeOnThing =
    code.kind === 'label'
      ? { kind: 'label', label: code.label }
      : { kind: 'foreign', code: { format: code.format, text: code.text } };
  const tools = await resolving.toolsOf(streamsOf(by));
  const [tool] = tools;
  if (tool !== undefined) return tools.length === 1 ? { kind: 'tool', tool, by } : { kind: 'several', tools, by };
  return by.kind === 'label' ? unboundLabel(code, by.label, resolving) : unclaimed(by.code, resolving);
}

/** The streams under which a code may be known. Typed numbers are tried in capitals too, as most are printed. */
const streamsOf = (by: CodeOnThing): readonly StreamId[] => {
  if (by.kind === 'label') return [labelStream(by.label)];
  const { format, text } = by.code;
  const texts = format === 'Typed' ? new Set([text, text.toUpperCase()]) : [text];
  return [...texts]
    .flatMap((each) => namesOfCode({ format, text: each }))
    .map((name) => codeStream(name.format, name.text));
};

const unboundLabel = (code: ScannedCode, label: LabelId, { ownAddresses }: Resolving): Resolved => {
  const address = code.kind === 'label' ? code.origin : undefined;
  return address === undefined || ownAddresses.some((own) => isSameAddress(own, address))
    ? { kind: 'free-label', label }
    : { kind: 'elsewhere', label, address };
};

const unclaimed = (code: ForeignCode, { byHand }: Resolving): Resolved => {
  const asLabel = readLabelId(code.text);
  return byHand && !asLabel.ok && isSlip(asLabel.refusal, code.text)
    ? { kind: 'damaged', refusal: asLabel.refusal, text: code.text, code }
    : { kind: 'unclaimed', code, looks: lookOf(code.text) };
};

/** Eight signs, one of them wrong. */
const isSlip = (refusal: LabelRefusal, text: string): boolean =>
  refusal.kind === 'label-check' ||
  (refusal.kind === 'label-character' && /^[0-9A-Z]{8}$/i.test(text.replace(/[\s-]/g, '')));

/** Scheme, trailing slash and file name do not make another place of it: hosts are renamed to https one day. */
export const isSameAddress = (a: string, b: string): boolean => plainAddress(a) === plainAddress(b);

const plainAddress = (address: string): string =>
  address
    .trim()
    .replace(/[?#].*$/s, '')
    .replace(/^https?:\/\//i, '')
    .replace(/(?:\/index\.html)?\/*$/i, '')
    .toLowerCase();

const lookOf = (text: string): TextLook => {
  if (/^(?:[a-z][a-z0-9+.-]*:\/\/|www\.|mailto:|tel:)/i.test(text)) return 'address';
  return /^[\w./+$%-]{1,40}$/.test(text) ? 'number' : 'text';
};
