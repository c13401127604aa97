import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPhone, even, meet, settled, until } from './phones.ts';

test('two phones end with the same facts, and know that the other has them', async () => {
  const [ana, ben] = [createPhone(), createPhone()];
  await ana.write(30, 200, 60);
  await ben.write(7, 40_000, 40_000);
  const told: unknown[] = [];
  const meeting = meet(ana, ben, {}, [{ onPeerStored: (log, height) => told.push([log, height]) }, {}]);
  await even(meeting);
  expect(ana.ledger.ids()).toEqual(ben.ledger.ids());
  expect(ana.ledger.count()).toBe(37);
  expect(await ben.ledger.wantedParts(9)).toEqual([]);
  expect(meeting.sessions[0].peerHas(ana.signer.log)).toBe(30);
  expect(told).toContainEqual([ana.signer.log, 30]);
  expect(meeting.sessions[0].view()).toMatchObject({
    peer: ben.signer.log,
    peerVersion: '1.0.0',
    receiving: { done: 7, of: 7 },
    sending: { done: 30, of: 30 },
  });
  meeting.sessions[0].close();
  await meeting.over();
  expect(meeting.sessions.map(({ view }) => view().end)).toEqual([
    { by: 'here', reason: 'done', detail: 'closed' },
    { by: 'peer', reason: 'done' },
  ]);
});

test('what is written while they talk goes over at once, and nothing comes back', async () => {
  const [ana, ben] = [createPhone(), createPhone()];
  await ana.write(3);
  const meeting = meet(ana, ben);
  await even(meeting);
  const before = meeting.links.sent.map(({ bytes }) => bytes);
  await ana.write(1, 200, 60);
  await until(() => ben.ledger.count() === 4 && meeting.sessions[0].peerHas(ana.signer.log) === 4);
  await settled();
  const [out, back] = meeting.links.sent.map(({ bytes }, at) => bytes - (before[at] ?? 0));
  expect(out).toBeLessThan(800);
  expect(back).toBeLessThan(20);
});

test('news of a third phone is passed on', async () => {
  const [ana, ben, chloe] = [createPhone(), createPhone(), createPhone()];
  const first = meet(ana, ben);
  const second = meet(ben, chloe);
  await even(first);
  await even(second);
  await ana.write(5);
  await chloe.write(400);
  await until(() => [ana, ben, chloe].every(({ ledger }) => ledger.count() === 405));
  expect(ana.ledger.ids()).toEqual(chloe.ledger.ids());
});

test('nothing new between phones that know 300 logs costs less than 1,024 bytes', async () => {
  const [ana, ben] = [createPhone(), createPhone()];
  const others = Array.from({ length: 300 }, () => createPhone());
  for (const { pen } of others) {
    const fact = await pen.write(new Uint8Array(50));
    await ana.ledger.accept([fact]);
    await ben.ledger.accept([fact]);
  }
  const meeting = meet(ana, ben);
  await even(meeting);
  await settled();
  const handshake = 2 * (41 + 105);
  const [one, other] = meeting.links.sent;
  expect(one.bytes + other.bytes - handshake).toBeLessThanOrEqual(200);
  expect(meeting.sessions[0].peerHas(others[7]!.signer.log)).toBe(1);
});

test('100 facts behind among 300 logs: a tenth more than the facts themselves, both ways counted', async () => {
  const [ana, ben] = [createPhone(), createPhone()];
  const others = Array.from({ length: 300 }, () => createPhone());
  for (const { pen } of others) {
    const fact = await pen.write(new Uint8Array(50));
    await ana.ledger.accept([fact]);
    await ben.ledger.accept([fact]);
  }
  // As a taking is: what was done, and by whom.
  await ana.write(60, 160, 68);
  for (const { pen } of others.slice(0, 2))
    for (let count = 0; count < 20; count += 1)
      await ana.ledger.accept([await pen.write(new Uint8Array(160), new Uint8Array(68))]);
  const meeting = meet(ana, ben);
  await even(meeting);
  await settled();
  expect(ben.ledger.ids()).toEqual(ana.ledger.ids());
  const bytes = meeting.links.sent.reduce((sum, each) => sum + each.bytes, 0) - 2 * (41 + 105);
  let facts = 0;
  const behind = [ana, ...others.slice(0, 2)].map(({ signer: { log } }, at) => ({
    log,
    branch: null,
    from: at === 0 ? 0 : 1,
  }));
  for await (const run of ana.ledger.read(behind))
    facts += run.reduce((sum, { bytes: sealed, person }) => sum + sealed.length + (person?.length ?? 0), 0);
  expect(bytes / facts).toBeLessThanOrEqual(1.1);
});

test(
  '10,000 facts arrive over a link that is cut again and again, and none is asked for twice',
  { timeout: 60_000 },
  async () => {
    const [ana, ben] = [createPhone(), createPhone()];
    await ana.write(10_000, 160);
    const whole = ana.ledger.count() * 400;
    let bytes = 0;
    for (let cut = 40; ben.ledger.count() < 10_000; cut += 37) {
      const meeting = meet(ana, ben, { cutAfter: cut });
      await even(meeting);
      meeting.links.cut();
      await meeting.over();
      bytes += meeting.links.sent[0].bytes;
    }
    expect(ana.ledger.ids()).toEqual(ben.ledger.ids());
    expect(bytes).toBeLessThan(whole * 2);
  },
);

test('under random cuts all ends the same', { timeout: 60_000 }, async () => {
  const acts = fc.array(
    fc.record({
      who: fc.nat(1),
      facts: fc.nat(40),
      size: fc.constantFrom(30, 200, 9000),
      cut: fc.integer({ min: 1, max: 60 }),
    }),
    { minLength: 1, maxLength: 5 },
  );
  await fc.assert(
    fc.asyncProperty(acts, async (plan) => {
      const phones = [createPhone(), createPhone()] as const;
      for (const { who, facts, size, cut } of plan) {
        await phones[who === 0 ? 0 : 1].write(facts, size, 50);
        const meeting = meet(...phones, { cutAfter: cut });
        const late = phones[who === 0 ? 1 : 0].write(3);
        await even(meeting);
        await late;
        meeting.links.cut();
        await meeting.over();
      }
      const last = meet(...phones);
      await even(last);
      last.sessions[1].close();
      await last.over();
      expect(phones[0].ledger.ids()).toEqual(phones[1].ledger.ids());
    }),
    { numRuns: 25 },
  );
});

test('person parts that were missing come later, from whoever has them', async () => {
  const [ana, ben] = [createPhone(), createPhone()];
  await ana.write(500, 50, 3000);
  const first = meet(ana, ben);
  await even(first);
  first.links.cut();
  for (const id of ben.ledger.ids()) ben.ledger.losePart(id);
  const again = meet(ana, ben);
  await even(again);
  const lacks = async () => (await ben.ledger.wantedParts(1000)).length;
  for (let left = 2000; left > 0 && (await lacks()) > 0; left -= 1) await settled(1);
  expect(await lacks()).toBe(0);
  // And what the other only gets meanwhile is asked for again after a minute.
  for (const id of ben.ledger.ids()) ben.ledger.losePart(id);
  for (let beats = 0; beats < 3; beats += 1) {
    again.timer.pass(20_000);
    await settled();
  }
  for (let left = 2000; left > 0 && (await lacks()) > 0; left -= 1) await settled(1);
  expect(await lacks()).toBe(0);
});
