import type { EpochId, FactId, LogId, StreamId } from './ids.ts';

/** What a fact's body may hold: JSON without fractions. Integers are safe integers; text is well-formed Unicode. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };
export type Body = { readonly [key: string]: Value };

/** Names one fact: `id` makes it exact, `log` and `seq` let a reader tell "still to come" from "false". */
export interface FactRef {
  readonly log: LogId;
  readonly seq: number;
  readonly id: FactId;
}

/** The part about things: kept for good. `at` is the writer's clock in ms, and null in facts of the clear kinds. */
export interface ThingPart {
  readonly kind: string;
  readonly streams: readonly StreamId[];
  readonly after: readonly FactRef[];
  readonly at: number | null;
  readonly body: Body;
}

/** The part about people: may be dropped, and nothing but names shown changes. */
export interface PersonPart {
  readonly streams: readonly StreamId[];
  readonly body: Body;
}

/** What a command decides; crypto chains, seals and signs it. */
export interface Draft {
  readonly thing: ThingPart;
  readonly person: PersonPart | null;
}

/** `null`: the fact never had one. `to-come`: its bytes have not arrived or its key is missing. */
export type PersonState = PersonPart | 'forgotten' | 'to-come' | null;

/** A fact as the rest of the app reads it: authentic, opened, and what it says not yet believed. */
export interface Fact extends ThingPart, FactRef {
  readonly epoch: EpochId | null;
  readonly person: PersonState;
}

export const refOf = ({ log, seq, id }: FactRef): FactRef => ({ log, seq, id });

/** Kinds whose thing part is not sealed, so that a pod can check and obey them: membership and forgetting. */
export const clearKinds: ReadonlySet<string> = new Set([
  'founded',
  'memberAdded',
  'keyRotated',
  'recovered',
  'recoverySet',
  'revoked',
  'forgotten',
  'erased',
  // Reserved for *Phones meet*; listed so that this version already refuses them sealed.
  'invited',
  'admitted',
  'roleGiven',
  'removed',
  'left',
  'adopted',
  'doubled',
]);
export const isClearKind = (kind: string): boolean => clearKinds.has(kind);

/** Largest thing or person part, sealed, in bytes. */
export const maxPartBytes = 40 * 1024;
