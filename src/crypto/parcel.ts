import type { EpochId, WorkshopId } from '#domain/ids.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { openBytes, sealBytes, sealOverhead } from './aesGcm.ts';
import { bytesOf, concat, equalBytes, toBase64url, utf8, type Bytes } from './bytes.ts';
import type { CryptoDeps } from './cryptoDeps.ts';
import { deriveAesKey } from './hkdf.ts';

/** For whom a parcel is: the workshop, and whoever holds the key of this epoch. */
export interface ParcelAddress {
  readonly workshop: WorkshopId;
  readonly epoch: EpochId;
}

export interface Parcel extends ParcelAddress {
  /** Nonce, cipher text and tag. */
  readonly sealed: Bytes;
}

const magic = utf8('circule/parcel/1');
const family = utf8('circule/parcel/');
const newline = 0x0a;
const addressLength = 32 + 16;
/** One message of a session is no longer. */
const maxMessageBytes = 1024 * 1024;

/** A file with the messages of a session that never answers. */
export async function sealParcel(
  messages: readonly Bytes[],
  epochKey: Bytes,
  address: ParcelAddress,
  deps: CryptoDeps,
): Promise<Bytes> {
  const plain = concat(...messages.flatMap((message) => [fourBytes(message.length), message]));
  const sealed = await sealBytes(parcelKey(epochKey, address, deps), plain, contextOf(address), deps);
  return concat(magic, new Uint8Array([newline]), addressBytes(address), sealed);
}

export type ParcelRefusal = { readonly kind: 'not-a-parcel' | 'later-version' | 'damaged' };

/** Says whose a file is, before it is opened. */
export function readParcel(file: Bytes): Result<Parcel, ParcelRefusal> {
  if (!equalBytes(file.subarray(0, family.length), family)) return refused({ kind: 'not-a-parcel' });
  const start = magic.length + 1;
  const isOurs = equalBytes(file.subarray(0, magic.length), magic) && file[magic.length] === newline;
  if (!isOurs) return refused({ kind: file.length < start ? 'damaged' : 'later-version' });
  const sealedAt = start + addressLength;
  if (file.length < sealedAt + sealOverhead) return refused({ kind: 'damaged' });
  return ok({
    workshop: toBase64url(file.subarray(start, start + 32)) as WorkshopId,
    epoch: toBase64url(file.subarray(start + 32, sealedAt)) as EpochId,
    sealed: file.subarray(sealedAt),
  });
}

/** The messages, or null when the key is another's or a single bit was changed. */
export async function openParcel(
  { sealed, ...address }: Parcel,
  epochKey: Bytes,
  deps: Pick<CryptoDeps, 'subtle'>,
): Promise<readonly Bytes[] | null> {
  const plain = await openBytes(await parcelKey(epochKey, address, deps), sealed, contextOf(address), deps);
  return plain && splitMessages(plain);
}

function splitMessages(plain: Bytes): readonly Bytes[] | null {
  const view = new DataView(plain.buffer, plain.byteOffset, plain.length);
  const messages: Bytes[] = [];
  for (let at = 0; at < plain.length;) {
    if (plain.length - at < 4) return null;
    const end = at + 4 + view.getUint32(at);
    if (end > plain.length || end - at - 4 > maxMessageBytes) return null;
    messages.push(plain.subarray(at + 4, end));
    at = end;
  }
  return messages;
}

const addressBytes = ({ workshop, epoch }: ParcelAddress): Bytes => concat(bytesOf(workshop), bytesOf(epoch));
const contextOf = (address: ParcelAddress): Bytes => concat(magic, addressBytes(address));

function parcelKey(
  secret: Bytes,
  { workshop }: ParcelAddress,
  { subtle }: Pick<CryptoDeps, 'subtle'>,
): Promise<CryptoKey> {
  return deriveAesKey({ secret, salt: bytesOf(workshop), info: 'circule/parcel/1' }, subtle);
}

function fourBytes(length: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, length);
  return bytes;
}
