import { expect, test } from 'vitest';
import { restoreWorkshop } from '#app/backup/restoreWorkshop.ts';
import { writeBackup } from '#app/backup/writeBackup.ts';
import { makeDemo } from '#app/demo/makeDemo.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import { createPhone, foundOn, valueOf } from '#tests/support/phone.ts';
import { rowsOf } from '#tests/support/rowsOf.ts';

test('the only phone is lost: backup and key of the house bring the workshop back, the old log is closed', async () => {
  const lost = createPhone(Date.parse('2026-11-22T10:00:00Z'));
  const { id } = valueOf(await makeDemo(lost.deps, () => undefined));
  const before = valueOf(await openWorkshop(id, lost.deps));
  const oldMe = await before.me();
  const key = (await before.houseKey()) ?? '';
  const file = new Uint8Array(await valueOf(await writeBackup(before, lost.deps)).arrayBuffer());

  const fresh = createPhone(Date.parse('2026-11-23T10:00:00Z'));
  const restored = valueOf(await restoreWorkshop(file, key.toLowerCase().replaceAll('-', ' '), fresh.deps));
  expect(restored).toMatchObject({ id, name: 'La Remise', leftOut: 0 });
  const after = valueOf(await openWorkshop(id, fresh.deps));
  // The old log is closed where it ends, so nothing counts otherwise than before and nothing is settled again.
  expect(await after.db.jobs.toArray()).toEqual([]);
  const me = await after.me();
  expect(me.member).toBe(oldMe.member);
  expect(me.log).not.toBe(oldMe.log);

  const [then, now] = [await rowsOf(before.db), await rowsOf(after.db)];
  expect(now.tools).toEqual(then.tools);
  expect(now.places).toEqual(then.places);
  expect(now.codes).toEqual(then.codes);
  expect(now.members.find((each) => each.id === me.member)?.devices).toEqual(
    expect.arrayContaining([
      { log: oldMe.log, isOpen: false },
      { log: me.log, isOpen: true },
    ]),
  );
  const free = now.tools.find(({ state }) => state === 'here');
  valueOf(await after.commands.take(free?.id as never, { purpose: 'la suite' }));
  expect(await restoreWorkshop(file, key, fresh.deps)).toMatchObject({ ok: false, refusal: { kind: 'workshop-here' } });
});

test('a damaged file, a foreign file and another key are refused and leave nothing', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const key = (await workshop.houseKey()) ?? '';
  const other = (await (await foundOn(createPhone())).houseKey()) ?? '';
  const file = new Uint8Array(await valueOf(await writeBackup(workshop, phone.deps)).arrayBuffer());
  const on = async (bytes: Uint8Array, typed: string) => {
    const fresh = createPhone();
    const result = await restoreWorkshop(bytes, typed, fresh.deps);
    expect(result.ok).toBe(false);
    return result.ok ? '' : result.refusal.kind;
  };
  expect(await on(new TextEncoder().encode('name,place\nScie,Mur\n'), key)).toBe('backup-foreign');
  expect(await on(file.slice(0, file.length - 20), key)).toBe('backup-damaged');
  expect(await on(file, other)).toBe('house-key-other');
  expect(await on(file, 'ABCD')).toBe('house-key-length');
  const last = key.endsWith('0') ? '1' : '0';
  expect(await on(file, key.slice(0, -1) + last)).toBe('house-key-check');
});
