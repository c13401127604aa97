import type { FactId, LogId, WorkshopId } from '#domain/ids.ts';
import type { SealedFact } from './readFact.ts';
import { signatureOf } from './readFact.ts';
import { signedFor, signedMessage } from './signedMessage.ts';
import type { VerifySignature } from './verifySignature.ts';

/** The last fact of a log that is already known to be authentic. */
export interface LogHead {
  readonly seq: number;
  readonly id: FactId;
}

export type ChainRefusal =
  | { readonly kind: 'other-log'; readonly seq: number }
  /** Facts between what is known and this one are missing, or this one is known already. */
  | { readonly kind: 'not-next'; readonly seq: number; readonly expected: number }
  /** Follows another fact than the one known at that place: the log has two branches. */
  | { readonly kind: 'other-branch'; readonly seq: number }
  | { readonly kind: 'signature-invalid'; readonly seq: number };

/** How many facts from the front are authentic, and what stands in the way of the rest. */
export interface ChainReading {
  readonly accepted: readonly SealedFact[];
  readonly refusal: ChainRefusal | null;
}

/** The run to look at: facts of one log, in order, as `readFact` gave them; `head` null when nothing is known of it. */
export interface ChainRun {
  readonly workshop: WorkshopId;
  readonly log: LogId;
  readonly head: LogHead | null;
  readonly facts: readonly SealedFact[];
}

/**
 * A fact is authentic when its own signature is valid, or that of a later fact of its unbroken chain, whose `prev`
 * vouches for it. So one signature is verified for a whole run, the last; only a bad one makes it go back. A badly
 * signed tail is not accepted: nothing vouches for it yet.
 */
export async function verifyChain(run: ChainRun, verify: VerifySignature): Promise<ChainReading> {
  const { linked, refusal } = linkedFront(run);
  for (let length = linked.length; length > 0; length -= 1) {
    const last = linked[length - 1];
    if (last !== undefined && (await isSigned(last, run.workshop, verify))) {
      const badlySigned = linked[length];
      return {
        accepted: linked.slice(0, length),
        refusal: badlySigned ? { kind: 'signature-invalid', seq: badlySigned.seq } : refusal,
      };
    }
  }
  const [first] = linked;
  return { accepted: [], refusal: first ? { kind: 'signature-invalid', seq: first.seq } : refusal };
}

function linkedFront({ log, head, facts }: ChainRun): {
  readonly linked: readonly SealedFact[];
  readonly refusal: ChainRefusal | null;
} {
  let known = head;
  for (const [at, fact] of facts.entries()) {
    const refusal = refuseLink(fact, log, known);
    if (refusal !== null) return { linked: facts.slice(0, at), refusal };
    known = fact;
  }
  return { linked: facts, refusal: null };
}

function refuseLink(fact: SealedFact, log: LogId, known: LogHead | null): ChainRefusal | null {
  const { seq } = fact;
  const expected = known === null ? 0 : known.seq + 1;
  if (fact.log !== log) return { kind: 'other-log', seq };
  if (seq !== expected) return { kind: 'not-next', seq, expected };
  return fact.prev === (known?.id ?? null) ? null : { kind: 'other-branch', seq };
}

function isSigned(fact: SealedFact, workshop: WorkshopId, verify: VerifySignature): Promise<boolean> {
  const header = fact.bytes.subarray(0, fact.headerLength);
  return verify(fact.log, signatureOf(fact), signedMessage(signedFor(workshop, fact.id), header));
}
