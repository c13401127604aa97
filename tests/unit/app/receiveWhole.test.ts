import { afterEach, expect, test, vi } from 'vitest';
import { joinWorkshop } from '#app/joining/joinWorkshop.ts';
import type { JoiningView } from '#app/joining/joining.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import type { Workshop } from '#app/workshop.ts';
import { createEpochKeys } from '#crypto/epochKeys.ts';
import type { EpochId } from '#domain/ids.ts';
import { workshopStream } from '#domain/ids.ts';
import { createDoor } from '#store/door.ts';
import { createRowFiller } from '#store/rowFiller.ts';
import { readSecrets } from '#store/secrets.ts';
import { createSweeper } from '#store/sweeper.ts';
import { foundWorkshop } from '#app/foundWorkshop.ts';
import { createEther } from '#tests/support/ether.ts';
import { join, meetAs, rest, send, type Met } from '#tests/support/meet.ts';
import { foundMeeting, type MeetingPhone } from '#tests/support/meetingPhone.ts';
import { createPhone, type Phone, valueOf } from '#tests/support/phone.ts';
import { rowsOf } from '#tests/support/rowsOf.ts';

const open: Pick<MeetingPhone, 'close'>[] = [];
afterEach(() => {
  for (const phone of open.splice(0)) phone.close();
});

async function furnish({ commands, sweep }: Workshop): Promise<void> {
  const hall = valueOf(await commands.addPlace({ name: 'Hall' }));
  const shelf = valueOf(await commands.addPlace({ name: 'Étagère', parent: hall }));
  const zoe = valueOf(await commands.addMember({ name: 'Zoé' }));
  for (const name of ['Perceuse', 'Rabot', 'Ciseau']) {
    const tool = valueOf(await commands.addTool({ name, place: shelf }));
    if (name === 'Rabot') valueOf(await commands.take(tool));
  }
  valueOf(await commands.rotateKey());
  valueOf(await commands.describePlace(hall, { name: 'Atelier' }));
  valueOf(await commands.addTool({ name: 'Scie', place: hall }));
  valueOf(await commands.eraseMember(zoe));
  await sweep();
}

async function expectAsRebuilt({ db, cache }: Workshop, { deps }: Pick<Phone, 'deps'>): Promise<void> {
  const before = await rowsOf(db);
  await createSweeper(db, cache, { now: deps.clock.now, rest: deps.rest }).rebuild();
  expect(await rowsOf(db)).toEqual(before);
}

const unreadIn = async ({ db }: Workshop): Promise<readonly number[]> =>
  (await db.logs.toArray()).flatMap(({ unread = [] }) => unread);

test('who comes in has the rows a rebuild would give, and those of who was there', async () => {
  const odile = await foundMeeting(createEther());
  open.push(odile);
  await furnish(odile.workshop);
  const { meeting } = odile.deps;
  if (meeting === undefined) throw new Error('it meets others');
  const { link } = valueOf(await odile.workshop.commands.invite({ role: 'member', days: 7 }));
  const phone = createPhone(odile.phone.clock.now);
  const joining = joinWorkshop(link, 'Ben', { ...phone.deps, meeting }, () => undefined);
  await vi.waitFor(() => expect(joining.view()).toMatchObject({ step: 'ready' } satisfies Partial<JoiningView>), {
    timeout: 20_000,
    interval: 20,
  });
  const ben = valueOf(await openWorkshop(odile.workshop.id, phone.deps));
  open.push(ben);
  await ben.sweep();
  const state = await ben.db.state.get('state');
  expect(state).toMatchObject({ isJoining: false });
  expect(state?.rowsCome).toBeUndefined();
  expect(await unreadIn(ben)).toEqual([]);
  expect((await rowsOf(ben.db)).tools.map(({ name }) => name).toSorted()).toEqual([
    'Ciseau',
    'Perceuse',
    'Rabot',
    'Scie',
  ]);
  const { tools, places, shelf } = await rowsOf(odile.workshop.db);
  expect(await rowsOf(ben.db)).toMatchObject({ tools, places, shelf });
  await expectAsRebuilt(ben, phone);
}, 30_000);

/** A phone that has been let in and receives the workshop whole, with what builds its rows in the end. */
async function newcomer(host: Met) {
  const met = await join(host);
  const { phone, workshop } = met;
  const { db, cache } = workshop;
  await db.state.update('state', { rowsCome: 'later' });
  const keys = createEpochKeys(workshop.id, phone.deps.crypto);
  for (const [epoch, secret] of Object.entries((await readSecrets(host.workshop.db))?.epochs ?? {}))
    keys.add(epoch as EpochId, new Uint8Array(secret));
  const fillerWith = (onRest: () => Promise<void>) =>
    createRowFiller({ db, cache, door: createDoor(db, cache), keys }, { crypto: phone.deps.crypto, rest: onRest });
  return { met, fillerWith };
}

test('only what membership needs is kept until all is here; cut off while building, with facts coming, it goes on', async () => {
  const phone = createPhone();
  const id = valueOf(await foundWorkshop({ name: 'La Remise', myName: 'Odile', language: 'fr' }, phone.deps));
  const host = await meetAs(phone, valueOf(await openWorkshop(id, phone.deps)));
  await furnish(host.workshop);
  const { met, fillerWith } = await newcomer(host);
  open.push(host.workshop, met.workshop);
  const { db } = met.workshop;
  await send(host, met, () => 7);
  expect((await db.streams.toArray()).map((record) => record.id)).toEqual([workshopStream]);
  expect(await db.rows('A').tools.count()).toBe(0);

  const cut = new Error('the page was closed');
  let rests = 0;
  await expect(
    fillerWith(async () => {
      rests += 1;
      // The facts were read; the first streams are still to be built.
      const [free] = (await host.workshop.db.rows('A').tools.toArray()).filter(({ state }) => state === 'here');
      if (rests === 1 && free !== undefined) valueOf(await host.workshop.commands.take(free.id));
      if (rests === 1) valueOf(await host.workshop.commands.addTool({ name: 'Lime', place: free?.place ?? null }));
      if (rests === 1) await send(host, met);
      if (rests === 2) throw cut;
    }).fill(),
  ).rejects.toBe(cut);
  expect((await db.state.get('state'))?.rowsCome).toBe('now');

  await fillerWith(() => Promise.resolve()).fill();
  await rest(met);
  expect((await db.state.get('state'))?.rowsCome).toBeUndefined();
  expect(await rowsOf(db)).toEqual(await rowsOf(host.workshop.db));
  await expectAsRebuilt(met.workshop, met.phone);
}, 30_000);
