import type { FactId, WorkshopId } from '#domain/ids.ts';
import { sealBytes } from '#crypto/aesGcm.ts';
import { concat, toBase64url, type Bytes } from '#crypto/bytes.ts';
import { sha256, type CryptoDeps } from '#crypto/cryptoDeps.ts';
import type { EpochKeys } from '#crypto/epochKeys.ts';
import { encodeHeader, type FactHeader } from '#crypto/factHeader.ts';
import type { PartName } from '#crypto/factParts.ts';
import { partContext } from '#crypto/partContext.ts';
import { signedMessage } from '#crypto/signedMessage.ts';
import type { Signer } from '#crypto/signingKey.ts';

type Place = Pick<FactHeader, 'log' | 'seq' | 'prev' | 'epoch'>;

/** What a liar with a good key can write: everything `sealFact` refuses to. */
export interface Forgery {
  readonly at: Place;
  readonly thing: Bytes;
  readonly person?: Bytes;
  /** Where a sealed part claims to be; `at` when not given. */
  readonly sealedAt?: Partial<Record<PartName, Place>>;
  /** Null leaves the parts open. */
  readonly keys: EpochKeys | null;
  readonly workshop: WorkshopId;
  readonly signer: Signer;
  readonly changeHeader?: (header: Bytes) => Bytes;
  readonly changeSignature?: (signature: Bytes, message: Bytes) => Bytes;
}

export interface ForgedFact {
  readonly id: FactId;
  readonly bytes: Bytes;
  readonly person: Bytes | null;
}

export async function forgeFact(forgery: Forgery, deps: CryptoDeps): Promise<ForgedFact> {
  const { at, workshop, signer, changeHeader = same, changeSignature = same } = forgery;
  const thing = await dress('thing', forgery.thing, forgery, deps);
  const person = forgery.person ? await dress('person', forgery.person, forgery, deps) : null;
  const sealOf = async (part: Bytes) => ({ hash: toBase64url(await sha256(deps.subtle, part)), length: part.length });
  const header = changeHeader(
    encodeHeader({ ...at, thing: await sealOf(thing), person: person && (await sealOf(person)) }),
  );
  const message = signedMessage(workshop, header);
  const signature = changeSignature(await signer.sign(message), message);
  const id = toBase64url(await sha256(deps.subtle, concat(header, signature))) as FactId;
  return { id, bytes: concat(header, signature, thing), person };
}

async function dress(part: PartName, plain: Bytes, forgery: Forgery, deps: CryptoDeps): Promise<Bytes> {
  const { at, sealedAt, keys, workshop } = forgery;
  const key = at.epoch && keys ? keys.partKey(at.epoch, part) : null;
  return key ? sealBytes(key, plain, partContext(workshop, sealedAt?.[part] ?? at, part), deps) : plain;
}

const same = (bytes: Bytes): Bytes => bytes;
