import * as v from 'valibot';
import type { Fact } from '../fact.ts';
import type { StreamType } from '../ids.ts';

/**
 * One kind of fact: the concern whose heads it covers, what it is about, and the shape of its two bodies.
 * A concern is a part of a stream with heads of its own, so that a rename never ends a contest.
 */
export interface Kind<
  Thing extends v.GenericSchema = v.GenericSchema,
  Person extends v.GenericSchema = v.GenericSchema,
> {
  readonly name: string;
  readonly concern: string;
  readonly subject: StreamType;
  readonly clear: boolean;
  readonly body: Thing;
  readonly person: Person;
}

/** The person body of kinds that say nothing about people. */
export const noPerson = v.strictObject({});

/** The body of `fact` when it is of this kind and fits its shape, else null. Never throws. */
export function bodyOf<T extends v.GenericSchema, P extends v.GenericSchema>(
  kind: Kind<T, P>,
  fact: Fact,
): v.InferOutput<T> | null {
  if (fact.kind !== kind.name) return null;
  const read = v.safeParse(kind.body, fact.body);
  return read.success ? read.output : null;
}

/** The person body of `fact`; null when it never had one, is gone, is still to come, or does not fit. */
export function personOf<T extends v.GenericSchema, P extends v.GenericSchema>(
  kind: Kind<T, P>,
  fact: Fact,
): v.InferOutput<P> | null {
  if (fact.kind !== kind.name || fact.person === null || typeof fact.person === 'string') return null;
  const read = v.safeParse(kind.person, fact.person.body);
  return read.success ? read.output : null;
}
