import { readAdmission } from '#crypto/invitation.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { isRecoveryProof } from '#crypto/recovery.ts';
import type { VerifySignature } from '#crypto/verifySignature.ts';
import type { Fact } from '#domain/fact.ts';
import type { FactId, WorkshopId } from '#domain/ids.ts';
import { bodyOf } from '#domain/kinds/kind.ts';
import { admitted } from '#domain/kinds/membership.ts';
import { founded, recovered, recoverySet } from '#domain/kinds/workshop.ts';
import type { Admissions } from './database.ts';

/** What facts say that only bytes and signatures can prove, found out once, before they are stored. */
export interface FoundEvidence {
  /** By log begun with `recovered`: the recovery key that proves it. */
  readonly proven: Readonly<Record<string, string>>;
  readonly admissions: Admissions;
}

/** `known`: facts that may hold the recovery key some of these were proved with. */
export async function findEvidence(
  facts: readonly Fact[],
  known: readonly Fact[],
  workshop: WorkshopId,
  { verify, crypto }: { readonly verify: VerifySignature; readonly crypto: Pick<CryptoDeps, 'subtle'> },
): Promise<FoundEvidence> {
  const recoveries = facts.filter((fact) => fact.seq === 0 && bodyOf(recovered, fact) !== null);
  const keys = recoveries.length === 0 ? [] : recoveryKeysIn([...known, ...facts]);
  const proven: Record<string, string> = {};
  for (const fact of recoveries)
    for (const recovery of keys) {
      const proof = bodyOf(recovered, fact)?.proof ?? '';
      if (await isRecoveryProof({ recovery, proof, workshop, log: fact.log }, verify)) proven[fact.log] = recovery;
    }
  const admits = facts.filter((fact) => fact.epoch === null && bodyOf(admitted, fact) !== null);
  const read = await Promise.all(admits.map(({ body }) => readAdmission(body, workshop, verify, crypto)));
  const admissions = admits.flatMap(({ id }, at) => {
    const invitation = read[at];
    return invitation == null ? [] : [[id, invitation] as const];
  });
  return { proven, admissions: Object.fromEntries(admissions) as Readonly<Record<FactId, never>> };
}

const recoveryKeysIn = (facts: readonly Fact[]): readonly string[] => [
  ...new Set(facts.flatMap((fact) => bodyOf(founded, fact)?.recovery ?? bodyOf(recoverySet, fact)?.recovery ?? [])),
];
