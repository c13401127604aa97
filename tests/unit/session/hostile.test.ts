/** Peers that lie, flood, were cut, or are not known: nothing of ours is lost, nothing is told that should not be, it ends. */
import { expect, test } from 'vitest';
import type { EpochId, FactId, LogId } from '#domain/ids.ts';
import { toBase64url } from '#crypto/bytes.ts';
import { createCarrier } from '#session/carrier.ts';
import { createConversation, type Conversation } from '#session/conversation.ts';
import { shakeHands } from '#session/handshake.ts';
import type { Standing } from '#session/ledger.ts';
import type { Message } from '#session/messages.ts';
import type { Session } from '#session/session.ts';
import {
  createMemoryLedger,
  createPen,
  createSigner,
  sessionCrypto,
  testWorkshop,
} from '#tests/support/memoryLedger.ts';
import { createMemoryLinks } from '#tests/support/memoryLink.ts';
import { createMemoryTimer } from '#tests/support/memoryTimer.ts';
import { createPhone, even, meet, sessionOf, settled, until, type Phone } from './phones.ts';

const carrier = createCarrier(testWorkshop, sessionCrypto);
const zeros = (length: number) => new Uint8Array(length);

interface Encounter {
  readonly session: Session;
  readonly talk: Conversation;
  readonly heard: Message[];
  readonly timer: ReturnType<typeof createMemoryTimer>;
  readonly log: LogId;
}

/** An honest phone and somebody who has a key that is let in, and says what they please. */
async function encounter(phone: Phone, mode: 'full' | 'keys-only' = 'full'): Promise<Encounter> {
  const { ends } = createMemoryLinks();
  const timer = createMemoryTimer();
  const session = sessionOf(phone, ends[0], timer, { mode });
  const talk = createConversation(ends[1], timer);
  const identity = createSigner();
  const heard: Message[] = [];
  const deps = {
    workshop: testWorkshop,
    identity,
    versions: { lowest: 1, highest: 1 },
    binding: zeros(0),
    crypto: sessionCrypto,
    timer,
  };
  await shakeHands(talk, deps);
  void (async () => {
    for (let said = await talk.next(); said !== null; said = await talk.next()) heard.push(said.message);
  })();
  return { session, talk, heard, timer, log: identity.log };
}
const digest = { kind: 'digest', digest: zeros(32), wantsParts: false, wantedKeys: [] } as const;
const kinds = ({ heard }: Encounter) => heard.map(({ kind }) => kind);

test('a device that was cut, or that nobody let in, hears nothing but goodbye', async () => {
  for (const [standing, reason] of [
    ['cut', 'removed'],
    ['stranger', 'stranger'],
  ] as const) {
    const ana = createPhone({ trust: { standingOf: () => Promise.resolve(standing) } });
    await ana.write(3);
    const met = await encounter(ana);
    if (standing === 'stranger') await met.talk.send({ kind: 'intro', entries: [zeros(9)] });
    await until(() => met.talk.ended() !== null);
    expect(met.talk.ended()).toEqual({ by: 'peer', reason });
    expect(kinds(met).filter((kind) => kind !== 'intro')).toEqual([]);
    expect((await met.session.done).by).toBe('here');
  }
});

test('a stranger that says nothing of who let it in is left after 10 s', async () => {
  const ana = createPhone({ trust: { standingOf: () => Promise.resolve('stranger') } });
  const met = await encounter(ana);
  await until(() => met.heard.length > 0);
  met.timer.pass(10_000);
  expect(await met.session.done).toEqual({ by: 'here', reason: 'stranger', detail: 'time' });
});

test('a phone admitted while the other was away is known by its introduction, on both sides at once too', async () => {
  const introduction = [zeros(50)];
  const away = {
    standingOf: () => Promise.resolve<Standing>('stranger'),
    standingWith: (_: LogId, intro: readonly Uint8Array[]) =>
      Promise.resolve<Standing>(intro.length === 1 ? 'in' : 'stranger'),
    intro: () => Promise.resolve(introduction),
  };
  for (const trusts of [
    [away, {}],
    [{}, away],
    [away, away],
  ] as const) {
    const [ana, ben] = [
      createPhone({ trust: { intro: away.intro, ...trusts[0] } }),
      createPhone({ trust: { intro: away.intro, ...trusts[1] } }),
    ];
    await ana.write(2);
    await ben.write(2);
    await even(meet(ana, ben));
    expect(ana.ledger.ids()).toEqual(ben.ledger.ids());
    expect(ana.ledger.count()).toBe(4);
  }
});

