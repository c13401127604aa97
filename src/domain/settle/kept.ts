import { type Fact, type FactRef, refOf } from '../fact.ts';
import type { MemberId } from '../ids.ts';
import type { TextName } from '../kinds/text.ts';
import type { SettleContext } from './context.ts';
import { memberOf } from './membership.ts';

/** A version of a text that somebody kept. */
export interface KeptText<Name extends TextName = TextName> {
  readonly ref: FactRef;
  readonly of: Name;
  readonly text: string;
  readonly at: number;
  /** Null of a device nobody here knows. */
  readonly by: MemberId | null;
}

export const keptBy = <Name extends TextName>(
  fact: Fact,
  { of, text }: { readonly of: Name; readonly text: string },
  { membership }: SettleContext,
): KeptText<Name> => ({ ref: refOf(fact), of, text, at: fact.at ?? 0, by: memberOf(membership, fact.log) });
