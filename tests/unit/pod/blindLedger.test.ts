import { expect, test } from 'vitest';
import { toBase64url } from '#crypto/bytes.ts';
import type { CarriedFact } from '#session/ledger.ts';
import { openBlindLedger, usualQuota, type BlindLedger, type WorkshopQuota } from '#pod/blindLedger.ts';
import { createMemoryStore, type MemoryStore } from '#pod/store/memoryStore.ts';
import {
  createSealedWorkshop,
  cryptoOfTests,
  type Pen,
  type SealedWorkshop,
  verifyOfTests,
} from '#tests/support/sealedWorkshop.ts';

const day = 24 * 3600 * 1000;

interface Bench {
  readonly atelier: SealedWorkshop;
  readonly store: MemoryStore;
  readonly open: () => Promise<BlindLedger>;
  readonly clock: { now: number };
}

async function bench(quota: Partial<WorkshopQuota> = {}): Promise<Bench> {
  const atelier = await createSealedWorkshop();
  const store = createMemoryStore();
  const clock = { now: 1e12 };
  const open = () =>
    openBlindLedger({
      workshop: atelier.workshop,
      store,
      verify: verifyOfTests,
      crypto: cryptoOfTests,
      now: () => clock.now,
      quota: { ...usualQuota, ...quota },
    });
  return { atelier, store, open, clock };
}

async function kept(ledger: BlindLedger): Promise<readonly CarriedFact[]> {
  const from = (await ledger.heads()).map(({ log, branch }) => ({ log, branch, from: 0 }));
  const runs: CarriedFact[] = [];
  for await (const run of ledger.read(from)) runs.push(...run);
  return runs;
}
const entries = (facts: readonly CarriedFact[]) => facts.map(({ bytes }) => bytes);
const refusals = async (ledger: BlindLedger, ...facts: readonly CarriedFact[]) =>
  (await ledger.accept(facts)).refusals.map(({ kind }) => kind);

test('a workshop that founds itself is kept byte for byte, in the order it came, over a restart', async () => {
  const { atelier, open } = await bench();
  const ana = await atelier.join();
  await ana.take('pour la table');
  await atelier.founder.take('pour le banc');
  const ledger = await open();
  const all = atelier.all();
  expect(await ledger.accept(all)).toEqual({ stored: all.length, refusals: [] });
  for (const each of [ledger, await open()]) {
    expect(entries(await kept(each))).toEqual(entries(all));
    expect((await kept(each)).map(({ person }) => person)).toEqual(all.map(({ person }) => person));
    expect(await each.trust.standingOf(ana.signer.log)).toBe('in');
    expect((await each.heads()).map(({ height }) => height).toSorted((a, b) => a - b)).toEqual([1, all.length - 1]);
  }
  expect(await ledger.accept(all)).toEqual({ stored: 0, refusals: [] });
});

test('one bit turned anywhere, and nothing of it or after it is stored', async () => {
  const { atelier, open } = await bench();
  const ledger = await open();
  await ledger.accept(atelier.all());
  const first = await atelier.founder.take('un');
  const second = await atelier.founder.take('deux');
  for (let at = 0; at < first.bytes.length; at += 7) {
    const bytes = first.bytes.slice();
    bytes[at] = (bytes[at] ?? 0) ^ 4;
    const { stored } = await ledger.accept([{ ...first, bytes }, second]);
    expect([at, stored]).toEqual([at, 0]);
  }
  expect((await ledger.accept([first, second])).stored).toBe(2);
});

test('logs nobody let in, gaps, and facts of another workshop are told apart', async () => {
  const { atelier, open } = await bench();
  const ledger = await open();
  const zoe = await atelier.stranger();
  const hers = await zoe.take('rien');
  expect(await refusals(ledger, hers)).toEqual(['stranger']);
  await ledger.accept(atelier.all().filter(({ log }) => log !== zoe.signer.log));
  expect(await refusals(ledger, hers)).toEqual(['stranger']);
  await atelier.founder.take('un');
  expect(await refusals(ledger, await atelier.founder.take('deux'))).toEqual(['gap']);
  const elsewhere = await createSealedWorkshop();
  expect(await refusals(ledger, ...elsewhere.all())).toEqual(['forged']);
  expect(await refusals(ledger, { ...hers, bytes: new Uint8Array(40) })).toEqual(['forged']);
  expect(await kept(await (await bench()).open())).toEqual([]);
});

