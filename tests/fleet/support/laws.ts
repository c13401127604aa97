/** What must be so when everybody has met everybody twice (architecture.md, section 9). */
import { expect } from 'vitest';
import type { EpochId, FactId, NoticeStream } from '#domain/ids.ts';
import type { WorkshopRow } from '#domain/rows.ts';
import type { Membership } from '#domain/settle/membership.ts';
import { skillSheet } from '#store/queries/skills.ts';
import { keptVersions } from '#store/queries/texts.ts';
import { createSweeper } from '#store/sweeper.ts';
import { readStock } from '#sync/pictureStock.ts';
import { rowsOf } from '#tests/support/rowsOf.ts';
import { type Fleet, idsIn, meetPod, meetSlots, membershipOf, type Slot, watchContests } from './fleet.ts';
import { lieName } from './liar.ts';

const nameOf = ({ phone }: Slot): string => phone.installation.name;

/** Everybody meets everybody, and the pod. */
export async function meetAll(fleet: Fleet): Promise<void> {
  const { slots } = fleet;
  for (const [nth, one] of slots.entries()) {
    for (const other of slots.slice(nth + 1)) {
      await meetSlots(one, other);
      for (const each of [one, other]) await watchContests(each);
    }
    if (!one.isLiar) await meetPod(fleet, one);
  }
}

/** Honest phones that hold each other to be in: whoever was cut hears nothing more, and need not agree. */
async function circles(slots: readonly Slot[]): Promise<readonly (readonly Slot[])[]> {
  const folds = new Map<Slot, Membership>();
  for (const slot of slots) folds.set(slot, await membershipOf(slot.phone));
  const trusts = (one: Slot, other: Slot): boolean => folds.get(one)?.devices.get(other.phone.log)?.cut === null;
  const open = slots.filter((slot) => trusts(slot, slot));
  const found: Slot[][] = [];
  for (const slot of open) {
    if (found.some((circle) => circle.includes(slot))) continue;
    const circle = [slot];
    for (const one of circle)
      for (const other of open)
        if (!circle.includes(other) && trusts(one, other) && trusts(other, one)) circle.push(other);
    found.push(circle);
  }
  return found;
}

