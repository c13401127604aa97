import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, expect, test, vi } from 'vitest';
import { joinWorkshop } from '#app/joining/joinWorkshop.ts';
import { databaseName, openDatabase } from '#store/database.ts';
import { doubledLogs, ownClosure } from '#store/queries/membership.ts';
import { createEther, type Ether } from '#tests/support/ether.ts';
import { foundMeeting, joinMeeting, type MeetingPhone, switchOn } from '#tests/support/meetingPhone.ts';
import { createPhone, valueOf } from '#tests/support/phone.ts';

const open: MeetingPhone[] = [];
afterEach(() => {
  for (const phone of open.splice(0)) phone.close();
});
const soon = { timeout: 40_000, interval: 30 };
const closureOf = async ({ workshop }: MeetingPhone) => (await ownClosure(workshop.db, workshop.cache))?.why ?? null;
const toolNames = async ({ workshop }: MeetingPhone): Promise<readonly string[]> => {
  const side = (await workshop.db.state.get('state'))?.side ?? 'A';
  return (await workshop.db.rows(side).tools.toArray()).map(({ name }) => name).toSorted();
};

async function twoPhones() {
  const ether = createEther();
  const odile = await foundMeeting(ether);
  open.push(odile);
  const { link } = valueOf(await odile.workshop.commands.invite({ role: 'member', days: 7 }));
  const ben = await joinMeeting(ether, link, odile.phone.clock.now);
  open.push(ben);
  await vi.waitFor(() => expect(ben.meeting.view().peers).toMatchObject([{ state: 'even' }]), soon);
  const { log, member } = await ben.workshop.me();
  // Its key is checked against the rotation a moment after that has come.
  await vi.waitFor(async () => valueOf(await ben.workshop.commands.writeProfile(member, { name: 'Ben' })), soon);
  await vi.waitFor(async () => expect(await odile.workshop.db.logs.get(log)).toBeDefined(), soon);
  return { ether, odile, ben, member };
}

/** The same phone twice, as a copied disk makes it. */
async function cloneOf({ phone, workshop }: MeetingPhone, ether: Ether): Promise<MeetingPhone> {
  const storage = { indexedDB: new IDBFactory(), IDBKeyRange };
  const db = openDatabase(databaseName(workshop.id), storage);
  for (const table of workshop.db.dexie.tables) await db.dexie.table(table.name).bulkPut(await table.toArray());
  db.dexie.close();
  const copy = createPhone(phone.clock.now);
  return switchOn({ clock: copy.clock, deps: { ...copy.deps, storage } }, ether, workshop.id);
}

/** Opens an invitation on a phone whose notebook is open, as its screen does, and opens the notebook again after it. */
async function comeBack(phone: MeetingPhone, ether: Ether, link: string): Promise<MeetingPhone> {
  const { meeting } = phone.deps;
  if (meeting === undefined) throw new Error('it meets nobody');
  const joining = joinWorkshop(link, '', { ...phone.deps, meeting }, () => undefined);
  await vi.waitFor(() => expect(joining.view()).toMatchObject({ step: 'ready' }), soon);
  phone.close();
  await new Promise((resolve) => setTimeout(resolve, 400));
  const again = await switchOn(phone.phone, ether, phone.workshop.id);
  open.push(again);
  return again;
}

test('a doubled log is closed by anybody, and its owner comes back on the same phone with all it had', async () => {
  const { ether, odile, ben, member } = await twoPhones();
  const { log: before } = await ben.workshop.me();
  ether.cut();
  const twin = await cloneOf(ben, ether);
  open.push(twin);
  valueOf(await ben.workshop.commands.addTool({ name: 'Rabot' }));
  valueOf(await twin.workshop.commands.addTool({ name: 'Ciseau' }));
  expect(await doubledLogs(odile.workshop.db, odile.workshop.cache)).toEqual([]);
  ether.heal();
  await vi.waitFor(
    async () =>
      expect(await doubledLogs(odile.workshop.db, odile.workshop.cache)).toMatchObject([{ log: before, member }]),
    soon,
  );
  await vi.waitFor(async () => expect(await closureOf(ben)).toBe('doubled'), soon);
  expect(await ben.workshop.commands.addTool({ name: 'Non' })).toMatchObject({ refusal: { kind: 'log-closed' } });

  valueOf(await odile.workshop.commands.closeDoubled(before));
  expect(await doubledLogs(odile.workshop.db, odile.workshop.cache)).toEqual([]);
  expect(await odile.workshop.commands.closeDoubled(before)).toMatchObject({ refusal: { kind: 'device-closed' } });
  twin.close();

  const { link } = valueOf(await odile.workshop.commands.invite({ role: 'member', days: 7, member }));
  const back = await comeBack(ben, ether, link);
  await vi.waitFor(async () => expect(await closureOf(back)).toBeNull(), soon);
  const me = await back.workshop.me();
  expect(me.member).toBe(member);
  expect(me.log).not.toBe(before);
  await vi.waitFor(async () => expect(await toolNames(back)).toEqual(['Ciseau', 'Rabot']), soon);
  valueOf(await back.workshop.commands.addTool({ name: 'Varlope' }));
  await vi.waitFor(async () => expect(await toolNames(odile)).toEqual(['Ciseau', 'Rabot', 'Varlope']), soon);
}, 90_000);

test('a removed device is told so, and comes back; what it wrote unsent is passed on, and counts once adopted', async () => {
  const { ether, odile, ben, member } = await twoPhones();
  const { log: before } = await ben.workshop.me();
  ether.cut();
  valueOf(await odile.workshop.commands.removeDevice(before));
  valueOf(await ben.workshop.commands.addTool({ name: 'Rabot' }));
  ether.heal();
  await vi.waitFor(async () => expect(await closureOf(ben)).toBe('told-out'), soon);
  const other = valueOf(await odile.workshop.commands.invite({ role: 'member', days: 7 }));
  const wrong = joinWorkshop(other.link, 'Ben', { ...ben.deps, meeting: ben.deps.meeting as never }, () => undefined);
  await vi.waitFor(
    () => expect(wrong.view()).toEqual({ step: 'refused', refusal: { kind: 'invitation-not-yours' } }),
    soon,
  );
  expect(await toolNames(ben)).toEqual(['Rabot']);

  const { link } = valueOf(await odile.workshop.commands.invite({ role: 'member', days: 7, member }));
  const back = await comeBack(ben, ether, link);
  await vi.waitFor(async () => expect(await closureOf(back)).toBeNull(), soon);
  await vi.waitFor(async () => expect((await odile.workshop.db.logs.get(before))?.height).toBe(2), soon);
  expect(await toolNames(odile)).toEqual([]);
  // It has written under its new log, so that it can be cut in its turn.
  const { log } = await back.workshop.me();
  await vi.waitFor(async () => expect((await odile.workshop.db.logs.get(log))?.height).toBeGreaterThan(0), soon);
  const head = await odile.workshop.db.logs.get(before);
  valueOf(await odile.workshop.commands.adopt({ log: before, seq: 1, id: head?.head as never }));
  await vi.waitFor(async () => expect(await toolNames(back)).toEqual(['Rabot']), soon);
}, 90_000);
