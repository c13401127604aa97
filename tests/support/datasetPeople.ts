/** People of a data set whose facts come from many phones: all invited by the founder and let in, with keys of their own. */
import { createAgreementKey } from '#crypto/agreementKey.ts';
import { toBase64url } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { createInvitationSecret, openInvitationKey, readInvited } from '#crypto/invitation.ts';
import { sealFact, type Writer, type WrittenFact } from '#crypto/sealFact.ts';
import { createSigningKey, openSigner, type Signer } from '#crypto/signingKey.ts';
import type { LogHead } from '#crypto/verifyChain.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import { membershipDraft } from '#domain/decide/describe.ts';
import type { Draft, FactRef } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import type { LogId, WorkshopId } from '#domain/ids.ts';
import { invitedMember } from '#domain/settle/membership.ts';
import { chanceOf } from './datasetWords.ts';

/** Writes in one log; `written` gets each of its facts, in order. */
export interface DatasetPen {
  readonly log: LogId;
  readonly write: (draft: Draft) => Promise<WrittenFact['fact']>;
}

export function createDatasetPen(
  writer: Writer,
  begun: LogHead | null,
  written: (fact: WrittenFact) => void,
  crypto: CryptoDeps,
): DatasetPen {
  let head = begun;
  return {
    log: writer.signer.log,
    async write(draft) {
      const sealed = await sealFact(draft, head, writer, crypto);
      if (!sealed.ok) throw new Error(`A fact of the data set could not be sealed: ${sealed.refusal.kind}`);
      written(sealed.value);
      head = refOf(sealed.value.fact);
      return sealed.value.fact;
    },
  };
}

/** Lets so many phones in, one fact of membership on top of the other; gives their signers and the last of these facts. */
export async function admitPhones(
  count: number,
  { founder, workshop, on }: { readonly founder: DatasetPen; readonly workshop: WorkshopId; readonly on: FactRef },
  crypto: CryptoDeps,
): Promise<{ readonly signers: readonly Signer[]; readonly membership: FactRef }> {
  const verify = await createVerifySignature(crypto);
  const signers: Signer[] = [];
  let membership = on;
  while (signers.length < count) {
    const key = await openInvitationKey(createInvitationSecret(crypto), workshop, crypto);
    const terms = { key: key.key, role: 'member', until: Date.UTC(2035, 0, 1) };
    const { bytes, ...entry } = await founder.write(membershipDraft('invited', terms, [membership]));
    const invitation = await readInvited(bytes, workshop, verify, crypto);
    const opened = await openSigner(await createSigningKey(crypto), crypto);
    if (invitation === null || !opened.ok) throw new Error('An invitation of the data set is none');
    const { log } = opened.value;
    const agreement = (await createAgreementKey(crypto)).publicKey;
    const body = {
      invitation: toBase64url(bytes),
      log,
      member: invitedMember(invitation),
      agreement,
      proof: key.prove({ invitation: invitation.id, log, agreement }),
    };
    membership = refOf(await founder.write(membershipDraft('admitted', body, [refOf(entry)])));
    signers.push(opened.value);
  }
  return { signers, membership };
}

/** What people do with tools everybody writes, some more than others; what there is was entered by the founder. */
export function shareOut(founder: DatasetPen, others: readonly DatasetPen[]): (draft: Draft) => DatasetPen {
  const chance = chanceOf(`phones ${String(others.length)}`);
  const acts = new Set(['taken', 'returned', 'handedOver']);
  let count = 0;
  return ({ thing }) => {
    if (others.length === 0 || !acts.has(thing.kind)) return founder;
    const at = count < others.length ? count : Math.floor(chance() ** 2 * others.length);
    count += 1;
    return others[at] ?? founder;
  };
}
