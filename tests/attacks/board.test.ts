/** The board is anybody's to write on, so anybody can spoil it: what comes back, and what never gets in. */
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { expect, test } from 'vitest';
import { type Board, type BoardSeed, type Keeping, openBoard } from '#sync/board.ts';
import { settleWorkshop } from '#domain/settle/workshop.ts';
import { noticeStream, type ToolId, toolStream, type WorkshopId, workshopStream } from '#domain/ids.ts';
import { keptVersions } from '#store/queries/texts.ts';
import { toolSheet } from '#store/queries/tools.ts';
import { readStreams } from '#store/readStreams.ts';
import type { Slot } from '#tests/fleet/support/fleet.ts';
import { createSeededCrypto } from '#tests/fleet/support/seededCrypto.ts';
import { valueOf } from '#tests/support/phone.ts';
import { createSetting, expectUnharmed, meeting, write } from './support/setting.ts';

const workshop = 'A'.repeat(43) as WorkshopId;
const crypto = createSeededCrypto('board');
const rules = 'On range les outils le soir. On dit ce qui est cassé.';
const notice = noticeStream('toolAAAAAAAAAAAAAAAAAA' as ToolId);
const kept: BoardSeed = { generation: 0, kept: { rules } };
const anew: BoardSeed = { generation: 1, kept: { rules } };

const keeping: Keeping = {
  open: () => ({ ready: Promise.resolve(), close: () => Promise.resolve() }),
  forget: () => Promise.resolve(),
};
const openPhones = (): Promise<readonly [Board, Board, Board]> =>
  Promise.all([open(), open(), open()]) as Promise<readonly [Board, Board, Board]>;
const open = (): Promise<Board> => openBoard({ workshop, seed: kept }, { crypto, keeping });

async function meet(one: Board, other: Board): Promise<void> {
  const [from, back] = [one.updateFor(other.vector()), other.updateFor(one.vector())];
  await other.take(one.generation(), from);
  await one.take(other.generation(), back);
}
const said = (boards: readonly Board[]) => boards.map((board) => board.read('rules'));

test('a member wipes the board: by one act of a steward the kept version is back on every phone', async () => {
  const phones = await openPhones();
  const [ana, ben, eve] = phones;
  eve.write('rules', '');
  await meet(eve, ben);
  await meet(ben, ana);
  expect(said(phones)).toEqual(['', '', '']);
  // The act is a fact: every phone that hears it begins the next generation by itself, from what was kept.
  for (const phone of [ana, ben]) await phone.begin(anew);
  expect(said([ana, ben])).toEqual([rules, rules]);
  expect(ana.updateFor()).toEqual(ben.updateFor());
  // Eve's phone feigns not to have heard: what it sends is of an older board, and is not taken.
  eve.write('rules', 'Mine');
  expect(await ana.take(eve.generation(), eve.updateFor())).toBe('older');
  expect(said([ana, ben])).toEqual([rules, rules]);
});

test('a member forks the board: two documents of one name end as one text, or are begun anew', async () => {
  const phones = await openPhones();
  const [ana, ben] = phones;
  const other = new Doc();
  // The same client's number and clocks as the seed's, with other letters: Yjs takes the first it sees for both.
  applyUpdate(other, ana.updateFor());
  const forked = new Doc();
  forked.clientID = [...other.store.clients.keys()][0] ?? 1;
  forked.getText('rules').insert(0, 'x'.repeat(rules.length));
  await ben.take(0, new Uint8Array(encodeStateAsUpdate(forked)));
  ben.write('rules', `${ben.read('rules')} Ben.`);
  await meet(ana, ben);
  await meet(ana, ben);
  const isEqual = (await ana.digest()) === (await ben.digest());
  // Whether they agree is seen by the text, not by state vectors; where they do not, a steward begins anew.
  if (!isEqual) expect(said([ana, ben])[0]).not.toBe(said([ana, ben])[1]);
  for (const phone of phones) await phone.begin(anew);
  expect(new Set(said(phones))).toEqual(new Set([rules]));
  expect(await ana.digest()).toBe(await ben.digest());
});

test('a member goes ahead: a generation nobody began, and an older one, are not taken', async () => {
  const [ana] = await openPhones();
  const eve = await open();
  await eve.begin({ generation: 9, kept: { rules: 'Mine' } });
  expect(await ana.take(9, eve.updateFor())).toBe('newer');
  await ana.begin(anew);
  expect(await ana.take(0, eve.updateFor())).toBe('older');
  expect(ana.read('rules')).toBe(rules);
});

