import { expect, test } from 'vitest';
import { Doc, encodeStateAsUpdate } from 'yjs';
import type { Bytes } from '#crypto/bytes.ts';
import { createCryptoDeps } from '#crypto/cryptoDeps.ts';
import type { WorkshopId } from '#domain/ids.ts';
import { encodeMessage, type MessageOf, readMessage } from '#session/messages.ts';
import { createFrameJoiner, toFrames } from '#session/frames.ts';
import type { BoardPort } from '#session/boardTalk.ts';
import type { Link } from '#session/link.ts';
import { type Board, type Keeping, openBoard } from '#sync/board.ts';
import { createMemoryLinks } from '#tests/support/memoryLink.ts';
import { createMemoryTimer } from '#tests/support/memoryTimer.ts';
import { createPhone, even, meet, sessionOf, settled, until } from './phones.ts';

const workshop = 'A'.repeat(43) as WorkshopId;
const crypto = createCryptoDeps(globalThis.crypto);
const nowhere: Keeping = {
  open: () => ({ ready: Promise.resolve(), close: () => Promise.resolve() }),
  forget: () => Promise.resolve(),
};

interface Desk {
  readonly board: Board;
  readonly port: () => Promise<BoardPort>;
  readonly compared: boolean[];
}
async function desk(generation = 0): Promise<Desk> {
  const board = await openBoard({ workshop, seed: { generation, kept: {} } }, { crypto, keeping: nowhere });
  const compared: boolean[] = [];
  const port = { ...board, compared: (isSame: boolean) => void compared.push(isSame) };
  return { board, port: () => Promise.resolve(port), compared };
}
const atDesks = (a: Desk, b: Desk) => [{ board: a.port }, { board: b.port }] as const;
const read = ({ board }: Desk) => board.read('rules');

test('once facts are even two boards are one, and what is written goes over, both ways', async () => {
  const [ana, ben] = [createPhone(), createPhone()];
  const [a, b] = [await desk(), await desk()];
  await ana.write(30);
  a.board.write('rules', 'Range.');
  const meeting = meet(ana, ben, {}, atDesks(a, b));
  await even(meeting);
  await until(() => read(b) === 'Range.');
  b.board.write('rules', 'Range bien.');
  await settled(3);
  meeting.timer.pass(300);
  await until(() => read(a) === 'Range bien.');
  a.board.write('rules', 'Range bien. Balaie.');
  b.board.write('rules', 'Ici : range bien.');
  meeting.timer.pass(300);
  await until(() => read(a) === read(b) && read(a).includes('Balaie') && read(a).includes('Ici'));
  meeting.timer.pass(3500);
  await until(() => a.compared.at(-1) === true || b.compared.at(-1) === true);
  expect([...a.compared, ...b.compared]).not.toContain(false);
});

test('what one writes is passed on by another to a third', async () => {
  const [ana, ben, zoe] = [createPhone(), createPhone(), createPhone()];
  const [a, b, c] = [await desk(), await desk(), await desk()];
  const first = meet(ana, ben, {}, atDesks(a, b));
  const second = meet(ben, zoe, {}, atDesks(b, c));
  await Promise.all([even(first), even(second)]);
  await settled();
  a.board.write('rules', 'De loin.');
  first.timer.pass(300);
  await until(() => read(b) === 'De loin.');
  second.timer.pass(300);
  await until(() => read(c) === 'De loin.');
});

test('boards of two generations wait for the fact; then they are one', async () => {
  const [ana, ben] = [createPhone(), createPhone()];
  const [a, b] = [await desk(1), await desk()];
  b.board.write('rules', 'Old.');
  a.board.write('rules', 'New.');
  const meeting = meet(ana, ben, {}, atDesks(a, b));
  await even(meeting);
  await settled();
  expect([read(a), read(b)]).toEqual(['New.', 'Old.']);
  await b.board.begin({ generation: 1, kept: {} });
  await until(() => read(b) === 'New.');
});

