import type { LogId, MemberId } from '#domain/ids.ts';
import type { MemberRow } from '#domain/rows.ts';

/** The logs of the workshop and whose they are. */
export const writersOf = (members: ReadonlyMap<MemberId, MemberRow>): ReadonlyMap<LogId, MemberId> =>
  new Map([...members.values()].flatMap(({ id, devices }) => devices.map(({ log }) => [log, id] as const)));
