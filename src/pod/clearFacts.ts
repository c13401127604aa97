import { readThing } from '#crypto/factParts.ts';
import { thingOf, type SealedFact } from '#crypto/readFact.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { readAdmission } from '#crypto/invitation.ts';
import { isRecoveryProof } from '#crypto/recovery.ts';
import type { VerifySignature } from '#crypto/verifySignature.ts';
import type { Fact } from '#domain/fact.ts';
import type { FactId, LogId, WorkshopId } from '#domain/ids.ts';
import { bodyOf } from '#domain/kinds/kind.ts';
import { admitted } from '#domain/kinds/membership.ts';
import { founded, recovered, recoverySet } from '#domain/kinds/workshop.ts';
import { type Invitation, settleMembership, type Membership } from '#domain/settle/membership.ts';
import type { Branch } from '#domain/settle/pasts.ts';
import type { Standing } from '#session/ledger.ts';

/** What an authentic fact in clear says; null for sealed ones, which a pod cannot read, and for what is no fact at all. */
export function toClearFact(sealed: SealedFact): Fact | null {
  if (sealed.epoch !== null) return null;
  const thing = readThing(thingOf(sealed), true);
  if (!thing.ok) return null;
  const { log, seq, id, epoch } = sealed;
  return { ...thing.value, log, seq, id, epoch, person: null };
}

/** How the logs stand here. */
export interface Lines {
  readonly heightOf: (log: LogId) => number;
  readonly branches: readonly Branch[];
}

/** Folds membership from facts in clear alone; what needs a signature is verified once and remembered. */
export interface ClearFolder {
  readonly fold: (facts: readonly Fact[], standing: Lines) => Promise<Membership>;
}

export function createClearFolder(
  workshop: WorkshopId,
  verify: VerifySignature,
  crypto: Pick<CryptoDeps, 'subtle'>,
): ClearFolder {
  const isProvenByClaim = new Map<string, boolean>();
  const invitationByFact = new Map<FactId, Invitation | null>();

  async function prove(fact: Fact, recoveryKeys: readonly string[]): Promise<void> {
    const body = bodyOf(recovered, fact);
    if (body === null) return;
    for (const recovery of recoveryKeys) {
      const claim = `${fact.id}/${recovery}`;
      if (isProvenByClaim.has(claim)) continue;
      const { log } = fact;
      isProvenByClaim.set(claim, await isRecoveryProof({ recovery, proof: body.proof, workshop, log }, verify));
    }
  }

  async function readInvitation(fact: Fact): Promise<void> {
    const body = bodyOf(admitted, fact);
    if (body === null || invitationByFact.has(fact.id)) return;
    invitationByFact.set(fact.id, await readAdmission(body, workshop, verify, crypto));
  }

  return {
    async fold(facts, { heightOf, branches }) {
      const keys = facts.flatMap(
        (fact) => bodyOf(founded, fact)?.recovery ?? bodyOf(recoverySet, fact)?.recovery ?? [],
      );
      for (const fact of facts) {
        await prove(fact, keys);
        await readInvitation(fact);
      }
      return settleMembership(workshop, facts, {
        isProven: ({ id }, recovery) => isProvenByClaim.get(`${id}/${recovery}`) === true,
        invitationOf: ({ id }) => invitationByFact.get(id) ?? null,
        branches,
        heightOf,
      });
    },
  };
}

export function standingOf({ devices }: Membership, log: LogId): Standing {
  const device = devices.get(log);
  return device === undefined ? 'stranger' : device.cut === null ? 'in' : 'cut';
}
