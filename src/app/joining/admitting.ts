import { type Bytes, toBase64url } from '#crypto/bytes.ts';
import { readInvited, verifyAdmissionProof } from '#crypto/invitation.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import type { FactRef } from '#domain/fact.ts';
import type { FactId, WorkshopId } from '#domain/ids.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import type { Invitation } from '#domain/settle/membership.ts';
import type { AdmissionRequest, Welcome } from '#session/admission.ts';
import type { Trust } from '#session/ledger.ts';
import type { AdmissionRefusal } from '#session/messages.ts';
import type { WorkshopDatabase } from '#store/database.ts';
import type { MembershipCache } from '#store/membershipCache.ts';
import { readEntries } from '#store/readEntries.ts';
import { membershipNow } from '#store/readState.ts';
import type { Deps } from '../deps.ts';
import type { Commands } from '../workshop.ts';

export interface AdmittingDeps {
  readonly db: WorkshopDatabase;
  readonly cache: MembershipCache;
  readonly workshop: WorkshopId;
  readonly deps: Pick<Deps, 'crypto'>;
  readonly commands: Pick<Commands, 'admit'>;
  readonly trust: Pick<Trust, 'sealKeysFor'>;
  /** Somebody brought this invitation: they are in, or why they are not. */
  readonly onAnswered?: (invitation: FactId, refusal: AdmissionRefusal | null) => void;
}

/** A member's answer to somebody in an invitation's room: verified here, decided by the fold, and told with the keys. */
export function createAdmitting({ db, cache, workshop, deps, commands, trust, onAnswered }: AdmittingDeps) {
  const verifying = createVerifySignature(deps.crypto);

  return async (request: AdmissionRequest): Promise<Result<Welcome, AdmissionRefusal>> => {
    const verify = await verifying;
    const invitation = await readInvited(request.invitation, workshop, verify, deps.crypto);
    if (invitation === null) return refused('unknown-steward');
    const [agreement, proof] = [toBase64url(request.agreement), toBase64url(request.proof)];
    const claim = { workshop, invitation: invitation.id, key: invitation.key, log: request.log, agreement, proof };
    const isTheirs = await verifyAdmissionProof(claim, verify);
    const answer = isTheirs ? await letIn(invitation, request, { agreement, proof }) : refused(wrongProof);
    onAnswered?.(invitation.id, answer.ok ? null : answer.refusal);
    return answer;
  };

  async function letIn(
    invitation: Invitation,
    { log, invitation: bytes }: AdmissionRequest,
    shown: { readonly agreement: string; readonly proof: string },
  ): Promise<Result<Welcome, AdmissionRefusal>> {
    // The link broke before the answer was heard: the same device is given the same answer.
    const before = (await membershipNow(db, cache)).devices.get(log);
    if (before?.invitation === invitation.id && before.admittedBy !== null) return welcome(before.admittedBy, log);
    const done = await commands.admit({ invitation, entry: toBase64url(bytes), log, ...shown });
    return done.ok ? welcome(done.value, log) : refused(whyNot[done.refusal.kind] ?? 'not-now');
  }

  async function welcome({ log, seq }: FactRef, newcomer: FactRef['log']): Promise<Result<Welcome, AdmissionRefusal>> {
    const head = await db.logs.get(log);
    const entry = head === undefined ? undefined : (await readEntries(db, head, [seq])).get(seq);
    if (entry === undefined) return refused('not-now');
    const epochs = (await membershipNow(db, cache)).epochs.map(({ epoch }) => epoch);
    // The newest last: a newcomer keeps the last few that nothing vouches for yet, and looks for others with those.
    const keys = await trust.sealKeysFor(newcomer, epochs.slice(-mostKeys));
    const admitted: Bytes = new Uint8Array(entry.bytes);
    return ok({ admitted, keys });
  }
}

const mostKeys = 64;
const wrongProof: AdmissionRefusal = 'wrong-proof';
const whyNot: Readonly<Record<string, AdmissionRefusal>> = {
  'invitation-used': 'used',
  'device-here-already': 'used',
  'invitation-expired': 'expired',
  'invitation-void': 'unknown-steward',
};
