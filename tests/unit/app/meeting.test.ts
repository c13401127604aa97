import { afterEach, expect, test, vi } from 'vitest';
import type { ToolId } from '#domain/ids.ts';
import { createEther } from '#tests/support/ether.ts';
import { foundMeeting, joinMeeting, type MeetingPhone, switchOn } from '#tests/support/meetingPhone.ts';
import { createPhone, valueOf } from '#tests/support/phone.ts';
import { makeDemo } from '#app/demo/makeDemo.ts';

const open: MeetingPhone[] = [];
afterEach(() => {
  for (const phone of open.splice(0)) phone.close();
});

const soon = { timeout: 10_000, interval: 20 };
const toolNames = async ({ workshop }: MeetingPhone): Promise<readonly string[]> => {
  const side = (await workshop.db.state.get('state'))?.side ?? 'A';
  return (await workshop.db.rows(side).tools.toArray()).map(({ name }) => name).toSorted();
};
const holdersOf = async ({ workshop }: MeetingPhone, tool: ToolId): Promise<readonly string[]> => {
  const side = (await workshop.db.state.get('state'))?.side ?? 'A';
  return (await workshop.db.rows(side).tools.get(tool))?.holders ?? [];
};

async function twoPhones() {
  const ether = createEther();
  const odile = await foundMeeting(ether);
  open.push(odile);
  const tool = valueOf(await odile.workshop.commands.addTool({ name: 'Perceuse' }));
  const { link } = valueOf(await odile.workshop.commands.invite({ role: 'member', days: 7 }));
  const ben = await joinMeeting(ether, link, odile.phone.clock.now);
  open.push(ben);
  await vi.waitFor(async () => expect(await toolNames(ben)).toEqual(['Perceuse']), soon);
  return { ether, odile, ben, tool };
}

test('a second phone comes in by an invitation and reads what the first wrote', async () => {
  const { odile, ben } = await twoPhones();
  await vi.waitFor(() => {
    expect(odile.meeting.view()).toMatchObject({ role: 'leading', trouble: null, peers: [{ state: 'even' }] });
    expect(ben.meeting.view()).toMatchObject({ role: 'leading', trouble: null, peers: [{ state: 'even' }] });
  }, soon);
  const me = await ben.workshop.me();
  const peer = odile.meeting.view().peers[0];
  expect([peer?.log, peer?.member]).toEqual([me.log, me.member]);
  const other = await odile.workshop.me();
  await vi.waitFor(() => expect(ben.meeting.view().peers[0]?.member).toBe(other.member), soon);
});

test('takings flow both ways; the second tick comes, and what was written apart is only here until then', async () => {
  const { ether, odile, ben, tool } = await twoPhones();
  const me = await ben.workshop.me();
  valueOf(await ben.workshop.commands.take(tool));
  await vi.waitFor(async () => expect(await holdersOf(odile, tool)).toEqual([me.member]), soon);
  await vi.waitFor(() => expect(ben.meeting.view().onlyHere).toBe(0), soon);
  expect(ben.meeting.elsewhere()).toBeGreaterThanOrEqual(0);
  ether.cut();
  valueOf(await odile.workshop.commands.addTool({ name: 'Scie' }));
  await vi.waitFor(() => expect(odile.meeting.view().onlyHere).toBe(1), soon);
  expect(odile.meeting.view().peers).toEqual([]);
  ether.heal();
  await vi.waitFor(async () => expect(await toolNames(ben)).toEqual(['Perceuse', 'Scie']), soon);
  await vi.waitFor(() => expect(odile.meeting.view().onlyHere).toBe(0), soon);
  expect((await odile.meeting.met()).map(({ log }) => log)).toEqual([me.log]);
});

test('who was met and what others have is known after a restart', async () => {
  const { ether, odile, ben } = await twoPhones();
  await vi.waitFor(() => expect(odile.meeting.view().onlyHere).toBe(0), soon);
  const elsewhere = odile.meeting.elsewhere();
  odile.close();
  await new Promise((resolve) => setTimeout(resolve, 500));
  ben.close();
  const again = await switchOn(odile.phone, ether, odile.workshop.id);
  open.push(again);
  await vi.waitFor(() => expect(again.meeting.elsewhere()).toBe(elsewhere), soon);
  expect((await again.meeting.met()).length).toBe(1);
});

test('a parcel carries the notebook where nobody meets; twice is once, and damage is told', async () => {
  const { ether, odile, ben } = await twoPhones();
  ether.cut();
  valueOf(await odile.workshop.commands.addTool({ name: 'Échelle' }));
  const parcel = new Uint8Array(await valueOf(await odile.workshop.parcels.write()).arrayBuffer());
  expect(valueOf(await ben.workshop.parcels.read(parcel)).stored).toBe(1);
  await vi.waitFor(async () => expect(await toolNames(ben)).toContain('Échelle'), soon);
  expect(valueOf(await ben.workshop.parcels.read(parcel)).stored).toBe(0);
  const flipped = parcel.slice();
  flipped[flipped.length - 5] = (flipped.at(-5) ?? 0) ^ 1;
  const kindOf = async (bytes: Uint8Array): Promise<string> => {
    const read = await ben.workshop.parcels.read(bytes);
    return read.ok ? 'read' : read.refusal.kind;
  };
  expect(await kindOf(flipped)).toBe('parcel-damaged');
  expect(await kindOf(parcel.slice(0, -1))).toBe('parcel-damaged');
  expect(await kindOf(parcel.slice(0, 40))).toBe('parcel-damaged');
  expect(await kindOf(new Uint8Array([1, 2, 3]))).toBe('parcel-foreign');
  const stranger = await foundMeeting(createEther(), 'Zoé');
  open.push(stranger);
  const foreign = new Uint8Array(await valueOf(await stranger.workshop.parcels.write()).arrayBuffer());
  expect(await kindOf(foreign)).toBe('parcel-foreign');
});

test('somebody removed is told nothing more, and a new epoch begins', async () => {
  const { odile, ben } = await twoPhones();
  const { member, log } = await ben.workshop.me();
  valueOf(await odile.workshop.commands.removeMember(member));
  await vi.waitFor(() => expect(odile.meeting.view().peers).toEqual([]), soon);
  valueOf(await odile.workshop.commands.addTool({ name: 'Secret' }));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await toolNames(ben)).toEqual(['Perceuse']);
  expect(log).not.toBe('');
});

test('the demonstration meets nobody', async () => {
  const phone = createPhone();
  const { id } = valueOf(await makeDemo(phone.deps, () => undefined));
  await expect(switchOn(phone, createEther(), id)).rejects.toThrow('it meets nobody');
});
