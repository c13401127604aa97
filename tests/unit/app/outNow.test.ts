import { expect, test } from 'vitest';
import { outNowCsv } from '#app/outNow.ts';
import type { LabelId, MemberId, ToolId } from '#domain/ids.ts';
import type { ToolRow } from '#domain/rows.ts';

const nour = 'nour' as MemberId;
const since = Date.parse('2026-03-01T09:00:00Z');
const row = (name: string, claims: ToolRow['claims'], labels: readonly string[] = []): ToolRow => ({
  id: name as ToolId,
  what: 'tool',
  name,
  otherNames: [],
  category: null,
  place: null,
  spot: null,
  drawing: null,
  face: null,
  state: claims.length > 1 ? 'contested' : 'out',
  claims,
  putAt: null,
  labels: labels as readonly LabelId[],
  uses: 1,
  movedAt: since,
});

test('what is out for other programs: English keys, one line a claim, nobody invented', () => {
  const members = new Map([[nour, { name: 'Nour' }]]);
  const csv = outNowCsv(
    [
      row('Scie, "japonaise"', [{ by: nour, since, until: '2026-03-03', purpose: '=un banc' }], ['7K3QX9D2']),
      row('Perceuse', [
        { by: nour, since, until: null, purpose: null },
        { by: 'forgotten', since, until: '2026-03-04', purpose: null },
      ]),
    ],
    members,
    '2026-03-04',
  );
  expect(csv.replace('\ufeff', '').trim().split('\r\n')).toEqual([
    'tool,label,holder,since,until,late,purpose',
    '"Scie, ""japonaise""",7K3Q-X9D2,Nour,2026-03-01T09:00:00.000Z,2026-03-03,yes,\'=un banc',
    'Perceuse,,Nour,2026-03-01T09:00:00.000Z,,no,',
    'Perceuse,,,2026-03-01T09:00:00.000Z,2026-03-04,no,',
  ]);
});
