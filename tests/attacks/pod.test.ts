/** The pod is somebody else's machine: what it can do with what it keeps. */
import { beforeEach, expect, test } from 'vitest';
import type { BlindLedger } from '#pod/blindLedger.ts';
import type { Ledger, Trust } from '#session/ledger.ts';
import type { Slot } from '#tests/fleet/support/fleet.ts';
import { trustInPod } from '#sync/talk.ts';
import { partyOf } from '#tests/fleet/support/beginning.ts';
import { meet } from '#tests/fleet/support/meet.ts';
import { valueOf } from '#tests/support/phone.ts';
import { rowsOf } from '#tests/support/rowsOf.ts';
import {
  clearDraft,
  createSetting,
  expectUnharmed,
  factsOn,
  foldOf,
  forge,
  headOn,
  idsOn,
  meeting,
  membershipHeads,
  newSigner,
  type Setting,
  toPod,
} from './support/setting.ts';

let setting: Setting;
beforeEach(async () => (setting = await createSetting(false)));

/** A phone with a pod whose ledger lies. */
async function toLyingPod(
  slot: Slot,
  change: (ledger: BlindLedger) => Partial<Ledger>,
): Promise<readonly [number, number]> {
  const own = partyOf(slot.phone);
  const { pod } = setting;
  let heard = 0;
  let told = 0;
  const ledger = { ...pod.ledger, ...change(pod.ledger) };
  const counted: Ledger = {
    ...own.ledger,
    accept: (facts) => {
      heard += facts.length;
      return own.ledger.accept(facts);
    },
  };
  const met = await meet([
    { ...own, ledger: counted, trust: trustInPod(own.trust) },
    { ...pod, ledger },
  ]);
  told = met.sessions[0].peerHas(slot.phone.log);
  await slot.phone.sweep();
  return [heard, told];
}

test('a pod that withholds: everything, one log, or what came last; phones that meet have it all the same', async () => {
  const { ana, ben, carl } = setting;
  valueOf(await ana.phone.commands.addTool({ name: 'Kept back' }));
  await toPod(setting, ana);
  const without = (ledger: BlindLedger, hidden: (log: string) => boolean): Partial<Ledger> => ({
    heads: async () => (await ledger.heads()).filter(({ log }) => !hidden(log)),
    async *read(from) {
      for await (const run of ledger.read(from)) yield run.filter(({ log }) => !hidden(log));
    },
  });
  await toLyingPod(ben, (ledger) => without(ledger, () => true));
  await toLyingPod(ben, (ledger) => without(ledger, (log) => log === ana.phone.log));
  const names = async (slot: Slot) => (await rowsOf(slot.phone.db)).tools.map(({ name }) => name);
  expect(await names(ben)).not.toContain('Kept back');
  await meeting(ana, carl);
  await meeting(carl, ben);
  expect(await names(ben)).toContain('Kept back');
  await expectUnharmed(setting);
});

test('a pod that says it stored and did not: a second tick too early, and nothing lost', async () => {
  const { ana, ben } = setting;
  valueOf(await ana.phone.commands.addTool({ name: 'Said to be stored' }));
  const [, told] = await toLyingPod(ana, () => ({
    accept: (facts) => Promise.resolve({ stored: facts.length, refusals: [] }),
  }));
  // It is believed: the tick says that the pod said so.
  expect(told).toBe((await headOn(ana, ana.phone.log)).seq + 1);
  await meeting(ana, ben);
  expect((await rowsOf(ben.phone.db)).tools.map(({ name }) => name)).toContain('Said to be stored');
  // The next time it is asked what it has, and gets it again.
  await toPod(setting, ana);
  expect((await setting.pod.ledger.heads()).find(({ log }) => log === ana.phone.log)?.height).toBe(told);
  await expectUnharmed(setting);
});

