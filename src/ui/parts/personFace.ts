import type { MemberId } from '#domain/ids.ts';
import { isMember, type MemberRow } from '#domain/rows.ts';
import type { Who } from '#domain/settle/custody.ts';
import type { PersonFace } from './Token.tsx';

type Members = ReadonlyMap<MemberId, MemberRow>;

/** A member as their token. */
export function personFace(id: MemberId, members: Members): PersonFace {
  const row = members.get(id);
  if (row === undefined) return { id, name: null };
  return { id, name: row.name, steward: row.role === 'steward', guest: !row.devices.some(({ isOpen }) => isOpen) };
}

/** Whoever a fact names; a name removed or still to come hangs there as a token without letters. */
export const whoFace = (who: Who, members: Members): PersonFace =>
  isMember(who) ? personFace(who, members) : { id: (who ?? 'nobody') as MemberId, name: null };