test('a device cut in the middle of a session is told, and gets nothing more', async () => {
  let standing: Standing = 'in';
  const ana = createPhone({ trust: { standingOf: () => Promise.resolve(standing) } });
  const ben = createPhone();
  const meeting = meet(ana, ben);
  await even(meeting);
  standing = 'cut';
  await ana.write(1);
  await meeting.over();
  expect(meeting.sessions[1].view().end).toEqual({ by: 'peer', reason: 'removed' });
  expect(ben.ledger.count()).toBe(0);
});

test('whoever lies about heights lacks what they said to have, and nothing is asked of them twice', async () => {
  const ana = createPhone();
  await ana.write(5);
  const met = await encounter(ana);
  await met.talk.send(digest);
  const strange = toBase64url(zeros(32).fill(77)) as LogId;
  const head = toBase64url(zeros(32)) as FactId;
  await met.talk.send({
    kind: 'heights',
    heights: [
      { log: strange, height: Number.MAX_SAFE_INTEGER, head, branch: null },
      { log: ana.signer.log, height: 900, head, branch: null },
    ],
    buckets: null,
  });
  await until(() => kinds(met).includes('heights'));
  await settled();
  expect(kinds(met)).not.toContain('slice');
  await ana.write(1);
  await settled();
  expect(kinds(met)).not.toContain('slice');
  expect(met.session.view().state).toBe('catching-up');
  met.timer.pass(80_000);
  expect(met.session.view()).toMatchObject({ state: 'closed', end: { detail: 'silence' } });
});

test('a head that is not ours, at our height: our log is sent once, not for ever', async () => {
  const ana = createPhone();
  await ana.write(5);
  const met = await encounter(ana);
  await met.talk.send(digest);
  const lie = { log: ana.signer.log, height: 5, head: toBase64url(zeros(32)) as FactId, branch: null };
  for (let count = 0; count < 5; count += 1) {
    await met.talk.send({ kind: 'heights', heights: [lie], buckets: null });
    await settled(10);
  }
  expect(kinds(met).filter((kind) => kind === 'slice').length).toBe(1);
  expect(met.session.peerHas(ana.signer.log)).toBe(0);
});

test('gaps, forgeries and broken updates: each is told, the third ends it', async () => {
  const ana = createPhone();
  const pen = createPen(createSigner());
  const facts = [await pen.write(zeros(20)), await pen.write(zeros(21)), await pen.write(zeros(22))];
  const forged = facts.slice(0, 1).map((fact) => ({ ...fact, bytes: fact.bytes.with(fact.bytes.length - 1, 1) }));
  const met = await encounter(ana);
  await met.talk.send(digest);
  const updates = [await carrier.encodeUpdate(facts.slice(2)), await carrier.encodeUpdate(forged), zeros(40)];
  for (const [number, update] of updates.entries())
    await met.talk.send({ kind: 'slice', number, update, parts: [], branch: null });
  expect(await met.session.done).toEqual({ by: 'here', reason: 'wrong', detail: 'slices-refused' });
  await until(() => met.talk.ended() !== null);
  expect(met.heard.filter(({ kind }) => kind === 'stored')).toEqual(
    ['gap', 'forged', 'malformed'].map((refused, number) => ({ kind: 'stored', number, refused })),
  );
  expect(ana.ledger.count()).toBe(0);
});

test("floods end it: strangers' facts, small talk, slices nobody waits for, a message without end", async () => {
  const stranger = createPhone({ ledger: createMemoryLedger({ isStranger: () => true }) });
  const pen = createPen(createSigner());
  const update = await carrier.encodeUpdate([await pen.write(zeros(40_000))]);
  const floods: readonly ((met: Encounter) => Promise<unknown>)[] = [
    async ({ talk }) => {
      for (let number = 0; number < 120; number += 1)
        await talk.send({ kind: 'slice', number, update, parts: [], branch: null });
    },
    async ({ talk }) => {
      for (let count = 0; count < 400; count += 1) await talk.send({ kind: 'present', version: 'x' });
    },
    async ({ talk }) => {
      for (let count = 0; count < 400; count += 1) await talk.send({ kind: 'want', wanted: [] });
    },
    ({ talk }) => talk.send({ kind: 'stored', number: 7, refused: null }),
    ({ talk }) =>
      talk.send({
        kind: 'join',
        invitation: zeros(9),
        log: pen.place().prev as string as LogId,
        agreement: zeros(32),
        proof: zeros(64),
      }),
  ];
  for (const flood of floods) {
    const met = await encounter(stranger);
    await met.talk.send(digest);
    await flood(met);
    const end = await met.session.done;
    expect(end).toMatchObject({ by: 'here' });
    expect(end.by === 'here' && ['limit', 'wrong']).toContain(end.by === 'here' && end.reason);
  }
  expect(stranger.ledger.count()).toBe(0);
});

