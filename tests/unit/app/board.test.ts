import { afterEach, expect, test, vi } from 'vitest';
import { keptVersions } from '#store/queries/texts.ts';
import { workshopRow } from '#store/queries/tools.ts';
import { createEther } from '#tests/support/ether.ts';
import { foundMeeting, joinMeeting, type MeetingPhone } from '#tests/support/meetingPhone.ts';
import { valueOf } from '#tests/support/phone.ts';

const open: MeetingPhone[] = [];
afterEach(() => {
  for (const phone of open.splice(0)) phone.close();
});
const soon = { timeout: 15_000, interval: 30 };

async function house() {
  const ether = createEther();
  const odile = await foundMeeting(ether);
  open.push(odile);
  const { link } = valueOf(await odile.workshop.commands.invite({ role: 'member', days: 7 }));
  const ben = await joinMeeting(ether, link, odile.phone.clock.now);
  open.push(ben);
  await vi.waitFor(() => expect(ben.meeting.view().peers).toMatchObject([{ state: 'even' }]), soon);
  const boards = await Promise.all([odile, ben].map(async ({ workshop }) => workshop.board()));
  const [a, b] = boards as [(typeof boards)[0], (typeof boards)[0]];
  return { ether, odile, ben, a, b };
}
const standing = async ({ workshop }: MeetingPhone) => (await workshopRow(workshop.db))?.rules?.text ?? null;

test('two rewrite the same paragraph apart: every letter is in the draft of both, and what is kept stands for all', async () => {
  const { ether, odile, ben, a, b } = await house();
  a.write('rules', 'On range les outils le soir.');
  await vi.waitFor(() => expect(b.read('rules')).toBe('On range les outils le soir.'), soon);
  ether.cut();
  a.write('rules', 'On range tous les outils le soir, propres.');
  b.write('rules', 'Chacun range les outils qu’il a pris.');
  valueOf(await odile.workshop.commands.keepText('rules', a.read('rules')));
  valueOf(await ben.workshop.commands.keepText('rules', b.read('rules')));
  ether.heal();
  await vi.waitFor(() => {
    expect(a.read('rules')).toBe(b.read('rules'));
    for (const piece of ['tous', 'propres', 'Chacun', 'qu’il a pris']) expect(a.read('rules')).toContain(piece);
  }, soon);
  await vi.waitFor(async () => {
    for (const { workshop } of [odile, ben])
      expect((await keptVersions(workshop.db, workshop.cache, 'rules')).map(({ text }) => text).toSorted()).toEqual([
        'Chacun range les outils qu’il a pris.',
        'On range tous les outils le soir, propres.',
      ]);
    expect(await standing(odile)).toBe(await standing(ben));
  }, soon);
  valueOf(await odile.workshop.commands.keepText('rules', a.read('rules')));
  await vi.waitFor(async () => expect(await standing(ben)).toBe(a.read('rules')), soon);
});

test('a member wipes the board; one act of a steward, and the kept version is back on every phone', async () => {
  const { ether, odile, ben, a, b } = await house();
  a.write('rules', 'On range.');
  valueOf(await odile.workshop.commands.keepText('rules', 'On range.'));
  await vi.waitFor(() => expect(b.read('rules')).toBe('On range.'), soon);
  b.write('rules', '');
  await vi.waitFor(() => expect(a.read('rules')).toBe(''), soon);
  b.write('rules', 'ha ha');
  expect(await ben.workshop.commands.beginBoard()).toMatchObject({ refusal: { kind: 'stewards-only' } });
  ether.cut();
  valueOf(await odile.workshop.commands.beginBoard());
  await vi.waitFor(() => expect(a.read('rules')).toBe('On range.'), soon);
  ether.heal();
  await vi.waitFor(() => expect(b.read('rules')).toBe('On range.'), soon);
  b.write('rules', 'On range et on balaie.');
  await vi.waitFor(() => expect(a.read('rules')).toBe('On range et on balaie.'), soon);
  expect([a.isSame(), b.isSame()]).toEqual([true, true]);
  expect([await standing(odile), await standing(ben)]).toEqual(['On range.', 'On range.']);
});
