/** Skills: shown to oneself, said yes to for another, on grounds that are not one's own, and beyond a cut. */
import { beforeEach, expect, test } from 'vitest';
import type { Body, FactRef } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import type { MemberId, SkillId } from '#domain/ids.ts';
import { memberStream, skillStream } from '#domain/ids.ts';
import { skillSheet } from '#store/queries/skills.ts';
import { act, type Slot } from '#tests/fleet/support/fleet.ts';
import { valueOf } from '#tests/support/phone.ts';
import { createSetting, expectUnharmed, meeting, memberOfSlot, type Setting, write } from './support/setting.ts';

let setting: Setting;
let skill: SkillId;

/** Ana asks for it; Ben was shown by her, Carl and Eve were not. */
async function begin(eveLies = true): Promise<void> {
  setting = await createSetting(eveLies);
  const { ana, ben, carl, eve } = setting;
  skill = valueOf(await ana.phone.commands.addSkill({ name: 'Tour à bois' }));
  await show(ana, ben);
  for (const each of [carl, eve]) await meeting(ana, each);
}
beforeEach(() => begin());

async function show(teacher: Slot, learner: Slot): Promise<FactRef> {
  const half = valueOf(await teacher.phone.commands.teach(skill, { learner: await memberOfSlot(learner) }));
  await meeting(teacher, learner);
  valueOf(await learner.phone.commands.learn(skill, half));
  await meeting(teacher, learner);
  return half;
}
const sheetOn = async ({ phone }: Slot) => {
  const sheet = await skillSheet(phone.db, phone.cache, skill);
  if (sheet === null) throw new Error('no such skill here');
  return sheet;
};
const holdersOn = async (slot: Slot): Promise<readonly MemberId[]> =>
  (await sheetOn(slot)).holders.map(({ member }) => member);
const forge = (slot: Slot, kind: string, body: Body, after: readonly FactRef[] = []): Promise<FactRef> =>
  write(slot, {
    thing: { kind, streams: [skillStream(skill)], after: after.map(refOf), at: 1, body },
    person: null,
  });
const ref = (of: FactRef): Body => ({ ...refOf(of) });

/** Nothing of it counts on anybody's phone, and all agree. */
async function expectOnly(holders: readonly Slot[]): Promise<void> {
  const { ana, ben, carl, eve } = setting;
  for (const each of [ana, ben, carl]) await meeting(eve, each);
  const members = await Promise.all(holders.map(memberOfSlot));
  for (const each of [ana, ben, carl]) expect(await holdersOn(each)).toEqual(members.toSorted());
  await expectUnharmed(setting);
}

test('with two devices of one member: both halves are signed, and nobody was there', async () => {
  setting.end();
  await begin(false);
  const { ana, ben, eve } = setting;
  await act(setting, { do: 'join', who: 3, by: 0, device: true });
  const second = setting.slots.at(-1) as Slot;
  await meeting(ana, eve);
  await meeting(eve, second);
  expect(await memberOfSlot(second)).toBe(await memberOfSlot(eve));
  const own = await forge(eve, 'taught', { to: second.phone.log });
  await meeting(eve, second);
  await forge(second, 'learned', { of: ref(own) }, [own]);
  await meeting(eve, second);
  await expectOnly([ben]);
});

test('shown once, and again by oneself to put off that it lapses', async () => {
  setting.end();
  await begin(false);
  const { ana, ben, eve } = setting;
  await show(ana, eve);
  await act(setting, { do: 'join', who: 3, by: 0, device: true });
  const second = setting.slots.at(-1) as Slot;
  await meeting(ana, eve);
  await meeting(eve, second);
  const on = (await sheetOn(eve)).holders.find(({ ground }) => ground?.log === eve.phone.log)?.ground as FactRef;
  const own = await forge(eve, 'taught', { to: second.phone.log, on: ref(on) }, [on]);
  await meeting(eve, second);
  await forge(second, 'learned', { of: ref(own) }, [own]);
  await meeting(eve, second);
  expect((await sheetOn(eve)).inductions).toHaveLength(2);
  await expectOnly([ben, eve]);
});

test('shown by who was never shown, with another’s ground, or with none', async () => {
  const { ben, carl, eve } = setting;
  const [ground] = (await sheetOn(eve)).holders;
  const to = carl.phone.log;
  const halves = [
    await forge(eve, 'taught', { to }),
    await forge(eve, 'taught', { to, on: ref(ground?.ground as FactRef) }, [ground?.ground as FactRef]),
    await forge(eve, 'taught', { to, on: ref(ground?.ground as FactRef) }),
  ];
  await meeting(eve, carl);
  for (const half of halves) await forge(carl, 'learned', { of: ref(half) }, [half]);
  await expectOnly([ben]);
});

test('another’s code, read from a photograph, before and after its own half came', async () => {
  const { ana, ben, carl, eve } = setting;
  const half = valueOf(await ana.phone.commands.teach(skill, { learner: await memberOfSlot(carl) }));
  await forge(eve, 'learned', { of: ref(half) }, [half]);
  await meeting(ana, eve);
  expect(await eve.phone.commands.learn(skill, half)).toMatchObject({ refusal: { kind: 'skill-code-of-another' } });
  await forge(eve, 'learned', { of: ref(half) }, [half]);
  await meeting(ana, carl);
  valueOf(await carl.phone.commands.learn(skill, half));
  await meeting(ana, carl);
  await expectOnly([ben, carl]);
});

test('a half of somebody that was never written, and one that is something else', async () => {
  const { ben, eve, ana } = setting;
  const never: FactRef = { log: ana.phone.log, seq: 9999, id: ben.phone.log as string as FactRef['id'] };
  await forge(eve, 'learned', { of: ref(never) }, [never]);
  const added = (await eve.phone.db.streams.get(skillStream(skill)))?.facts[0] as FactRef;
  await forge(eve, 'learned', { of: ref(added) }, [added]);
  await expectOnly([ben]);
});

test('taken back by a stranger to it; said anew by who is no steward; noted of oneself', async () => {
  const { ben, eve } = setting;
  const [induction] = (await sheetOn(eve)).inductions;
  const of = induction?.ref as FactRef;
  await forge(eve, 'inductionWithdrawn', { of: ref(of), logs: [] }, [of]);
  await forge(eve, 'skillDescribed', { name: 'LIE', rule: 'warn' });
  await forge(eve, 'skillRetired', {});
  const me = await memberOfSlot(eve);
  await write(eve, {
    thing: { kind: 'inductionNoted', streams: [skillStream(skill)], after: [], at: 1, body: {} },
    person: { streams: [memberStream(me)], body: { learner: me } },
  });
  await expectOnly([ben]);
});

test('a device that was cut goes on showing, backdated', async () => {
  const { ana, ben, carl, eve } = setting;
  await show(ana, eve);
  valueOf(await ana.phone.commands.removeDevice(eve.phone.log));
  setting.honest.cut.add(eve.phone.log);
  const [ground] = (await sheetOn(eve)).holders.filter(({ ground: each }) => each?.log === eve.phone.log);
  const on = ground?.ground as FactRef;
  const half = await forge(eve, 'taught', { to: carl.phone.log, on: ref(on) }, [on]);
  setting.lies.add(half.id);
  await forge(carl, 'learned', { of: ref(half) }, [half]);
  for (const each of [ben, carl]) await meeting(ana, each);
  for (const each of [ana, ben, carl]) expect(await holdersOn(each)).not.toContain(await memberOfSlot(carl));
  await expectUnharmed(setting);
});