test('a newcomer and what lets them in may come in one slice, whoever brings it', async () => {
  const { atelier, open } = await bench();
  const ledger = await open();
  await ledger.accept(atelier.all());
  const before = atelier.all().length;
  const ben = await atelier.join();
  await ben.take('une scie');
  const news = atelier.all().slice(before);
  expect((await ledger.accept(news)).stored).toBe(3);
});

test('who was cut is out; what they wrote before stays, what comes after is kept within bounds', async () => {
  const { atelier, open } = await bench({ factsBeyondCut: 3 });
  const ledger = await open();
  const eve = await atelier.join();
  const last = await eve.take('honnête');
  await atelier.founder.write('revoked', { log: eve.signer.log, seq: last.seq, id: last.ref.id });
  await ledger.accept(atelier.all());
  expect(await ledger.trust.standingOf(eve.signer.log)).toBe('cut');
  const late = [];
  for (let n = 0; n < 4; n += 1) late.push(await eve.take(`${n}`));
  expect((await ledger.accept(late.slice(0, 3))).stored).toBe(3);
  expect(await refusals(ledger, ...late.slice(3))).toEqual(['quota']);
});

test('both lines of a doubled log are kept, named alike in whatever order they came', async () => {
  const { atelier } = await bench();
  const ana = await atelier.join();
  await ana.take('un');
  const clone: Pen = ana.clone(1);
  const third: Pen = ana.clone(1);
  const mine = [await ana.take('deux'), await ana.take('trois')];
  const theirs = [await clone.take('zwei'), await clone.take('drei')];
  const more = [await third.take('two')];
  const base = atelier.all().slice(0, -5);
  const named = [];
  for (const order of [
    [mine, theirs, more],
    [theirs, more, mine],
    [more, mine, theirs],
  ]) {
    const { store } = await bench();
    const open = () =>
      openBlindLedger({
        workshop: atelier.workshop,
        store,
        verify: verifyOfTests,
        crypto: cryptoOfTests,
        now: () => 1,
        quota: usualQuota,
      });
    const ledger = await open();
    await ledger.accept(base);
    for (const facts of order) expect(await ledger.accept(facts)).toEqual({ stored: facts.length, refusals: [] });
    expect(await ledger.heads()).toEqual(await (await open()).heads());
    expect(new Set(entries(await kept(ledger)).map(String))).toEqual(new Set(entries(atelier.all()).map(String)));
    named.push(await ledger.heads());
  }
  expect(named[1]).toEqual(named[0]);
  expect(named[2]).toEqual(named[0]);
  expect(named[0]?.filter(({ branch }) => branch !== null).length).toBe(2);
});

test('a liar makes no more than so many branches', async () => {
  const { atelier, open } = await bench();
  const ledger = await open();
  const eve = await atelier.join();
  await eve.take('un');
  await ledger.accept(atelier.all());
  const answers = [];
  for (let n = 0; n < 12; n += 1) {
    const clone = eve.clone(1);
    answers.push((await refusals(ledger, await clone.take(`${n}`)))[0] ?? 'stored');
  }
  expect(answers.filter((answer) => answer === 'stored').length).toBe(8);
  expect(answers.slice(-1)).toEqual(['quota']);
});

test('person parts: a false one is still to come, the right one is taken whenever it comes', async () => {
  const { atelier, open } = await bench();
  const ledger = await open();
  const fact = await atelier.founder.take('une note');
  const all = atelier.all().map((each) => (each.bytes === fact.bytes ? { ...each, person: new Uint8Array(9) } : each));
  await ledger.accept(all);
  const wanted = [{ log: fact.log, seqs: [fact.seq] }];
  expect(await ledger.wantedParts(10)).toEqual(wanted);
  await ledger.acceptParts([{ log: fact.log, seq: fact.seq, bytes: new Uint8Array(40) }]);
  expect(await ledger.wantedParts(10)).toEqual(wanted);
  await ledger.acceptParts([{ log: fact.log, seq: fact.seq, bytes: fact.person! }]);
  expect(await ledger.wantedParts(10)).toEqual([]);
  expect(await ledger.parts(wanted)).toEqual([{ log: fact.log, seq: fact.seq, bytes: fact.person }]);
});