/** Slices that are sent before the first of them is answered. */
const onTheirWay = 48;

test('a peer that never says what it stored is left', async () => {
  const ana = createPhone();
  await ana.write(4000, 900);
  const met = await encounter(ana);
  await met.talk.send(digest);
  await met.talk.send({ kind: 'heights', heights: [], buckets: null });
  await until(() => kinds(met).filter((kind) => kind === 'slice').length === onTheirWay);
  for (let beat = 0; beat < 8; beat += 1) {
    await met.talk.send({ kind: 'present', version: '1' });
    await settled(5);
    met.timer.pass(20_000);
  }
  expect(kinds(met).filter((kind) => kind === 'slice').length).toBe(onTheirWay);
  expect(await met.session.done).toMatchObject({ detail: 'no-answer' });
});

test('a full device says so and is sent nothing more; what it had stays', async () => {
  const [ana, ben] = [createPhone(), createPhone({ ledger: createMemoryLedger({ room: 400 }) })];
  await ana.write(7000, 900);
  const meeting = meet(ana, ben);
  await settled(100);
  await until(() => meeting.sessions[0].view().state !== 'greeting');
  await settled(100);
  expect(ben.ledger.count()).toBeGreaterThan(0);
  expect(ben.ledger.count()).toBeLessThanOrEqual(400);
  expect(meeting.sessions[0].view().end).toBe(null);
  // What was on its way, of more than twice that.
  expect(meeting.links.sent[0].bytes).toBeLessThan(onTheirWay * 66_000);
  expect(ana.ledger.count() * 1000).toBeGreaterThan(2 * onTheirWay * 66_000);
});

test('what a thief left on an honest phone does not keep it from a device that has enough of that', async () => {
  const [thief, ledger] = [createPen(createSigner()), createMemoryLedger()];
  const pod = createPhone({
    ledger: {
      ...ledger,
      // Beyond a number of facts of one log: no more. What follows finds nothing to join, as in any ledger.
      accept: (facts) =>
        facts.some(({ log, seq }) => log === thiefs && seq < 100 && seq + facts.length > 100)
          ? Promise.resolve({ stored: 0, refusals: [{ kind: 'quota' }] })
          : ledger.accept(facts),
    },
  });
  const ana = createPhone();
  const junk = [];
  for (let count = 0; count < 900; count += 1) junk.push(await thief.write(zeros(1200)));
  const thiefs = junk[0]?.log;
  for (let at = 0; at < junk.length; at += 50) await ana.ledger.accept(junk.slice(at, at + 50));
  await ana.write(60);
  const meeting = meet(ana, pod);
  await until(() => meeting.sessions[0].peerHas(ana.signer.log) === 60);
  await settled(100);
  expect(meeting.sessions.map((session) => session.view().end)).toEqual([null, null]);
  expect(meeting.sessions[0].view().sending).toMatchObject({ done: meeting.sessions[0].view().sending?.of });
});

test('frames that come twice, swapped or turned end the session; what was stored is authentic', async () => {
  const tricks = [
    (frame: Uint8Array<ArrayBuffer>, count: number) => (count === 8 ? [frame, frame] : [frame]),
    (frame: Uint8Array<ArrayBuffer>, count: number) => (count === 8 ? [] : [frame]),
    (frame: Uint8Array<ArrayBuffer>, count: number) =>
      count === 8 ? [frame.with(5000, (frame[5000] ?? 0) ^ 4)] : [frame],
  ];
  for (const trick of tricks) {
    const [ana, ben] = [createPhone(), createPhone()];
    await ana.write(1500, 200);
    const meeting = meet(ana, ben, { passOn: (frame, from, count) => (from === 0 ? trick(frame, count) : [frame]) });
    await until(() => meeting.sessions[1].view().state === 'closed' || ben.ledger.count() > 1000);
    meeting.links.cut();
    await meeting.over();
    const known = new Set(ana.ledger.ids());
    expect(ben.ledger.ids().every((id) => known.has(id))).toBe(true);
    await even(meet(ana, ben));
    expect(ben.ledger.ids()).toEqual(ana.ledger.ids());
  }
});

