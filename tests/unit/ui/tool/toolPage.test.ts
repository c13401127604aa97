import { beforeAll, expect, test } from 'vitest';
import type { LogId, MemberId, PlaceId, ToolId } from '#domain/ids.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { type Names, names as readNames } from '#store/queries/names.ts';
import { toolSheet } from '#store/queries/tools.ts';
import type { Workshop } from '#app/workshop.ts';
import { peopleOf } from '#ui/screens/tool/peopleOf.ts';
import { writersOf } from '#ui/frame/writersOf.ts';
import { storyWords } from '#ui/screens/tool/storyWords.ts';
import { threadSteps } from '#ui/screens/tool/threadSteps.ts';
import { createTexts } from '#ui/texts/createTexts.ts';
import { datePhrases } from '#ui/texts/datePhrases.ts';
import { type Phone, aMorning, createPhone, day, foundOn, valueOf } from '#tests/support/phone.ts';

const french = await createTexts('fr');

interface Told {
  readonly workshop: Workshop;
  readonly phone: Phone;
  readonly saw: ToolId;
  readonly odile: MemberId;
  readonly nour: MemberId;
  readonly shed: PlaceId;
}

/** Odile takes the saw, hands it to Nour, who brings it back to the shed; a week later Odile takes it by mistake. */
async function tell(): Promise<Told> {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const { commands } = workshop;
  const wall = valueOf(await commands.addPlace({ name: 'Mur nord' }));
  const shed = valueOf(await commands.addPlace({ name: 'Cabane' }));
  const saw = valueOf(
    await commands.addTool({ name: 'Scie', place: wall, came: { how: 'given', origin: 'un grenier vidé' } }),
  );
  const nour = valueOf(await commands.addMember({ name: 'Nour' }));
  phone.clock.now += day;
  valueOf(await commands.take(saw, { purpose: 'la cabane' }));
  phone.clock.now += day;
  valueOf(await commands.handOver(saw, nour, { purpose: 'un banc' }));
  phone.clock.now += day;
  valueOf(await commands.giveBack(saw, { by: nour, place: shed, note: 'Elle coupe bien.' }));
  phone.clock.now += 7 * day;
  const mistaken = valueOf(await commands.take(saw));
  valueOf(await commands.withdraw(saw, mistaken, 'undo'));
  return { workshop, phone, saw, nour, shed, odile: (await workshop.me()).member };
}

let told: Told;
let tool: Tool;
let names: Names;
beforeAll(async () => {
  told = await tell();
  names = await readNames(told.workshop.db);
  tool = (await toolSheet(told.workshop.db, told.workshop.cache, told.saw)) as Tool;
});

const story = (read: Tool, known = names) => {
  const reading = {
    i18n: french.i18n,
    tool: read.id,
    names: known,
    duties: read.duties,
    writers: writersOf(known.members),
  };
  return read.story.map((line) => ({ ...storyWords(line, reading), isStruck: line.withdrawn !== null }));
};

test('whom it served: each person once, the last first, and what was taken back served nobody', () => {
  expect(peopleOf(tool.uses)).toEqual({ members: [told.nour, told.odile], hasUnnamed: false });
  expect(peopleOf([{ by: 'forgotten' }, { by: told.odile }, { by: 'to-come' }])).toEqual({
    members: [told.odile],
    hasUnnamed: true,
  });
});

test('its notebook, newest first: in sentences, with what was said, what was taken back struck through', () => {
  expect(story(tool).map(({ words, said, isStruck }) => [words, ...said, ...(isStruck ? ['(barré)'] : [])])).toEqual([
    ['Odile revient sur ce geste.'],
    ['Odile l’emmène.', '(barré)'],
    ['De retour avec Nour, posé ailleurs\u202f: Cabane.', 'Elle coupe bien.'],
    ['Odile le passe à Nour, de la main à la main.', 'un banc'],
    ['Odile l’emmène.', 'la cabane'],
    ['Odile l’inscrit au carnet.', 'reçu en don · un grenier vidé'],
  ]);
});

test('who wrote it down is said when the sentence names somebody else', () => {
  expect(story(tool).map(({ notedBy }) => notedBy)).toEqual([null, null, 'Odile', null, null, null]);
});

