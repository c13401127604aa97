import { weekOfInstant } from '#domain/days.ts';
import type { Fact } from '#domain/fact.ts';
import type { MemberId } from '#domain/ids.ts';
import { type Membership, memberOf } from '#domain/settle/membership.ts';
import { logOf } from './chains.ts';
import type { LogRecord } from './database.ts';

/** Weeks a log remembers: more than lie within what fairness looks at. The highest stay, so the order of arrival is nothing. */
const weeksKept = 30;

/** Its log with the weeks these facts were written in. What a device wrote down for somebody else tells nothing of its member. */
export function withPresence(record: LogRecord, facts: readonly Fact[], membership: Membership): LogRecord {
  const log = logOf(record.log);
  const member = memberOf(membership, log);
  const fresh = facts.flatMap((fact) =>
    fact.log === log && fact.at !== null && isTheirs(fact, member) ? [fact.at] : [],
  );
  const weeks = new Set([...(record.weeks ?? []), ...fresh.map(weekOfInstant)]);
  if (weeks.size === (record.weeks?.length ?? 0)) return record;
  return { ...record, weeks: [...weeks].toSorted((a, b) => b - a).slice(0, weeksKept) };
}

function isTheirs({ person }: Fact, member: MemberId | null): boolean {
  const by = person === null || typeof person === 'string' ? undefined : person.body['by'];
  return by === undefined || by === member;
}