async function spokenOf({ phone }: Slot) {
  const membership = await membershipOf(phone);
  const lines = (devices: Membership['devices']) =>
    [...devices.values()]
      .map(({ branches, ...device }) => ({
        ...device,
        branches: branches.map(({ facts, ...branch }) => ({ ...branch, facts: [...facts].toSorted() })),
      }))
      .toSorted((a, b) => (a.log < b.log ? -1 : 1));
  const heads = (await phone.ledger.heads()).map(({ log, branch, height, head }) => ({ log, branch, height, head }));
  return {
    heads: heads.toSorted((a, b) => (`${a.log}${a.branch ?? ''}` < `${b.log}${b.branch ?? ''}` ? -1 : 1)),
    members: [...membership.members.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    devices: lines(membership.devices),
    waiting: [...membership.waiting.keys()].toSorted(),
    epochs: membership.epochs.map(({ epoch, isHead }) => `${epoch} ${isHead}`).toSorted(),
    recovery: membership.recovery,
    notices: await noticesOf(phone),
  };
}

/** They have no rows: each is settled from its stream when somebody opens it. */
async function noticesOf({ db, cache }: Slot['phone']) {
  const names = (await db.streams.toCollection().primaryKeys()).filter((id) => id.startsWith('notice/'));
  return Promise.all(names.toSorted().map((name) => keptVersions(db, cache, name as NoticeStream)));
}

/** Longer than any clock is wrong: whatever is to be forgotten after seven days is. */
const longAfter = 20 * 365 * 24 * 3600 * 1000;

export async function checkLaws(fleet: Fleet): Promise<void> {
  const honest = fleet.slots.filter(({ isLiar }) => !isLiar);
  fleet.world.now += longAfter;
  for (const { phone } of honest) await phone.sweep();
  for (const slot of honest) {
    await expectNothingLost(slot);
    await expectRebuilt(slot);
    await expectNoLies(fleet, slot);
  }
  for (const circle of await circles(honest)) {
    await expectAgreed(circle);
    await expectPictures(circle);
  }
}

/** All who met agree. */
async function expectAgreed(circle: readonly Slot[]): Promise<void> {
  const [first, ...others] = circle;
  if (first === undefined) return;
  const said = await spokenOf(first);
  const rows = await rowsOf(first.phone.db);
  const missing = new Set<EpochId>(await first.phone.trust.missingKeys());
  for (const other of others) {
    const between = `${nameOf(first)} and ${nameOf(other)}`;
    expect(await spokenOf(other), `${between} have met and do not agree`).toEqual(said);
    expect(new Set(await other.phone.trust.missingKeys()), `${between} hold other keys`).toEqual(missing);
    expect(await rowsOf(other.phone.db), `${between} show different things`).toEqual(rows);
  }
}

/** Every picture that anybody has all have, and nobody has one that was taken away. */
async function expectPictures(circle: readonly Slot[]): Promise<void> {
  const stocks = await Promise.all(circle.map(async (slot) => ({ slot, stock: await readStock(slot.phone.db) })));
  const somewhere = new Set(stocks.flatMap(({ stock }) => [...stock.here]));
  for (const { slot, stock } of stocks) {
    const missing = [...stock.wanted.keys()].filter((blob) => somewhere.has(blob) && !stock.here.has(blob));
    expect(missing, `${nameOf(slot)} lacks pictures that others have`).toEqual([]);
    const kept = [...stock.gone].filter((blob) => stock.here.has(blob));
    expect(kept, `${nameOf(slot)} kept pictures that were taken away`).toEqual([]);
  }
}

/** An accepted fact is never lost; of unknown kinds, too. */
async function expectNothingLost({ phone, accepted }: Slot): Promise<void> {
  const here = await idsIn(phone);
  const lost: readonly FactId[] = [...accepted].filter((id) => !here.has(id));
  expect(lost, `${phone.installation.name} lost what it had stored`).toEqual([]);
}

async function expectRebuilt({ phone }: Slot): Promise<void> {
  const { db, cache, deps } = phone;
  const before = await rowsOf(db);
  await createSweeper(db, cache, { now: deps.clock.now, rest: deps.rest }).rebuild();
  expect(await rowsOf(db), `rows of ${phone.installation.name} are not those built anew`).toEqual(before);
}

async function expectNoLies({ lies, honest, slots }: Fleet, { phone }: Slot): Promise<void> {
  const { name } = phone.installation;
  const { members, devices, epochHeads } = await membershipOf(phone);
  for (const { log, cut } of devices.values())
    if (cut !== null && !honest.cut.has(log)) {
      const member = devices.get(log)?.member;
      expect(member !== undefined && honest.removed.has(member), `${name}: a liar cut ${log}`).toBe(true);
    }
  for (const { id, standing, erased } of members.values()) {
    expect(standing === 'in' || honest.removed.has(id), `${name}: a liar removed ${id}`).toBe(true);
    expect(!erased || honest.erased.has(id), `${name}: a liar erased ${id}`).toBe(true);
  }
  for (const { ref } of epochHeads) expect(lies.has(ref.id), `${name}: a liar rotated the key`).toBe(false);
  const [workshop] = (await rowsOf(phone.db)).workshop as readonly WorkshopRow[];
  expect(workshop?.boardGeneration, `${name}: a liar began the board anew`).toBeLessThanOrEqual(honest.boards);
  const liar = slots.find(({ isLiar }) => isLiar);
  const device = liar && devices.get(liar.phone.log);
  // When no other steward is left, the eldest member becomes one, whoever that is.
  const isHeir = ![...members.values()].some(
    ({ id, role, standing }) => role === 'steward' && standing === 'in' && id !== device?.member,
  );
  if (device === undefined || isHeir) return;
  for (const { id, name: called } of (await rowsOf(phone.db)).skills) {
    expect(called, `${name}: a liar says what a skill is`).not.toBe(lieName);
    const sheet = await skillSheet(phone.db, phone.cache, id);
    const asked = sheet?.open.filter(({ waitsFor }) => waitsFor === 'learner') ?? [];
    const told = [...(sheet?.inductions ?? []), ...asked].filter(({ ref }) => lies.has(ref.id));
    expect(told, `${name}: a liar showed what it may not`).toEqual([]);
    for (const { teacher, learner, ground } of sheet?.inductions ?? []) {
      expect(teacher, `${name}: somebody showed themselves`).not.toBe(learner);
      const answered = ground === null ? null : devices.get(ground.log)?.member;
      expect(answered, `${name}: somebody said yes for another`).toBe(learner);
    }
  }
  expect(members.get(device.member)?.role, `${name}: a liar made itself steward`).toBe('member');
  if (device.cut === null) return;
  const rows = await rowsOf(phone.db);
  const shown = rows.tools.filter((tool) => tool.name === lieName || tool.fault?.words === lieName);
  expect(shown, `${name}: shows what was written beyond a cut`).toEqual([]);
}
