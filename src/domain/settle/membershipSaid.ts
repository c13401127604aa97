import type * as v from 'valibot';
import type { Fact } from '../fact.ts';
import { type Kind, bodyOf } from '../kinds/kind.ts';
import * as membership from '../kinds/membership.ts';
import * as workshop from '../kinds/workshop.ts';

type Words<K extends { readonly name: string; readonly body: v.GenericSchema }> = {
  readonly kind: K['name'];
  readonly body: v.InferOutput<K['body']>;
};

/** What a fact says of membership, read once for all rounds of the fold. */
export type Said =
  | Words<typeof workshop.founded>
  | Words<typeof workshop.memberAdded>
  | Words<typeof workshop.keyRotated>
  | Words<typeof workshop.recovered>
  | Words<typeof workshop.recoverySet>
  | Words<typeof workshop.revoked>
  | Words<typeof workshop.erased>
  | Words<typeof membership.invited>
  | Words<typeof membership.admitted>
  | Words<typeof membership.roleGiven>
  | Words<typeof membership.removed>
  | Words<typeof membership.left>
  | Words<typeof membership.adopted>
  | Words<typeof membership.doubled>;

const kinds: { readonly [Name in Said['kind']]: Kind } = {
  founded: workshop.founded,
  memberAdded: workshop.memberAdded,
  keyRotated: workshop.keyRotated,
  recovered: workshop.recovered,
  recoverySet: workshop.recoverySet,
  revoked: workshop.revoked,
  erased: workshop.erased,
  invited: membership.invited,
  admitted: membership.admitted,
  roleGiven: membership.roleGiven,
  removed: membership.removed,
  left: membership.left,
  adopted: membership.adopted,
  doubled: membership.doubled,
};

/** Null for what says nothing of membership, or says it in no shape that is known. */
export function saidOf(fact: Fact): Said | null {
  const kind = Object.hasOwn(kinds, fact.kind) ? kinds[fact.kind as Said['kind']] : null;
  const body = kind === null ? null : bodyOf(kind, fact);
  return body === null ? null : ({ kind: fact.kind, body } as Said);
}
