import { afterEach, expect, test, vi } from 'vitest';
import { type JoiningView } from '#app/joining/joining.ts';
import { joinWorkshop } from '#app/joining/joinWorkshop.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import { createEther } from '#tests/support/ether.ts';
import { foundMeeting, joinMeeting, type MeetingPhone } from '#tests/support/meetingPhone.ts';
import { valueOf } from '#tests/support/phone.ts';

const open: MeetingPhone[] = [];
afterEach(() => {
  for (const phone of open.splice(0)) phone.close();
});

const soon = { timeout: 10_000, interval: 20 };

async function founded() {
  const ether = createEther();
  const odile = await foundMeeting(ether);
  open.push(odile);
  return { ether, odile };
}
const invite = async ({ workshop }: MeetingPhone): Promise<string> =>
  valueOf(await workshop.commands.invite({ role: 'member', days: 7 })).link;

test('a workshop that is whole on this device is never thrown away by an invitation to it', async () => {
  const { odile } = await founded();
  const link = await invite(odile);
  const { id } = odile.workshop;
  const meeting = odile.deps.meeting;
  if (meeting === undefined) throw new Error('it meets others');
  const joined: string[] = [];
  const deps = { ...odile.deps, meeting };
  const come = () => joinWorkshop(link, 'Odile', deps, (known) => joined.push(known.id));
  const stopped = come();
  await new Promise((resolve) => setTimeout(resolve, 20));
  stopped.cancel();
  const [view, isHere] = [come(), async () => (await openWorkshop(id, odile.deps)).ok];
  await vi.waitFor(() => expect(view.view()).toMatchObject({ step: 'ready', id } satisfies Partial<JoiningView>), soon);
  view.cancel();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await isHere()).toBe(true);
  expect(joined).toContain(id);
});

test('after ten rotations somebody who comes in is given the key of the room where the others are', async () => {
  const { ether, odile } = await founded();
  for (let count = 0; count < 10; count += 1) valueOf(await odile.workshop.commands.rotateKey());
  valueOf(await odile.workshop.commands.addTool({ name: 'Perceuse' }));
  const ben = await joinMeeting(ether, await invite(odile), odile.phone.clock.now);
  open.push(ben);
  const tools = async () => (await ben.workshop.db.rows('A').tools.toArray()).map(({ name }) => name);
  await vi.waitFor(async () => expect(await tools()).toEqual(['Perceuse']), soon);
});
