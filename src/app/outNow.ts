import { labelGroups } from '#domain/label.ts';
import { type MemberRow, type ToolRow, isMember } from '#domain/rows.ts';
import type { MemberId } from '#domain/ids.ts';
import { toCsv } from '#interchange/toCsv.ts';

const keys = ['tool', 'label', 'holder', 'since', 'until', 'late', 'purpose'] as const;

/**
 * What is out, for other programs: one line for each claim, so a disagreement has two. `today` (`YYYY-MM-DD`) decides
 * what is late; somebody whose name is not here has none.
 */
export const outNowCsv = (
  rows: readonly ToolRow[],
  members: ReadonlyMap<MemberId, Pick<MemberRow, 'name'>>,
  today: string,
): string =>
  toCsv(
    keys,
    rows.flatMap((row) =>
      row.claims.map((claim) => ({
        tool: row.name,
        label: row.labels[0] === undefined ? '' : labelGroups(row.labels[0]),
        holder: isMember(claim.by) ? (members.get(claim.by)?.name ?? '') : '',
        // Facts may hold later times than a date can.
        since: new Date(Math.min(claim.since, 8.64e15)).toISOString(),
        until: claim.until ?? '',
        late: claim.until !== null && claim.until < today ? 'yes' : 'no',
        purpose: claim.purpose ?? '',
      })),
    ),
  );
