import type { WrittenFact } from '#crypto/sealFact.ts';
import type { Draft, Fact } from '#domain/fact.ts';
import type { Incoming } from '#store/door.ts';

/** A fact just written here, as the door takes it: opened already. */
export function incoming({ fact, person }: WrittenFact, draft: Draft): Incoming & { readonly fact: Fact } {
  const { log, seq, id, prev, epoch } = fact;
  return {
    log,
    seq,
    id,
    prev,
    entry: { bytes: fact.bytes, person },
    fact: { ...draft.thing, log, seq, id, epoch, person: draft.person },
  };
}