test('forgetting: one own words at once; a steward after seven days; a member of another never; and it stays so', async () => {
  const { atelier, open, clock } = await bench();
  const ledger = await open();
  const ana = await atelier.join();
  const ben = await atelier.join();
  const taken = [await ana.take('un'), await ana.take('deux'), await ana.take('trois')];
  const [one, two, three] = taken as [(typeof taken)[0], (typeof taken)[0], (typeof taken)[0]];
  const forget = (pen: Pen, { log, seq, ref }: typeof one) =>
    pen.write('forgotten', { log, upTo: { seq, id: ref.id }, seqs: [seq], blobs: [] });
  await forget(ana, one);
  await forget(atelier.founder, two);
  await forget(ben, three);
  await ledger.accept(atelier.all());
  const here = async (each: BlindLedger) =>
    (await each.parts([{ log: ana.signer.log, seqs: [0, 1, 2] }])).map(({ seq }) => seq);
  expect(await here(ledger)).toEqual([1, 2]);
  clock.now += 6 * day;
  await ledger.sweep();
  expect(await here(ledger)).toEqual([1, 2]);
  clock.now += 2 * day;
  await ledger.sweep();
  expect(await here(ledger)).toEqual([2]);
  expect(await ledger.wantedParts(10)).toEqual([]);
  const again = await open();
  await again.acceptParts(taken.map(({ log, seq, person }) => ({ log, seq, bytes: person! })));
  expect(await here(again)).toEqual([2]);
});

test('forgotten before it came: the words are not even taken in', async () => {
  const { atelier, open } = await bench();
  const ledger = await open();
  const fact = await atelier.founder.take('un');
  await atelier.founder.write('forgotten', {
    log: fact.log,
    upTo: { seq: fact.seq, id: fact.ref.id },
    seqs: [fact.seq],
    blobs: [],
  });
  await ledger.accept(atelier.all());
  expect(await ledger.parts([{ log: fact.log, seqs: [fact.seq] }])).toEqual([]);
});

test('quotas and a full disk are told, and nothing said to be stored is not', async () => {
  const { atelier, open, store } = await bench({ facts: 4 });
  const ledger = await open();
  expect((await ledger.accept(atelier.all())).stored).toBe(2);
  const first = await atelier.founder.take('un');
  store.fail({ kind: 'storage-full' });
  expect(await ledger.accept([first])).toEqual({ stored: 0, refusals: [{ kind: 'storage-full' }] });
  store.fail(null);
  expect((await ledger.accept([first])).stored).toBe(1);
  const second = await atelier.founder.take('deux');
  const third = await atelier.founder.take('trois');
  expect(await ledger.accept([second, third])).toEqual({ stored: 0, refusals: [{ kind: 'quota' }] });
  expect((await ledger.accept([second])).stored).toBe(1);
});

test('facts in clear are folded again and again, so there is a bound to them; takings go on', async () => {
  const { atelier, open } = await bench({ clearFacts: 4 });
  const ledger = await open();
  await ledger.accept(atelier.all());
  const member = () => ({ member: toBase64url(crypto.getRandomValues(new Uint8Array(16))), role: 'member' });
  // Founded, and its first key, are two already.
  for (let count = 0; count < 2; count += 1) await atelier.founder.write('memberAdded', member());
  expect((await ledger.accept(atelier.all())).stored).toBe(2);
  const before = atelier.all().length;
  await atelier.founder.write('memberAdded', member());
  expect(await ledger.accept(atelier.all().slice(before))).toEqual({ stored: 0, refusals: [{ kind: 'quota' }] });
});

test('whoever asks in with facts we lack is in when they hold, and only then', async () => {
  const { atelier, open } = await bench();
  const ledger = await open();
  const founding = atelier.all().length;
  const ben = await atelier.join();
  const intro = atelier.all().map(({ bytes }) => bytes);
  expect(await ledger.trust.standingOf(ben.signer.log)).toBe('stranger');
  expect(await ledger.trust.standingWith(ben.signer.log, intro)).toBe('in');
  expect(await ledger.trust.standingWith(ben.signer.log, intro.slice(0, founding))).toBe('stranger');
  const forged = intro.map((bytes) => bytes.with(200, (bytes[200] ?? 0) ^ 1));
  expect(await ledger.trust.standingWith(ben.signer.log, forged)).toBe('stranger');
  expect((await ledger.heads()).length).toBe(0);
});

test('who listens hears what others bring', async () => {
  const { atelier, open } = await bench();
  const ledger = await open();
  const heard: number[] = [];
  const stop = ledger.onStored((facts) => heard.push(facts.length));
  await ledger.accept(atelier.all());
  stop();
  await ledger.accept([await atelier.founder.take('un')]);
  expect(heard).toEqual([atelier.all().length - 1]);
});
