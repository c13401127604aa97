import type { LabelId } from './ids.ts';
import { readLabelId, type LabelRefusal } from './label.ts';

/** The kinds of code the scanner looks for. `Typed`: it came by keyboard or from a hand-held scanner, so nobody knows. */
export type CodeFormat = 'QRCode' | 'EAN13' | 'EAN8' | 'UPCA' | 'Code128' | 'Code39' | 'ITF' | 'DataMatrix' | 'Typed';

export type ScannedCode =
  /** A label of ours, or of any workshop that uses Circule. `origin` is the address before the `#`, if there was one. */
  | { readonly kind: 'label'; readonly label: LabelId; readonly origin?: string }
  /** Our kind of address, but the id in it cannot be one. */
  | { readonly kind: 'damaged-label'; readonly refusal: LabelRefusal; readonly text: string }
  /** An invitation to a workshop: the text after `#/join/`. */
  | { readonly kind: 'invitation'; readonly invitation: string }
  /** Somebody showed somebody a skill: the text after `#/learn/`. */
  | { readonly kind: 'induction'; readonly induction: string }
  /** A code somebody else put on the thing; it can be claimed for a tool. */
  | { readonly kind: 'foreign'; readonly format: CodeFormat; readonly text: string };

/** A code as it is claimed and looked up. */
export interface ForeignCode {
  readonly format: CodeFormat;
  readonly text: string;
}

/** What a read code is to us. Labels are known by the shape of their address, never by its host: hosts move. */
export const readScanned = (text: string, format: CodeFormat): ScannedCode => {
  const trimmed = text.trim();
  const invited = invitationPath.exec(trimmed);
  if (invited?.[1] !== undefined) return { kind: 'invitation', invitation: invited[1] };
  const shown = inductionPath.exec(trimmed);
  if (shown?.[1] !== undefined) return { kind: 'induction', induction: shown[1] };
  const link = ownPath.exec(trimmed);
  if (link) {
    const id = readLabelId(decoded(link[2] ?? ''));
    if (!id.ok) return { kind: 'damaged-label', refusal: id.refusal, text: trimmed };
    const origin = link[1] ?? '';
    return { kind: 'label', label: id.value, ...(origin === '' ? {} : { origin }) };
  }
  if (mayHoldBareId(format)) {
    const id = readLabelId(trimmed);
    if (id.ok) return { kind: 'label', label: id.value };
  }
  return { kind: 'foreign', ...oneNameFor({ format, text: trimmed }) };
};

/**
 * A hand-held scanner presses keys by their place on an American keyboard. On a French one the same places give other
 * signs ("&é" for "12"), so both readings are given: what the keyboard made of it, and what the places say.
 */
export const readKeystrokes = (keys: { readonly text: string; readonly byPosition: string }): ScannedCode => {
  const asTyped = readScanned(keys.text, 'Typed');
  if (asTyped.kind === 'label' || keys.byPosition === keys.text || keys.byPosition === '') return asTyped;
  const byPosition = readScanned(keys.byPosition, 'Typed');
  if (byPosition.kind !== 'foreign') return byPosition;
  return /^\d+$/.test(byPosition.text) && !/\d/.test(keys.text) ? byPosition : asTyped;
};

/**
 * All names under which the same code may have been claimed, the likeliest first: a camera knows the format, a
 * hand-held scanner does not, and a tool claimed with the one is looked for with the other.
 */
export const namesOfCode = (code: ForeignCode): readonly ForeignCode[] => {
  const { format, text } = oneNameFor(code);
  if (format !== 'Typed') return [{ format, text }, typed(text)];
  return [typed(text), ...formatsOfText(text).map((each) => oneNameFor({ format: each, text }))];
};

/** The address a printed label holds. The id stands after the `#`, so no web server ever sees it. */
export const labelLink = (baseUrl: string, label: LabelId): string =>
  `${baseUrl.trim().replace(/#.*$/s, '').replace(/\/+$/, '')}/#/o/${label}`;

