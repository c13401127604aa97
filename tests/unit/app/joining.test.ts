import { afterEach, expect, test, vi } from 'vitest';
import { type JoiningView } from '#app/joining/joining.ts';
import { joinWorkshop } from '#app/joining/joinWorkshop.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import { createEther } from '#tests/support/ether.ts';
import { foundMeeting, joinMeeting, type MeetingPhone } from '#tests/support/meetingPhone.ts';
import { createPhone, type Phone, valueOf } from '#tests/support/phone.ts';
import type { WorkshopId } from '#domain/ids.ts';
import { databaseName, openDatabase } from '#store/database.ts';

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

test('a connection to the database that is lost on the way in loses nothing of what came', async () => {
  const { odile } = await founded();
  valueOf(await odile.workshop.commands.addTool({ name: 'Perceuse' }));
  const link = await invite(odile);
  const phone = createPhone();
  const { meeting } = odile.deps;
  if (meeting === undefined) throw new Error('it meets others');
  let isLost = true;
  const rest = async (): Promise<void> => {
    if (isLost) throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
    await phone.deps.rest();
  };
  const deps = { ...phone.deps, meeting, rest };
  const first = joinWorkshop(link, 'Ben', deps, () => undefined);
  await vi.waitFor(() => expect(first.view()).toMatchObject({ refusal: { kind: 'storage-lost' } }), soon);
  const heldAfter = await factsIn(phone, odile.workshop.id);
  expect(heldAfter).toBeGreaterThan(3);
  isLost = false;
  const second = joinWorkshop(link, 'Ben', deps, () => undefined);
  await vi.waitFor(() => expect(second.view()).toMatchObject({ step: 'ready' }), soon);
  expect(await factsIn(phone, odile.workshop.id)).toBeGreaterThanOrEqual(heldAfter);
  second.cancel();
});
async function factsIn(phone: Phone, id: WorkshopId): Promise<number> {
  const db = openDatabase(databaseName(id), phone.deps.storage);
  const { factCount = 0 } = (await db.state.get('state')) ?? {};
  db.dexie.close();
  return factCount;
}

test('after ten rotations somebody who comes in is given the key of the room where the others are', async () => {
  const { ether, odile } = await founded();
  for (let count = 0; count < 10; count += 1) valueOf(await odile.workshop.commands.rotateKey());
  valueOf(await odile.workshop.commands.addTool({ name: 'Perceuse' }));
  const ben = await joinMeeting(ether, await invite(odile), odile.phone.clock.now);
  open.push(ben);
  const tools = async () => (await ben.workshop.db.rows('A').tools.toArray()).map(({ name }) => name);
  await vi.waitFor(async () => expect(await tools()).toEqual(['Perceuse']), soon);
});
