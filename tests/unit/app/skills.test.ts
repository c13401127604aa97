import { expect, test } from 'vitest';
import type { SkillId, ToolId } from '#domain/ids.ts';
import { standingNow } from '#domain/lapse.ts';
import { lastUse, needsFor, skillsOf } from '#store/queries/skillNeeds.ts';
import { lastUses, skillSheet, skills, toolsNeeding } from '#store/queries/skills.ts';
import { currentRows } from '#store/queries/currentRows.ts';
import { createMembershipCache } from '#store/membershipCache.ts';
import { createSweeper } from '#store/sweeper.ts';
import { type Met, join, logOfPhone, meet, meetAs, rest } from '#tests/support/meet.ts';
import { createPhone, day, foundOn, valueOf } from '#tests/support/phone.ts';
import { rowsOf } from '#tests/support/rowsOf.ts';

const year = 365.25 * day;

/** Odile founds; Nour and Zoé have phones of their own. The saw asks first, and lapses after half a year unused. */
async function begin() {
  const phone = createPhone();
  const odile = await meetAs(phone, await foundOn(phone));
  const [nour, zoe] = [await join(odile), await join(odile)];
  const { commands } = odile.workshop;
  const skill = valueOf(
    await commands.addSkill({ name: 'Scie circulaire', safety: true, rule: 'ask-first', lapsesUnusedMonths: 6 }),
  );
  const saw = valueOf(await commands.addTool({ name: 'Scie sur table' }));
  valueOf(await commands.describeTool(saw, { skills: [skill] }));
  for (const each of [nour, zoe]) {
    await meet(odile, each);
    await rest(each);
  }
  return { odile, nour, zoe, skill, saw };
}
const me = async ({ workshop }: Met) => (await workshop.me()).member;
const standing = async (phone: Met, skill: SkillId, at: number) => {
  const [mine] = await needsFor(phone.workshop.db, [skill], await me(phone));
  return mine?.holder == null ? 'none' : standingNow(mine.lapse, at);
};

test('asked first, shown by two phones, used, lapsed by disuse, refreshed by use', async () => {
  const { odile, nour, skill, saw } = await begin();
  const { commands } = nour.workshop;
  expect(await commands.take(saw)).toMatchObject({ refusal: { kind: 'skill-first', skills: [skill] } });
  // Somebody is with her: no phone knows better. Nothing of that is written down, and the return asks nothing.
  valueOf(await commands.take(saw, { isShown: true }));
  valueOf(await commands.giveBack(saw));

  const half = valueOf(await odile.workshop.commands.teach(skill, { learner: await me(nour) }));
  valueOf(await commands.learn(skill, half));
  expect(await commands.take(saw)).toMatchObject({ refusal: { kind: 'skill-first' } });
  await meet(odile, nour);
  expect(await standing(nour, skill, nour.phone.clock.now)).toBe('held');
  expect(await commands.learn(skill, half)).toMatchObject({ refusal: { kind: 'skill-known' } });

  nour.phone.clock.now += year / 4;
  valueOf(await commands.take(saw));
  nour.phone.clock.now += day;
  valueOf(await commands.giveBack(saw));
  const used = (await lastUse(nour.workshop.db, skill, await me(nour))) ?? 0;
  expect(used).toBeGreaterThan(nour.phone.clock.now - day / 2);
  expect(await lastUses(nour.workshop.db, skill)).toEqual(new Map([[await me(nour), used]]));

  nour.phone.clock.now = used + 0.47 * year;
  expect(await standing(nour, skill, nour.phone.clock.now)).toBe('soon');
  nour.phone.clock.now = used + 0.51 * year;
  expect(await standing(nour, skill, nour.phone.clock.now)).toBe('lapsed');
  expect(await commands.take(saw)).toMatchObject({ refusal: { kind: 'skill-first' } });
  expect(await commands.teach(skill, { learner: await me(odile) })).toMatchObject({
    refusal: { kind: 'skill-lapsed' },
  });
  // With somebody beside her she uses it, and it is fresh again.
  valueOf(await commands.take(saw, { isShown: true }));
  expect(await standing(nour, skill, nour.phone.clock.now)).toBe('held');
  expect(await toolsNeeding(nour.workshop.db, skill)).toMatchObject([{ id: saw }]);
});

test('a warning changes nothing of the taking; neither does a skill that was put away', async () => {
  const { odile, nour, skill, saw } = await begin();
  valueOf(await odile.workshop.commands.describeSkill(skill, { rule: 'warn' }));
  await meet(odile, nour);
  valueOf(await nour.workshop.commands.take(saw));
  valueOf(await nour.workshop.commands.giveBack(saw));
  valueOf(await odile.workshop.commands.describeSkill(skill, { rule: 'ask-first' }));
  valueOf(await odile.workshop.commands.retireSkill(skill, true));
  valueOf(await odile.workshop.commands.addSkill({ name: 'Tour à bois' }));
  await meet(odile, nour);
  valueOf(await nour.workshop.commands.take(saw));
  const names = (await skills(nour.workshop.db)).map(({ name }) => name);
  expect(names).toEqual(['Tour à bois', 'Scie circulaire']);
});

