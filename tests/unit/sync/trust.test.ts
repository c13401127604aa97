import { expect, test } from 'vitest';
import { type Bytes, toBase64url } from '#crypto/bytes.ts';
import type { EpochId } from '#domain/ids.ts';
import { restoreWorkshop } from '#app/backup/restoreWorkshop.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import { readEpochs } from '#store/epochSecrets.ts';
import { join, logOfPhone, meet, meetAs, type Met, rest, send } from '#tests/support/meet.ts';
import { createPhone, foundOn, valueOf } from '#tests/support/phone.ts';

async function found(): Promise<Met> {
  const phone = createPhone();
  return await meetAs(phone, await foundOn(phone));
}

test('a device nobody here has heard of shows what let it in, link by link, and nothing else lets anybody in', async () => {
  const odile = await found();
  const ben = await join(odile, { role: 'steward' });
  const ana = await join(odile);
  await meet(odile, ana);
  await meet(odile, ben);
  const zoe = await join(ben);
  await meet(ben, zoe);
  const [log, intro] = [logOfPhone(zoe), await zoe.trust.intro()];
  expect(await ana.trust.standingOf(log)).toBe('stranger');
  expect(await ana.trust.standingWith(log, intro)).toBe('in');
  expect(await ana.trust.standingOf(log)).toBe('stranger');
  // What she has herself, nobody need show her; the rest is needed, and as it was signed.
  for (const change of [(entry: Bytes) => entry.map((byte, at) => (at === 200 ? byte ^ 1 : byte)), () => null]) {
    const changed = intro.map((_, at) => intro.flatMap((entry, nth) => (nth === at ? (change(entry) ?? []) : [entry])));
    const standings = await Promise.all(changed.map((each) => ana.trust.standingWith(log, each)));
    expect(standings).toContain('stranger');
  }
  expect(await ana.trust.standingWith(log, [])).toBe('stranger');
  const other = await found();
  expect(await ana.trust.standingWith(logOfPhone(other), await other.trust.intro())).toBe('stranger');
});

test('a phone restored with the key of the house shows the founding, which says whose key it is', async () => {
  const odile = await found();
  const ana = await join(odile);
  const file = new Uint8Array(await valueOf(await odile.workshop.backup()).arrayBuffer());
  const fresh = createPhone();
  valueOf(await restoreWorkshop(file, (await odile.workshop.houseKey()) ?? '', fresh.deps));
  const restored = await meetAs(fresh, valueOf(await openWorkshop(odile.workshop.id, fresh.deps)));
  // Ana has come in a moment ago and holds no fact yet.
  expect(await ana.trust.standingWith(logOfPhone(restored), await restored.trust.intro())).toBe('in');
  // It can be given keys of epochs that others begin.
  const [epoch] = await restored.trust.newestKeys();
  const keys = await restored.trust.sealKeysFor(logOfPhone(restored), epoch === undefined ? [] : [epoch]);
  expect(keys).toHaveLength(1);
});

test('a rotation brings its key to a phone that slept, and to nobody who was cut', async () => {
  const odile = await found();
  const ben = await join(odile);
  const zoe = await join(odile);
  for (const each of [ben, zoe]) {
    await meet(odile, each);
    valueOf(await each.workshop.commands.addTool({ name: 'Étau' }));
    await meet(odile, each);
  }
  valueOf(await odile.workshop.commands.removeDevice(logOfPhone(ben)));
  valueOf(await odile.workshop.commands.addTool({ name: 'Tamis' }));
  await send(odile, zoe);
  await send(odile, ben);
  await rest(zoe);
  await rest(ben);
  expect(await zoe.trust.missingKeys()).toEqual([]);
  expect(await ben.trust.missingKeys()).toHaveLength(1);
  const names = async (met: Met) => (await met.workshop.db.rows('A').tools.toArray()).map(({ name }) => name);
  expect(await names(zoe)).toContain('Tamis');
  expect(await names(ben)).not.toContain('Tamis');
  expect(await zoe.trust.sealKeysFor(logOfPhone(ben), await ben.trust.missingKeys())).toEqual([]);
  expect(await zoe.trust.standingOf(logOfPhone(ben))).toBe('cut');
});

test('a key that comes before its rotation opens no fact until it is checked; a false one never does', async () => {
  const odile = await found();
  const zoe = await join(odile);
  await meet(odile, zoe);
  valueOf(await odile.workshop.commands.rotateKey());
  await rest(odile);
  const [newest] = [...(await readEpochs(odile.workshop.db, 'epochs')).keys()].slice(-1) as [EpochId];
  const later = await meetAs(odile.phone, odile.workshop);
  const keys = await later.trust.sealKeysFor(logOfPhone(zoe), [newest]);
  expect(keys).toHaveLength(1);
  const made = toBase64url(new Uint8Array(16)) as EpochId;
  await zoe.trust.acceptKeys([...keys, ...keys.map(({ sealed }) => ({ epoch: made, sealed }))]);
  await zoe.trust.settled();
  expect([...(await readEpochs(zoe.workshop.db, 'provisional')).keys()]).toEqual([newest]);
  expect((await readEpochs(zoe.workshop.db, 'epochs')).has(newest)).toBe(false);
  await send(odile, zoe);
  await rest(zoe);
  expect((await readEpochs(zoe.workshop.db, 'epochs')).has(newest)).toBe(true);
  expect([...(await readEpochs(zoe.workshop.db, 'provisional')).keys()]).toEqual([]);
});