test('a name removed reads as somebody, one not arrived as somebody we do not know yet', () => {
  const without = { ...names, members: new Map([...names.members].filter(([id]) => id !== told.nour)) };
  expect(story(tool, without)[2]?.words).toMatch(/^De retour avec quelqu’un qu’on ne connaît pas encore/);
  const erased = new Map(names.members);
  const row = erased.get(told.nour);
  if (row !== undefined) erased.set(told.nour, { ...row, state: 'forgotten', name: null });
  expect(story(tool, { ...names, members: erased })[3]?.words).toBe(
    'Odile le passe à quelqu’un, de la main à la main.',
  );
});

test('a line of a kind nobody here knows is said to be just that', () => {
  const fact = { ...(tool.story[0] as Tool['story'][number]).fact, kind: 'polished', log: 'nobody' as LogId };
  const reading = { i18n: french.i18n, tool: tool.id, names, duties: tool.duties, writers: writersOf(names.members) };
  expect(storyWords({ fact, withdrawn: null }, reading).words).toMatch(/version plus récente/);
});

test('how it circulates: from the wall, from hand to hand, to where it lies now', () => {
  const now = told.phone.clock.now;
  const phrases = datePhrases(french.i18n, now, 'Europe/Paris');
  const steps = threadSteps(tool, { i18n: french.i18n, phrases, names, silhouette: 'saw' });
  const shown = steps.map((step) =>
    step.at === 'place' ? step.place : `${step.person.name}${step.byHand ? ', en main' : ''}`,
  );
  expect(shown).toEqual(['Mur nord', 'Odile', 'Nour, en main', 'Cabane']);
  expect(steps.map(({ when }) => when)).toEqual(['2 mars', '3 mars', '4 mars', 'depuis le 5 mars']);
});

test('a thread without uses is its place, and a clock far ahead is doubted', () => {
  const phrases = datePhrases(french.i18n, aMorning, 'Europe/Paris');
  const idle = { ...tool, uses: [], custody: { ...tool.custody, claims: [], putAt: null, at: null } };
  const reading = { i18n: french.i18n, phrases, names, silhouette: 'saw' as const };
  expect(threadSteps(idle, reading)).toMatchObject([{ at: 'place', place: 'Mur nord' }]);
  const ahead = { ...idle, addedAt: aMorning + 2 * day };
  expect(threadSteps(ahead, reading)).toMatchObject([{ when: 'depuis une heure douteuse' }]);
});

test('its notebook tells in one line of time what broke, who repaired it and that it is lent again', async () => {
  const workshop = await foundOn(createPhone());
  const { commands, db, cache } = workshop;
  const nour = valueOf(await commands.addMember({ name: 'Nour' }));
  const { member } = await workshop.me();
  const saw = valueOf(await commands.addTool({ name: 'Scie', contents: [{ name: 'étui' }] }));
  valueOf(await commands.reportFault(saw, { bad: 'usable', what: 'incomplete', missing: ['étui'] }));
  const fault = valueOf(
    await commands.reportFault(saw, { bad: 'unsafe', what: 'broken', words: 'lame fendue', by: nour }),
  );
  valueOf(await commands.noteRepair(saw, fault, { stage: 'in-hand', inHandOf: member }));
  valueOf(await commands.noteRepair(saw, fault, { bad: 'care', parts: 'une lame', words: 'samedi' }));
  const slip = valueOf(await commands.closeFault(saw, fault, { how: 'mistake' }));
  valueOf(await commands.withdrawCare(saw, slip));
  valueOf(await commands.closeFault(saw, fault, { how: 'released', words: 'lame changée' }));
  const read = (await toolSheet(db, cache, saw)) as Tool;
  const lines = story(read, await readNames(db))
    .toReversed()
    .slice(1);
  expect(lines.map(({ words, said, notedBy, isStruck }) => [words, said, notedBy, isStruck])).toEqual([
    ['Odile le signale. Il manque\u202f: étui. Utilisable quand même.', [], null, false],
    ['Nour le signale. Abîmé ou cassé. Pas sûr.', ['lame fendue'], 'Odile', false],
    ['Odile s’en occupe.', [], null, false],
    ['Odile y travaille. Pièces\u202f: une lame. Avec précaution.', ['samedi'], null, false],
    ['Odile regarde\u202f: ce n’était rien.', [], null, true],
    ['Odile revient sur ce geste.', [], null, false],
    ['Odile le remet en service.', ['lame changée'], null, false],
  ]);
});