test('what waits for my yes, and what I hold, is read without reading other skills; the question may be refused', async () => {
  const { odile, nour, zoe, skill } = await begin();
  const half = valueOf(await odile.workshop.commands.teach(skill, { learner: await me(nour) }));
  for (const each of [nour, zoe]) await meet(odile, each);
  expect(await skillsOf(zoe.workshop.db, await me(zoe))).toEqual([]);
  const [asked] = await skillsOf(nour.workshop.db, await me(nour));
  expect(asked).toMatchObject({ holder: null, skill: { open: [{ waitsFor: 'learner', ref: { id: half.id } }] } });
  expect(await zoe.workshop.commands.learn(skill, half)).toMatchObject({ refusal: { kind: 'skill-code-of-another' } });
  valueOf(await nour.workshop.commands.withdrawInduction(skill, half));
  expect(await skillsOf(nour.workshop.db, await me(nour))).toEqual([]);
});

test('for somebody without a phone one notes it for both; who has a phone says yes alone', async () => {
  const { odile, nour, skill, saw } = await begin();
  const { commands } = odile.workshop;
  const paul = valueOf(await commands.addMember({ name: 'Paul' }));
  expect(await commands.noteInduction(skill, { learner: await me(nour) })).toMatchObject({
    refusal: { kind: 'has-a-phone' },
  });
  expect(await commands.take(saw, { by: paul })).toMatchObject({ refusal: { kind: 'skill-first' } });
  valueOf(await commands.noteInduction(skill, { learner: paul, knew: true }));
  valueOf(await commands.take(saw, { by: paul }));
  const sheet = await skillSheet(odile.workshop.db, odile.workshop.cache, skill);
  expect(sheet?.inductions).toMatchObject([{ how: 'noted', learner: paul, knew: true }]);

  const showing = async () => (await skillSheet(odile.workshop.db, odile.workshop.cache, skill))?.shows;
  expect(await commands.offerToShow(skill, { will: true, by: await me(nour) })).toMatchObject({
    refusal: { kind: 'has-a-phone' },
  });
  expect(await showing()).toEqual([]);
  valueOf(await commands.offerToShow(skill, { will: true, by: paul }));
  expect(await showing()).toEqual([paul]);

  valueOf(await commands.giveBack(saw, { by: paul }));
  valueOf(await commands.eraseMember(paul));
  await odile.workshop.sweep();
  const rows = await currentRows(odile.workshop.db);
  expect((await rows.skills.get(skill))?.holders).toEqual([]);
});

test('members describe the tool, and stewards alone say what it needs', async () => {
  const { nour, saw } = await begin();
  expect(await nour.workshop.commands.describeTool(saw, { skills: [] })).toMatchObject({
    refusal: { kind: 'stewards-only' },
  });
  valueOf(await nour.workshop.commands.describeTool(saw, { spot: 'au fond' }));
});

test('what names a device before it was let in here is settled again when it is; rows equal rows built anew', async () => {
  const { odile, nour, zoe, skill } = await begin();
  const first = valueOf(await odile.workshop.commands.teach(skill, { learner: await me(nour) }));
  valueOf(await nour.workshop.commands.learn(skill, first));
  await meet(odile, nour);
  await meet(odile, zoe);
  const late = await join(odile);
  await meet(odile, nour);
  await meet(odile, late);
  valueOf(await nour.workshop.commands.teach(skill, { learner: await me(late) }));
  // Zoé gets what Nour wrote, and only then the admission it rests on. The newcomer has written nothing.
  const log = logOfPhone(nour);
  const from = (await zoe.ledger.heads()).find((head) => head.log === log)?.height ?? 0;
  for await (const run of nour.ledger.read([{ log, branch: null, from }])) await zoe.ledger.accept(run);
  const openAt = async (phone: Met) => (await skillSheet(phone.workshop.db, phone.workshop.cache, skill))?.open;
  expect(await openAt(zoe)).toEqual([]);
  await meet(odile, zoe);
  await rest(zoe);
  expect((await rowsOf(zoe.workshop.db)).skills).toMatchObject([{ open: [{ learner: await me(late) }] }]);
  for (const { workshop, phone } of [odile, nour, zoe]) {
    const before = await rowsOf(workshop.db);
    const deps = { now: phone.deps.clock.now, rest: phone.deps.rest };
    await createSweeper(workshop.db, createMembershipCache(workshop.db), deps).rebuild();
    expect(await rowsOf(workshop.db)).toEqual(before);
  }
});

test('asking when somebody last used what needs a skill reads one entry, however many tools need it', async () => {
  const { odile, skill } = await begin();
  const { commands, db } = odile.workshop;
  const tools: ToolId[] = [];
  for (let n = 0; n < 30; n += 1) {
    const tool = valueOf(await commands.addTool({ name: `Scie ${n}`, skills: [skill] }));
    valueOf(await commands.describeTool(tool, { skills: [skill] }));
    tools.push(tool);
  }
  for (const tool of tools) valueOf(await commands.take(tool, { isShown: true }));
  const rows = await currentRows(db);
  const row = await rows.tools.get(tools.at(-1) as ToolId);
  expect(await lastUse(db, skill, await me(odile))).toBe(row?.outSince);
});