test('a doubled log: both phones end with both branches, in one meeting', async () => {
  for (const [one, other] of [
    [3, 3],
    [5, 2],
    [1, 6],
  ] as const) {
    const signer = createSigner();
    const [ana, ben] = [createPhone({ signer }), createPhone()];
    await ana.write(4);
    await even(meet(ana, ben));
    // A clone of ana's phone goes its own way, and only ben meets it.
    const clone = createPen(signer, testWorkshop, ana.pen.place());
    await ana.write(one);
    const apart = [];
    for (let count = 0; count < other; count += 1) apart.push(await clone.write(zeros(30)));
    expect((await ben.ledger.accept(apart)).stored).toBe(other);
    const meeting = meet(ana, ben);
    await until(() => ana.ledger.count() === 4 + one + other && ben.ledger.count() === 4 + one + other);
    await settled();
    expect(await ana.ledger.heads()).toEqual(await ben.ledger.heads());
    // What was expected is not more than what came: else parts and keys would never be asked for.
    expect(meeting.sessions.map(({ view }) => view().state)).toEqual(['even', 'even']);
    const sent = meeting.links.sent.map(({ frames }) => frames);
    await settled();
    expect(meeting.links.sent.map(({ frames }) => frames)).toEqual(sent);
    const again = meet(ana, ben);
    await even(again);
    await settled();
    expect(again.links.sent[0].bytes + again.links.sent[1].bytes).toBeLessThan(700);
  }
});

test('a phone and its clone tell each other what the other wrote', async () => {
  const signer = createSigner();
  const [ana, twin] = [createPhone({ signer }), createPhone({ signer })];
  await ana.write(3);
  const clone = createPen(signer, testWorkshop, ana.pen.place());
  const facts = [];
  for await (const run of ana.ledger.read([{ log: signer.log, branch: null, from: 0 }])) facts.push(...run);
  await twin.ledger.accept(facts);
  await ana.write(2);
  await twin.ledger.accept([await clone.write(zeros(30))]);
  await even(meet(ana, twin));
  await until(() => ana.ledger.count() === 6 && twin.ledger.count() === 6);
  expect(await ana.ledger.heads()).toEqual(await twin.ledger.heads());
});

test('in an old room a phone that slept gets the keys in force, and nobody hears of facts', async () => {
  const epoch = toBase64url(zeros(16)) as EpochId;
  const keys = [{ epoch, sealed: zeros(80) }];
  const got: unknown[] = [];
  const awake = createPhone({
    trust: { newestKeys: () => Promise.resolve([epoch]), sealKeysFor: () => Promise.resolve(keys) },
  });
  const slept = createPhone({ trust: { acceptKeys: (some) => Promise.resolve(void got.push(...some)) } });
  await awake.write(3);
  for (const mode of ['full', 'keys-only'] as const) {
    got.length = 0;
    const meeting = meet(awake, slept, {}, [{ mode: 'keys-only' }, { mode }]);
    await meeting.over();
    expect(got).toEqual(keys);
    expect(slept.ledger.count()).toBe(0);
    expect(meeting.sessions.map(({ view }) => view().end)).toContainEqual({
      by: 'here',
      reason: 'done',
      detail: 'closed',
    });
  }
  const met = await encounter(awake, 'keys-only');
  await met.talk.send({ kind: 'heights', heights: [], buckets: null });
  await met.talk.send({ kind: 'want', wanted: [] });
  await settled();
  expect(kinds(met).filter((kind) => kind !== 'digest' && kind !== 'present')).toEqual([]);
  met.timer.pass(10_000);
  expect(await met.session.done).toMatchObject({ reason: 'done' });
});

test('keys that are wanted are served, and those heard of later are asked for then', async () => {
  const epoch = toBase64url(zeros(16)) as EpochId;
  let missing: readonly EpochId[] = [];
  const got: unknown[] = [];
  const ana = createPhone({
    trust: { sealKeysFor: (_, wanted) => Promise.resolve(wanted.map((id) => ({ epoch: id, sealed: zeros(80) }))) },
  });
  const ben = createPhone({
    trust: {
      missingKeys: () => Promise.resolve(missing),
      acceptKeys: (some) => Promise.resolve(void got.push(...some)),
    },
  });
  const meeting = meet(ana, ben);
  await even(meeting);
  missing = [epoch];
  await ana.write(1);
  await until(() => got.length === 1);
  expect(got).toEqual([{ epoch, sealed: zeros(80) }]);
});