test('a phone without a board, and one in an old room, hears nothing of it, and facts go on', async () => {
  const [ana, ben] = [createPhone(), createPhone()];
  const a = await desk();
  a.board.write('rules', 'Here.');
  const meeting = meet(ana, ben, {}, [{ board: a.port }, {}]);
  await even(meeting);
  await settled();
  await ben.write(1);
  await until(() => ana.ledger.count() === 1);
  expect(meeting.sessions.map(({ view }) => view().end)).toEqual([null, null]);
  const old = meet(createPhone(), createPhone(), {}, [
    { mode: 'keys-only', board: a.port },
    { mode: 'keys-only', board: a.port },
  ]);
  await old.over();
  expect(old.links.sent.every(({ bytes }) => bytes < 1500)).toBe(true);
});

/** Puts words of the board in the mouth of one end, once it has begun to speak of it. */
function liar(link: Link, lies: readonly MessageOf<'board'>[]): Link {
  const joiner = createFrameJoiner();
  let hasLied = false;
  return {
    ...link,
    async send(frame) {
      const joined = joiner.push(frame.slice());
      const read = joined.ok && joined.value !== null ? readMessage(joined.value) : null;
      await link.send(frame);
      if (read?.ok !== true || read.value?.kind !== 'board' || hasLied) return;
      hasLied = true;
      for (const lie of lies) for (const each of toFrames(encodeMessage(lie))) await link.send(each);
    },
  };
}

function foreign(make: (doc: Doc) => void): Bytes {
  const doc = new Doc();
  make(doc);
  return new Uint8Array(encodeStateAsUpdate(doc));
}

test('what is no board of ours is refused, and after three nothing more is heard of the board; facts go on', async () => {
  const lie = (bytes: Bytes, which: MessageOf<'board'>['which'] = 'update'): MessageOf<'board'> => ({
    kind: 'board',
    generation: 0,
    bytes,
    which,
  });
  const junk = new Uint8Array(500).fill(255);
  const lies: readonly (readonly MessageOf<'board'>[])[] = [
    [lie(junk), lie(junk, 'ask'), lie(junk, 'vector'), lie(junk, 'digest')],
    [
      lie(foreign((doc) => doc.getMap('rules').set('a', 1))),
      lie(foreign((doc) => doc.getText('other').insert(0, 'x'))),
      lie(foreign((doc) => doc.getText('rules').insertEmbed(0, { evil: true }))),
    ],
    Array.from({ length: 700 }, () => lie(foreign((doc) => doc.getText('rules').insert(0, 'x')))),
  ];
  for (const each of lies) {
    const [ana, mallory] = [createPhone(), createPhone()];
    const [a, m] = [await desk(), await desk()];
    a.board.write('rules', 'Mine.');
    const links = createMemoryLinks({});
    const timer = createMemoryTimer();
    const honest = sessionOf(ana, links.ends[0], timer, { board: a.port });
    sessionOf(mallory, liar(links.ends[1], each), timer, { board: m.port });
    await until(() => honest.view().state === 'even');
    await settled(60);
    await mallory.write(3);
    await until(() => ana.ledger.count() === 3);
    expect(honest.view().end).toBeNull();
    expect(read(a).replaceAll('x', '')).toBe('Mine.');
  }
}, 30_000);

test('two who were told different letters for the same place find out, and say so', async () => {
  const [ana, ben] = [createPhone(), createPhone()];
  const [a, b] = [await desk(), await desk()];
  const forged = (text: string) =>
    foreign((doc) => {
      doc.clientID = 7;
      doc.getText('rules').insert(0, text);
    });
  await a.board.take(0, forged('yes'));
  await b.board.take(0, forged('not'));
  const meeting = meet(ana, ben, {}, atDesks(a, b));
  await even(meeting);
  await settled();
  for (let round = 0; round < 4; round += 1) {
    meeting.timer.pass(3500);
    await settled();
  }
  expect([...a.compared, ...b.compared]).toContain(false);
  expect(meeting.sessions.map(({ view }) => view().end)).toEqual([null, null]);
});