/**
 * Whether an address means something else, or nothing, to somebody else's phone: this machine, a private network,
 * or something that is no web address at all. Labels printed with it would only work here, so printing asks first.
 */
export const isPrivateAddress = (url: string): boolean => {
  const host = hostOf(url);
  if (host === undefined) return true;
  if (host.startsWith('[')) return privateIpv6.test(host);
  if (/^[\d.]+$/.test(host)) return !isPublicIpv4(host);
  return !host.includes('.') || privateNames.test(host);
};

/** Any address, then `#/join/` and base64url. */
const invitationPath = /^[^#]{0,2000}#!?\/join\/([\w-]{1,16384})$/s;

/** Any address, then `#/learn/` and ids between dots. */
const inductionPath = /^[^#]{0,2000}#!?\/learn\/([\w.-]{1,300})$/s;

/** Any scheme, host and path, then `#/o/` and the id; anything after the id belongs to whoever added it. */
const ownPath = /^([^#]{0,2000}?)#!?\/o\/([^/?#&]{0,200})(?:[/?#&].*)?$/is;

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** One text of eight signs in 32 passes our check, so bare ids are looked for only where we print them or people type. */
const mayHoldBareId = (format: CodeFormat): boolean => format === 'QRCode' || format === 'Typed';

/** UPC-A is EAN-13 with a leading zero, and readers disagree about which of the two to report. */
const oneNameFor = ({ format, text }: ForeignCode): ForeignCode =>
  format === 'UPCA' && /^\d{12}$/.test(text) ? { format: 'EAN13', text: `0${text}` } : { format, text };

const typed = (text: string): ForeignCode => ({ format: 'Typed', text });

const formatsOfText = (text: string): readonly CodeFormat[] => [
  ...(isProductNumber(text) ? [productFormats[text.length] ?? 'EAN13'] : []),
  'Code128',
  ...(/^[0-9A-Z. $/+%-]+$/.test(text) ? (['Code39'] as const) : []),
  ...(/^(\d\d)+$/.test(text) ? (['ITF'] as const) : []),
  'DataMatrix',
  'QRCode',
];

const productFormats: Readonly<Record<number, CodeFormat>> = { 8: 'EAN8', 12: 'UPCA', 13: 'EAN13' };

/** EAN-8, UPC-A and EAN-13 share one check: weights 1 and 3 from the right, sum a multiple of ten. */
const isProductNumber = (text: string): boolean =>
  /^(\d{8}|\d{12}|\d{13})$/.test(text) &&
  Array.from(text).reduceRight((sum, digit, at) => sum + Number(digit) * ((text.length - at) % 2 === 0 ? 3 : 1), 0) %
    10 ===
    0;

const hostOf = (url: string): string | undefined =>
  /^https?:\/\/(?:[^/?#@]*@)?(\[[0-9a-f:.]+\]|[^/?#:@\s[\]]+?)\.?(?::\d*)?(?:[/?#]|$)/i
    .exec(url.trim())?.[1]
    ?.toLowerCase();

/** Loopback, link-local, unique local, unspecified, and the IPv4 addresses written in IPv6. */
const privateIpv6 = /^\[(?:::|::1|fe[89ab][0-9a-f]:.*|f[cd][0-9a-f]{2}:.*|::ffff:.*)\]$/;
const privateNames =
  /(?:^|\.)(?:localhost|local|localdomain|lan|home|internal|intranet|home\.arpa|test|invalid|onion)$/;

const isPublicIpv4 = (host: string): boolean => {
  const parts = host.split('.').map(Number);
  const [a, b] = parts;
  if (parts.length !== 4 || a === undefined || b === undefined || parts.some((part) => part > 255)) return false;
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100 && b >= 64 && b < 128) return false;
  if (a === 169 && b === 254) return false;
  if (a === 172 && b >= 16 && b < 32) return false;
  return !(a === 192 && b === 168);
};