test('what is no text of ours does not come near the document', async () => {
  const [ana] = await openPhones();
  const wrong = (write: (doc: Doc) => void) => {
    const doc = new Doc();
    write(doc);
    return new Uint8Array(encodeStateAsUpdate(doc));
  };
  const updates = [
    wrong((doc) => doc.getMap('rules').set('a', 1)),
    wrong((doc) => doc.getArray('rules').push([1])),
    wrong((doc) => doc.getText('other').insert(0, 'x')),
    wrong((doc) => doc.getText('notice/../rules').insert(0, 'x')),
    wrong((doc) => doc.getMap(notice).set('a', 1)),
    wrong((doc) => doc.getText('rules').insertEmbed(0, { image: 'https://elsewhere.example/seen.png' })),
    wrong((doc) => doc.getText('rules').insert(0, 'x'.repeat(300_000))),
    new Uint8Array([1, 2, 3]),
    new Uint8Array(0),
  ];
  const answers = await Promise.all(updates.map((update) => ana.take(0, update)));
  expect(answers).toEqual(updates.map(() => 'refused'));
  expect(ana.read('rules')).toBe(rules);
});

/** What the board is begun from on this phone, as its facts say. */
async function seedOn({ phone }: Slot): Promise<BoardSeed> {
  const read = await readStreams(phone.db, phone.cache, [workshopStream], phone.log);
  const { generation, from } = settleWorkshop(read.records.get(workshopStream)?.facts ?? [], read.context).board;
  return { generation, kept: from };
}

test('a member begins the board anew, or a hundred times ahead: it stays; a steward’s act brings the kept version to all', async () => {
  const setting = await createSetting();
  const { ana, ben, carl, eve } = setting;
  valueOf(await carl.phone.commands.keepText('rules', rules));
  await meeting(carl, ana);
  await meeting(ana, ben);
  for (const generation of [1, 100, Number.MAX_SAFE_INTEGER]) {
    const thing = { kind: 'boardBegun', streams: [workshopStream], after: [], at: 1, body: { generation } };
    await write(eve, { thing, person: null });
  }
  await meeting(eve, ben);
  expect((await seedOn(ben)).generation).toBe(0);
  expect((await eve.phone.commands.beginBoard()).ok).toBe(false);
  valueOf(await ana.phone.commands.beginBoard());
  setting.honest.boards += 1;
  await meeting(ana, ben);
  await meeting(ben, carl);
  for (const slot of [ana, ben, carl]) {
    const board = await openBoard({ workshop, seed: kept }, { crypto, keeping });
    board.write('rules', '');
    const seed = await seedOn(slot);
    expect(seed).toEqual({ generation: 1, kept: { rules } });
    await board.begin(seed);
    expect(board.read('rules')).toBe(rules);
  }
  await expectUnharmed(setting);
});

test('a member wipes the draft of a notice: anybody puts the kept version back by one act, and no steward is needed', async () => {
  const phones = await openPhones();
  const [ana, ben, eve] = phones;
  for (const phone of phones) await phone.prepare(notice, 'Purger, puis fermer.');
  eve.write(notice, '');
  await meet(eve, ben);
  expect(ben.read(notice)).toBe('');
  ben.write(notice, 'Purger, puis fermer.');
  await meet(ben, ana);
  await meet(ben, eve);
  expect(phones.map((phone) => phone.read(notice))).toEqual(phones.map(() => 'Purger, puis fermer.'));
});

test('notices that are none: too long, of nothing, of a tool that is not there, malformed, on another’s stream', async () => {
  const setting = await createSetting();
  const { ana, ben, carl, eve } = setting;
  const tool = valueOf(await carl.phone.commands.addTool({ name: 'Compresseur' }));
  const name = noticeStream(tool);
  valueOf(await carl.phone.commands.keepText(name, 'Purger, puis fermer.'));
  await meeting(carl, ana);
  await meeting(ana, eve);
  const long = 'x'.repeat(39 * 1024);
  const nowhere = noticeStream('toolAAAAAAAAAAAAAAAAAA' as ToolId);
  const bodies = [
    [name, { text: long }],
    [name, { text: 7 }],
    [name, {}],
    [toolStream(tool), { text: 'Mine' }],
    [workshopStream, { text: 'Mine' }],
    ['notice/x', { text: 'Mine' }],
    [nowhere, { text: 'Mine' }],
  ] as const;
  for (const [stream, body] of bodies) {
    const thing = { kind: 'noticeKept', streams: [stream as typeof workshopStream], after: [], at: 1, body };
    await write(eve, { thing, person: null });
  }
  for (const of of ['', 'tool/x', name]) {
    const thing = { kind: 'textKept', streams: [name, workshopStream], after: [], at: 1, body: { of, text: 'Mine' } };
    await write(eve, { thing, person: null });
  }
  expect((await eve.phone.commands.keepText(name, 'x'.repeat(40 * 1024))).ok).toBe(false);
  await meeting(eve, ben);
  await meeting(ben, ana);
  for (const { phone } of [ana, ben]) {
    const versions = await keptVersions(phone.db, phone.cache, name);
    expect(versions.map(({ text }) => text)).toEqual(['Purger, puis fermer.']);
    expect((await toolSheet(phone.db, phone.cache, tool))?.story).toHaveLength(1);
    expect(await keptVersions(phone.db, phone.cache, 'rules')).toEqual([]);
    // Of no tool there is, it is read by nobody, and makes none.
    expect(await toolSheet(phone.db, phone.cache, 'toolAAAAAAAAAAAAAAAAAA' as ToolId)).toBeNull();
  }
  await expectUnharmed(setting);
});