test('a pod that alters: one byte turned in each fact, and none of it is stored', async () => {
  const { ana, ben } = setting;
  valueOf(await ana.phone.commands.addTool({ name: 'Altered' }));
  await toPod(setting, ana);
  const before = await idsOn(ben);
  await toLyingPod(ben, (ledger) => ({
    async *read(from) {
      for await (const run of ledger.read(from))
        yield run.map((fact) => {
          const bytes = fact.bytes.slice();
          bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 8;
          return { ...fact, bytes };
        });
    },
  }));
  expect(await idsOn(ben)).toEqual(before);
  await toPod(setting, ben);
  expect((await idsOn(ben)).size).toBeGreaterThan(before.size);
  await expectUnharmed(setting);
});

test('a pod that makes up: facts of a log of its own, and of members in its own words', async () => {
  const { ana, ben } = setting;
  const signer = await newSigner('the pod’s own');
  const heads = await membershipHeads(ben);
  const asPod: Slot = { ...ben, phone: { ...ben.phone, signer } };
  const own = await forge(
    asPod,
    clearDraft('memberAdded', { member: 'AAAAAAAAAAAAAAAAAAAAAA', role: 'steward' }, heads),
    null,
  );
  const inAnas = { ...own, log: ana.phone.log };
  const before = await idsOn(ben);
  for (const made of [own, inAnas]) expect((await ben.phone.ledger.accept([made])).stored).toBe(0);
  expect(await idsOn(ben)).toEqual(before);
  await expectUnharmed(setting);
});

test('a pod reads nothing: not the name of a tool, nor a person’s, nor a note', async () => {
  const { ana } = setting;
  valueOf(await ana.phone.commands.addTool({ name: 'Perceuse à percussion' }));
  await toPod(setting, ana);
  const { pod } = setting;
  const words = ['Perceuse', 'Person 1', 'Atelier', 'Tool 0'].map((word) => Buffer.from(word));
  let count = 0;
  for (const { log } of await pod.ledger.heads())
    for await (const run of pod.ledger.read([{ log, branch: null, from: 0 }]))
      for (const { bytes, person } of run) {
        count += 1;
        for (const word of words) {
          expect(Buffer.from(bytes).includes(word)).toBe(false);
          expect(person !== null && Buffer.from(person).includes(word)).toBe(false);
        }
      }
  expect(count).toBeGreaterThan(5);
  await expectUnharmed(setting);
});

test('a pod that replays what was forgotten: a person part comes back to nobody', async () => {
  const { ana, ben, carl } = setting;
  await toPod(setting, ana);
  const { pod } = setting;
  const log = carl.phone.log;
  const kept = (await pod.ledger.parts([{ log, seqs: [0, 1, 2] }])).map((part) => ({ ...part }));
  expect(kept.length).toBeGreaterThan(0);
  const me = (await foldOf(carl)).devices.get(log)?.member;
  if (me === undefined) throw new Error('Carl is in');
  valueOf(await carl.phone.commands.eraseMember(me));
  setting.honest.erased.add(me);
  await carl.phone.sweep();
  await meeting(carl, ben);
  await ben.phone.ledger.acceptParts(kept);
  await carl.phone.ledger.acceptParts(kept);
  expect(await carl.phone.ledger.parts([{ log, seqs: [0, 1, 2] }])).toEqual([]);
  const row = (await rowsOf(ben.phone.db)).members.find(({ id }) => id === me);
  expect(row?.name ?? null).toBeNull();
  await expectUnharmed(setting);
});

test('the pod is nobody’s device: it gets no key, and what it says of standing counts for no phone', async () => {
  const { ana } = setting;
  const trust: Trust = trustInPod(ana.phone.trust);
  const newest = await ana.phone.trust.newestKeys();
  expect(await trust.sealKeysFor(setting.pod.signer.log, newest)).toEqual([]);
  expect(await ana.phone.trust.sealKeysFor(setting.pod.signer.log, newest)).toEqual([]);
  expect(await ana.phone.trust.standingOf(setting.pod.signer.log)).toBe('stranger');
  expect((await factsOn(ana, setting.pod.signer.log)).length).toBe(0);
  await expectUnharmed(setting);
});
