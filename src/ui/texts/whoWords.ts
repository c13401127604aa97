import type { I18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { MemberId } from '#domain/ids.ts';
import { isMember, type MemberRow } from '#domain/rows.ts';
import type { Who } from '#domain/settle/custody.ts';

/** Somebody by name; *someone* once the name was removed, *someone we do not know yet* while it has not arrived. */
export function whoWords(
  i18n: I18n,
  who: Who,
  members: ReadonlyMap<MemberId, Pick<MemberRow, 'state' | 'name'>>,
): string {
  const row = isMember(who) ? members.get(who) : undefined;
  if (row?.state === 'named' && row.name !== null) return row.name;
  const isToCome = isMember(who) ? row === undefined || row.state === 'to-come' : who === 'to-come';
  return isToCome ? t(i18n)`quelqu’un qu’on ne connaît pas encore` : t(i18n)`quelqu’un`;
}
