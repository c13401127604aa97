/** Faults told by whoever has no right, in shapes nobody reads, or by the thousand: lending and returning go on. */
import { beforeEach, expect, test } from 'vitest';
import type { Body, Draft, FactRef } from '#domain/fact.ts';
import type { ToolId } from '#domain/ids.ts';
import { memberStream, toolStream } from '#domain/ids.ts';
import { toolSheet, toolsToRepair } from '#store/queries/tools.ts';
import { valueOf } from '#tests/support/phone.ts';
import type { Slot } from '#tests/fleet/support/fleet.ts';
import {
  createSetting,
  expectUnharmed,
  forge,
  idsOn,
  meeting,
  memberOfSlot,
  newSigner,
  type Setting,
  write,
} from './support/setting.ts';

let setting: Setting;
let tool: ToolId;
beforeEach(async () => {
  setting = await createSetting();
  [tool] = setting.tools as unknown as [ToolId];
});

const careDraft = (kind: string, body: Body, after: readonly FactRef[] = []): Draft => ({
  thing: { kind, streams: [toolStream(tool)], after, at: 1, body },
  person: null,
});
const unsafe = { bad: 'unsafe', what: 'broken', words: 'a lie' } as const;
const faultsOn = async ({ phone }: Slot) => (await toolSheet(phone.db, phone.cache, tool))?.faults ?? [];

test('a stolen phone reports on, backdated: it stops no lending; what an honest one said before stands', async () => {
  const { ana, ben, carl, eve } = setting;
  valueOf(await carl.phone.commands.reportFault(tool, { bad: 'care', what: 'broken' }));
  await meeting(ana, carl);
  valueOf(await ana.phone.commands.removeDevice(eve.phone.log));
  setting.honest.cut.add(eve.phone.log);
  await write(eve, careDraft('faultReported', unsafe));
  const [fault] = await faultsOn(carl);
  // Whoever has not heard of the cut believes it, until they have.
  await meeting(eve, ben);
  expect(await faultsOn(ben)).toMatchObject([{ words: 'a lie' }]);
  await meeting(ana, ben);
  await meeting(carl, ben);
  await meeting(ana, carl);
  for (const slot of [ana, ben, carl]) expect(await faultsOn(slot)).toMatchObject([{ ref: fault?.ref, bad: 'care' }]);
  valueOf(await ben.phone.commands.take(tool));
  await expectUnharmed(setting);
});

test('a stolen phone releases what is not safe, and takes back what others said: it stays not lent', async () => {
  const { ana, ben, carl, eve } = setting;
  const fault = valueOf(await carl.phone.commands.reportFault(tool, { bad: 'unsafe', what: 'broken' }));
  for (const slot of [ana, eve]) await meeting(carl, slot);
  // While she is still in: nobody takes back what another wrote.
  await write(eve, careDraft('careWithdrawn', { fact: { ...fault } }, [fault]));
  await meeting(eve, ana);
  expect(await faultsOn(ana)).toHaveLength(1);
  valueOf(await ana.phone.commands.removeDevice(eve.phone.log));
  setting.honest.cut.add(eve.phone.log);
  await write(eve, careDraft('faultClosed', { fault: { ...fault }, how: 'released' }, [fault]));
  await meeting(eve, ben);
  expect(await faultsOn(ben)).toEqual([]);
  await meeting(ana, ben);
  for (const slot of [ana, ben]) {
    expect(await faultsOn(slot)).toMatchObject([{ bad: 'unsafe' }]);
    expect(await slot.phone.commands.take(tool)).toMatchObject({ refusal: { kind: 'tool-unsafe' } });
    valueOf(await slot.phone.commands.giveBack(tool));
  }
  await expectUnharmed(setting);
});

test('somebody nobody let in reports: brought by a member, it is not even stored', async () => {
  const { ana, eve } = setting;
  const stranger: Slot = { ...eve, phone: { ...eve.phone, signer: await newSigner('a stranger') } };
  const forged = await forge(stranger, careDraft('faultReported', unsafe), null);
  await ana.phone.ledger.accept([forged]);
  expect((await idsOn(ana)).has(forged.fact.id)).toBe(false);
  expect(await faultsOn(ana)).toEqual([]);
  valueOf(await ana.phone.commands.take(tool));
  await expectUnharmed(setting);
});

test('reports no phone can read: kept and passed on, and nothing waits because of them', async () => {
  const { ana, eve } = setting;
  const fault = valueOf(await eve.phone.commands.reportFault(tool, { bad: 'usable', what: 'broken' }));
  const bodies: readonly (readonly [string, Body])[] = [
    ['faultReported', { bad: 'unsafe', what: 'broken', missing: 'everything' }],
    ['faultReported', { bad: 'unsafe', what: 'broken', words: '' }],
    ['faultReported', { bad: 'unsafe', photo: { full: 'x' } }],
    ['repairNoted', { fault: fault.id, bad: 'unsafe' }],
    ['repairNoted', { fault: { ...fault, seq: -1 }, bad: 'unsafe' }],
    ['repairNoted', { fault: { ...fault, log: 'somebody' }, bad: 'unsafe' }],
    ['faultClosed', { fault: null }],
    ['careWithdrawn', { fact: [] }],
  ];
  for (const [kind, body] of bodies) await write(eve, careDraft(kind, body, [fault]));
  await meeting(eve, ana);
  expect(await faultsOn(ana)).toMatchObject([{ bad: 'usable', stage: 'open' }]);
  valueOf(await ana.phone.commands.take(tool));
  await expectUnharmed(setting);
});

test('a flood of reports: one row with a count, the honest one still found, and the tool comes back', async () => {
  const { ana, carl, eve } = setting;
  valueOf(await ana.phone.commands.take(tool));
  const me = await memberOfSlot(eve);
  for (let n = 0; n < 400; n += 1) {
    const { thing } = careDraft('faultReported', { ...unsafe, bad: n % 2 === 0 ? 'care' : 'unsafe' });
    await write(eve, { thing, person: { streams: [memberStream(me)], body: { by: me } } });
  }
  await meeting(eve, ana);
  const rows = await toolsToRepair(ana.phone.db, 100);
  expect(rows.map(({ id, fault }) => [id, fault?.count])).toEqual([[tool, 400]]);
  valueOf(await ana.phone.commands.giveBack(tool));
  const honest = valueOf(await carl.phone.commands.reportFault(tool, { bad: 'unsafe', what: 'broken' }));
  await meeting(carl, ana);
  expect((await faultsOn(ana)).some(({ ref }) => ref.id === honest.id)).toBe(true);
  await expectUnharmed(setting);
}, 60_000);
