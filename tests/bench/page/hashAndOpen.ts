/** What nobody can spare who receives facts: each hashed and opened once, with the browser's own cryptography. */
import type { Bytes } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { createEpochKeys } from '#crypto/epochKeys.ts';
import { signatureLength } from '#crypto/factHeader.ts';
import type { PartName } from '#crypto/factParts.ts';
import { partContext } from '#crypto/partContext.ts';
import { readStoredFact } from '#crypto/readFact.ts';
import type { EpochId, FactId, WorkshopId } from '#domain/ids.ts';
import type { WorkshopDatabase } from '#store/database.ts';
import { readSecrets } from '#store/secrets.ts';

const together = 256;
const nonce = 12;

interface Opening {
  readonly key: CryptoKey;
  readonly context: Bytes;
  readonly bytes: Bytes;
}

export async function hashAndOpen(db: WorkshopDatabase, workshop: WorkshopId, { subtle }: CryptoDeps) {
  const secrets = await readSecrets(db);
  const keys = createEpochKeys(workshop, { subtle });
  for (const [epoch, secret] of Object.entries(secrets?.epochs ?? {}))
    keys.add(epoch as EpochId, new Uint8Array(secret));
  const facts: { readonly hashed: readonly Bytes[]; readonly opened: readonly Opening[] }[] = [];
  let bytes = 0;
  for (const { entries } of await db.chunks.toArray())
    for (const entry of entries) {
      const [whole, person] = [entry.bytes as Bytes, entry.person as Bytes | null];
      const read = readStoredFact(whole, '' as FactId);
      if (!read.ok) throw new Error(read.refusal.kind);
      const { headerLength, epoch } = read.value;
      const thing = whole.subarray(headerLength + signatureLength);
      const openingOf = async (part: PartName, sealed: Bytes): Promise<Opening[]> => {
        const key = epoch === null ? null : await keys.partKey(epoch, part);
        return key === null ? [] : [{ key, context: partContext(workshop, read.value, part), bytes: sealed }];
      };
      bytes += whole.length + (person?.length ?? 0);
      facts.push({
        hashed: [whole.subarray(0, headerLength + signatureLength), thing, ...(person === null ? [] : [person])],
        opened: [...(await openingOf('thing', thing)), ...(person === null ? [] : await openingOf('person', person))],
      });
    }
  const begun = performance.now();
  for (let from = 0; from < facts.length; from += together)
    await Promise.all(
      facts
        .slice(from, from + together)
        .flatMap(({ hashed, opened }) => [
          ...hashed.map((each) => subtle.digest('SHA-256', each)),
          ...opened.map(({ key, context, bytes: sealed }) =>
            subtle.decrypt(
              { name: 'AES-GCM', iv: sealed.subarray(0, nonce), additionalData: context },
              key,
              sealed.subarray(nonce),
            ),
          ),
        ]),
    );
  return { ms: performance.now() - begun, bytes };
}
