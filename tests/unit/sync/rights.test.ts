import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ToolId } from '#domain/ids.ts';
import { createSweeper } from '#store/sweeper.ts';
import { join, logOfPhone, meet, meetAs, type Met, rest, sendParts } from '#tests/support/meet.ts';
import { createPhone, foundOn, valueOf } from '#tests/support/phone.ts';
import { rowsOf } from '#tests/support/rowsOf.ts';

const acts = [
  'take',
  'back',
  'retire',
  'rename',
  'note',
  'cut',
  'lower',
  'raise',
  'remove',
  'adopt',
  'erase',
  'withdraw',
  'meet',
  'meet',
] as const;
type Act = readonly [act: (typeof acts)[number], by: number, on: number];

const actOf: fc.Arbitrary<Act> = fc.tuple(fc.constantFrom(...acts), fc.nat(3), fc.nat(3));

/** Whatever is refused (no right any more, nothing to take back) is simply not done. */
async function play(phones: readonly Met[], tools: readonly ToolId[], [act, by, on]: Act): Promise<void> {
  const me = phones[by % phones.length] as Met;
  const other = phones[on % phones.length] as Met;
  const tool = tools[on % tools.length] as ToolId;
  const { commands, db, cache, me: whoAmI } = me.workshop;
  const state = await db.state.get('state');
  if (state === undefined) return;
  const { membership } = await cache.read(state);
  const device = membership.devices.get(logOfPhone(other));
  switch (act) {
    case 'take':
      return void (await commands.take(tool));
    case 'back':
      return void (await commands.giveBack(tool));
    case 'retire':
      return void (await commands.retire(tool, { reason: 'broken' }));
    case 'rename':
      return void (await commands.describeTool(tool, { name: `Outil ${by} ${on}` }));
    case 'note':
      return void (await whoAmI().then(
        ({ member }) => commands.writeProfile(member, { name: `Nom ${by}` }),
        () => null,
      ));
    case 'cut':
      return void (me !== other && (await commands.removeDevice(logOfPhone(other))));
    case 'lower':
      return void (device && (await commands.giveRole(device.member, 'member')));
    case 'raise':
      return void (device && (await commands.giveRole(device.member, 'steward')));
    case 'remove':
      return void (device && me !== other && (await commands.removeMember(device.member)));
    case 'adopt': {
      const head = await db.logs.get(logOfPhone(other));
      const place = head && { log: logOfPhone(other), seq: head.height - 1, id: head.head };
      return void (place && (await commands.adopt(place)));
    }
    case 'erase':
      return void (device && (await commands.eraseMember(device.member)));
    case 'withdraw': {
      const last = (await db.streams.get(`tool/${tool}`))?.facts.at(-1);
      return void (last && (await commands.withdraw(tool, last, 'undo')));
    }
    case 'meet':
      return void (me !== other && (await meet(me, other)));
  }
}

test('whatever rights are given and taken while phones are apart, all who met agree, and rows equal a rebuild', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(actOf, { minLength: 4, maxLength: 22 }), async (story) => {
      const phone = createPhone();
      const odile = await meetAs(phone, await foundOn(phone));
      const tools: ToolId[] = [];
      for (const name of ['Perceuse', 'Scie', 'Rabot'])
        tools.push(valueOf(await odile.workshop.commands.addTool({ name })));
      const phones = [odile];
      for (const role of ['steward', 'steward', 'member'] as const) phones.push(await join(odile, { role }));
      for (const each of phones.slice(1)) await meet(odile, each);
      for (const act of story) await play(phones, tools, act);
      // Two rounds: the first brings what every pair has, the second what came to each of them meanwhile.
      for (let round = 0; round < 2; round += 1)
        for (const one of phones) for (const other of phones) if (one !== other) await meet(one, other);
      for (const each of phones) await exchangeKeys(each, phones);
      for (const each of phones) {
        await rest(each);
        for (const other of phones) if (each !== other) await sendParts(other, each);
        await rest(each);
      }
      const heads = await odile.ledger.heads();
      // Whoever was cut is not given the new key, and reads less.
      const readers = await readersOf(phones);
      const rows = await rowsOf((readers[0] as Met).workshop.db);
      for (const { ledger, workshop, phone: each } of readers) {
        expect(await ledger.heads()).toEqual(heads);
        expect(await rowsOf(workshop.db)).toEqual(rows);
        const deps = { now: each.deps.clock.now, rest: each.deps.rest };
        await createSweeper(workshop.db, workshop.cache, deps).rebuild();
        expect(await rowsOf(workshop.db)).toEqual(rows);
      }
      for (const { workshop } of phones) workshop.close();
    }),
    { numRuns: Number(process.env['RUNS'] ?? 12) },
  );
}, 120_000);

async function exchangeKeys(to: Met, phones: readonly Met[]): Promise<void> {
  await to.trust.settled();
  for (const from of phones) {
    if (from === to) continue;
    await from.trust.settled();
    await to.trust.acceptKeys(await from.trust.sealKeysFor(logOfPhone(to), await to.trust.missingKeys()));
    await to.trust.settled();
  }
}

async function readersOf(phones: readonly Met[]): Promise<readonly Met[]> {
  const read = await Promise.all(
    phones.map(async (met) => {
      const logs = await met.workshop.db.logs.toArray();
      return logs.some(({ unread = [] }) => unread.length > 0) ? [] : [met];
    }),
  );
  return read.flat();
}
