import type { WorkshopId } from '#domain/ids.ts';
import { plainText } from '#domain/plainText.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import type { Invitation } from '#domain/settle/membership.ts';
import { bytesOf, readBase64url, toBase64url, type Bytes } from './bytes.ts';
import { encodeCanonical, readCanonical } from './canonicalCbor.ts';
import type { CryptoDeps } from './cryptoDeps.ts';
import { isBytes } from './factHeader.ts';
import { invitationSecretLength, openInvitationKey, readInvited } from './invitation.ts';
import type { VerifySignature } from './verifySignature.ts';

/** Everything a link or QR code says to whoever is invited. No group key is in it. */
export interface InvitationLink {
  readonly workshop: WorkshopId;
  /** The signed `invited` fact. */
  readonly entry: Bytes;
  readonly secret: Bytes;
  readonly workshopName: string;
  readonly inviterName: string;
  /** Where the others can be found; empty: at the host that served the app. */
  readonly signaling: readonly string[];
}

export interface ReadInvitation extends InvitationLink {
  readonly invitation: Invitation;
}

const linkVersion = 1;
const maxNameLength = 120;
const maxAddressLength = 300;
const maxAddresses = 4;
/** Far above an `invited` fact with as many heads as one names. */
const maxEntryBytes = 8 * 1024;
const maxTextLength = 16 * 1024;

/** The part of the address behind `#/join/`. Names that are too long are shortened: a QR code must stay readable. */
export function encodeInvitation({ workshop, entry, secret, ...said }: InvitationLink): string {
  const addresses = said.signaling.filter((address) => address.length <= maxAddressLength).slice(0, maxAddresses);
  const names = [shortened(said.workshopName), shortened(said.inviterName)];
  return toBase64url(encodeCanonical([linkVersion, bytesOf(workshop), entry, secret, ...names, addresses]));
}

/** `forged`: whole, but the inviter did not sign it, or not for this secret. */
export type InvitationRefusal = { readonly kind: 'not-an-invitation' | 'damaged' | 'forged' | 'later-version' };

/**
 * Reads what somebody scanned, opened or pasted. Names and addresses are whatever the sender of the link wrote: nobody
 * signed them. The invitation is the inviter's, and the secret is the one it was made for.
 */
export async function readInvitation(
  text: string,
  verify: VerifySignature,
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<Result<ReadInvitation, InvitationRefusal>> {
  const version = versionOf(text);
  if (version === null) return refused({ kind: 'not-an-invitation' });
  if (version !== linkVersion) return refused({ kind: 'later-version' });
  const link = readLink(text);
  if (link === null) return refused({ kind: 'damaged' });
  const [invitation, { key }] = await Promise.all([
    readInvited(link.entry, link.workshop, verify, deps),
    openInvitationKey(link.secret, link.workshop, deps),
  ]);
  return invitation?.key === key ? ok({ ...link, invitation }) : refused({ kind: 'forged' });
}

/** Told from the first bytes alone, so that a link cut short is known for what it was: a short array, then its version. */
function versionOf(text: string): number | null {
  const start = readBase64url(text.slice(0, 4), 3);
  const [array, version] = start.ok ? start.value : [];
  if (array === undefined || version === undefined || array < 0x81 || array > 0x97) return null;
  return version >= 1 && version <= 0x17 ? version : null;
}

function readLink(text: string): InvitationLink | null {
  const bytes = text.length <= maxTextLength ? readBase64url(text) : null;
  const read = bytes?.ok ? readCanonical(bytes.value) : null;
  if (!read?.ok || !Array.isArray(read.value) || read.value.length !== 7) return null;
  const [, workshop, entry, secret, workshopName, inviterName, signaling] = read.value as readonly unknown[];
  if (!isBytes(workshop, 32) || !isBytes(secret, invitationSecretLength)) return null;
  if (!(entry instanceof Uint8Array) || entry.length > maxEntryBytes) return null;
  if (!isText(workshopName, maxNameLength) || !isText(inviterName, maxNameLength)) return null;
  if (!Array.isArray(signaling) || signaling.length > maxAddresses) return null;
  const addresses: readonly unknown[] = signaling;
  if (!addresses.every((address) => isText(address, maxAddressLength))) return null;
  return {
    workshop: toBase64url(workshop) as WorkshopId,
    entry: new Uint8Array(entry),
    secret: new Uint8Array(secret),
    workshopName: plainText(workshopName),
    inviterName: plainText(inviterName),
    signaling: addresses,
  };
}

const isText = (value: unknown, max: number): value is string => typeof value === 'string' && value.length <= max;

/** `plainText` last: cutting may part a pair of surrogates. */
const shortened = (name: string): string => plainText(plainText(name).slice(0, maxNameLength));
