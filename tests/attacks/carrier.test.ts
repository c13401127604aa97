/** What a member may put into the updates that carry facts, and what becomes of it. */
import * as Y from 'yjs';
import type { Slot } from '#tests/fleet/support/fleet.ts';
import { beforeEach, expect, test } from 'vitest';
import { concat, toBase64url, type Bytes } from '#crypto/bytes.ts';
import { encodeHeader, readHeader } from '#crypto/factHeader.ts';
import { sealFact } from '#crypto/sealFact.ts';
import type { LogId, WorkshopId } from '#domain/ids.ts';
import { createCarrier } from '#session/carrier.ts';
import { valueOf } from '#tests/support/phone.ts';
import { craftSignature } from '#tests/vectors/torsion.ts';
import {
  assail,
  clearDraft,
  createSetting,
  expectUnharmed,
  factsOn,
  headOn,
  idsOn,
  memberOfSlot,
  sendUpdates,
  type Setting,
  updateOf,
} from './support/setting.ts';

let setting: Setting;
let victim: LogId;
beforeEach(async () => {
  setting = await createSetting();
  victim = setting.ana.phone.log;
});

/** Sends them from Eve's device to Ben's phone: all are refused, nothing of Ben's changes, and Ana's later facts arrive. */
async function expectHarmless(updates: readonly Bytes[]): Promise<void> {
  const { ana, ben, eve } = setting;
  for (const update of updates) {
    const before = await idsOn(ben);
    const [answer] = await sendUpdates(ben, eve.phone.signer, [update]);
    expect(answer).toBe('malformed');
    expect(await idsOn(ben)).toEqual(before);
  }
  valueOf(await ana.phone.commands.addTool({ name: 'A later tool' }));
  await expectUnharmed(setting);
}

const clientOf = (slot: Slot, log: LogId): Promise<number> =>
  createCarrier(setting.workshop, slot.phone.installation.crypto).clientIdOf(log);
const elsewhereId = `${'A'.repeat(42)}A` as WorkshopId;
const bytes = (update: Uint8Array): Bytes => new Uint8Array(update);

/** A number as lib0 writes it. */
function varUint(value: number): readonly number[] {
  const out: number[] = [];
  let left = value;
  while (left > 127) {
    out.push(128 | (left % 128));
    left = Math.floor(left / 128);
  }
  return [...out, left];
}

test('a ten-byte update that erases a log, and delete sets over facts that are still to be written', async () => {
  const client = await clientOf(setting.eve, victim);
  const { seq } = await headOn(setting.ben, victim);
  const deleting = (from: number, length: number) =>
    Uint8Array.from([0, 1, ...varUint(client), 1, ...varUint(from), ...varUint(length)]);
  const erasing = deleting(0, seq + 1);
  expect(erasing.length).toBeLessThanOrEqual(14);
  await expectHarmless([bytes(erasing), bytes(deleting(seq + 1, 100)), bytes(deleting(0, 2 ** 40))]);
});

test('garbage and skipped structs over a victim’s future clocks, and gaps before them', async () => {
  const client = await clientOf(setting.eve, victim);
  const { seq } = await headOn(setting.ben, victim);
  const struct = (kind: number, clock: number, length: number) =>
    Uint8Array.from([1, 1, ...varUint(client), ...varUint(clock), kind, ...varUint(length), 0]);
  const [gc, skip] = [0, 10];
  await expectHarmless(
    [struct(gc, seq + 1, 1), struct(gc, seq + 1, 1000), struct(skip, seq + 1, 5), struct(gc, seq + 7, 1)].map(bytes),
  );
});

test('a forged client id: facts under a victim’s number, and a victim’s facts under one’s own', async () => {
  const { eve } = setting;
  const own = await factsOn(eve, eve.phone.log);
  const theirs = await factsOn(eve, victim);
  const under = async (client: number, root: string, facts: readonly { readonly bytes: Bytes }[]) => {
    const doc = new Y.Doc({ gc: false });
    doc.clientID = client;
    for (const fact of facts) doc.getArray<Uint8Array>(root).push([fact.bytes]);
    return bytes(Y.encodeStateAsUpdate(doc));
  };
  await expectHarmless([
    await under(await clientOf(eve, victim), eve.phone.log, own),
    await under(await clientOf(eve, victim), victim, own),
    await under(await clientOf(eve, eve.phone.log), victim, theirs),
    await under(7, victim, theirs),
  ]);
});

test('a root name used with another type, other content, or no log at all', async () => {
  const client = await clientOf(setting.eve, victim);
  const wrong = (write: (doc: Y.Doc) => void) => {
    const doc = new Y.Doc({ gc: false });
    doc.clientID = client;
    write(doc);
    return bytes(Y.encodeStateAsUpdate(doc));
  };
  await expectHarmless([
    wrong((doc) => doc.getMap(victim).set('0', new Uint8Array(9))),
    wrong((doc) => doc.getText(victim).insert(0, 'text')),
    wrong((doc) => doc.getXmlFragment(victim).insert(0, [new Y.XmlText('x')])),
    wrong((doc) => doc.getArray(victim).push(['not bytes'])),
    wrong((doc) => doc.getArray(victim).push([new Y.Map()])),
    wrong((doc) => doc.getArray('no log').push([new Uint8Array(9)])),
    wrong((doc) => doc.getArray(victim).push([new Uint8Array(0)])),
  ]);
});

test('flipped bytes: wherever one is turned, nothing of the slice is stored', { timeout: 120_000 }, async () => {
  const { ana, ben, eve } = setting;
  const { seq } = await headOn(ben, victim);
  valueOf(await ana.phone.commands.addTool({ name: 'A later tool' }));
  await eve.phone.ledger.accept(await factsOn(ana, victim, seq + 1));
  const update = await updateOf(setting, await factsOn(eve, victim, seq + 1), eve);
  const before = await idsOn(ben);
  for (let at = 0; at < update.length; at += 23) {
    const turned = update.slice();
    turned[at] = (turned[at] ?? 0) ^ 4;
    const [answer] = await sendUpdates(ben, eve.phone.signer, [turned]);
    expect(['malformed', 'forged', 'gap', 'stranger'], `byte ${at}: ${JSON.stringify(answer)}`).toContain(answer);
    expect(await idsOn(ben)).toEqual(before);
  }
  await expectUnharmed(setting);
});

test('oversize: an update above the cap, and a fact above its bounds', async () => {
  const doc = new Y.Doc({ gc: false });
  doc.clientID = await clientOf(setting.eve, setting.eve.phone.log);
  doc.getArray<Uint8Array>(setting.eve.phone.log).push([new Uint8Array(60_000)]);
  await expectHarmless([bytes(Y.encodeStateAsUpdate(doc))]);
  setting = await createSetting();
  const { ben, eve } = setting;
  const [answer] = await sendUpdates(ben, eve.phone.signer, [new Uint8Array(70_000)]);
  // It is not even read as a message: who sends that is closed upon.
  expect(answer).toMatchObject({ by: 'here', reason: 'wrong' });
  await expectUnharmed(setting);
});

test('a signature with a point of small order, which others’ readers accept, is none', async () => {
  const { ben, eve } = setting;
  const crypto = eve.phone.installation.crypto;
  const [last] = (await factsOn(eve, eve.phone.log)).slice(-1);
  const header = last === undefined ? null : readHeader(last.bytes);
  if (last === undefined || !header?.ok) throw new Error('Eve has written nothing');
  // Somebody whose key is theirs to choose: the log itself carries the torsion, and so does R.
  const seed = crypto.randomBytes(32);
  for (const torsion of [
    { key: 0, r: 1 },
    { key: 1, r: 0 },
    { key: 3, r: 5 },
  ]) {
    const plain = craftSignature(seed, new Uint8Array(1), torsion);
    const log = toBase64url(plain.key) as LogId;
    const head = encodeHeader({ ...header.value.header, log, seq: 0, prev: null });
    const { signature } = craftSignature(seed, head, torsion);
    const thing = last.bytes.subarray(header.value.length + 64);
    const fact = { log, seq: 0, branch: null, bytes: concat(head, signature, thing), person: null };
    expect((await ben.phone.ledger.accept([fact])).stored).toBe(0);
    expect((await setting.pod.ledger.accept([fact])).stored).toBe(0);
  }
  await expectUnharmed(setting);
});

test('facts of one workshop replayed into another', async () => {
  const { ben, eve } = setting;
  const { crypto } = eve.phone.installation;
  const elsewhere = createCarrier(elsewhereId, crypto);
  const [answer] = await sendUpdates(ben, eve.phone.signer, [await elsewhere.encodeUpdate(await factsOn(eve, victim))]);
  expect(answer).toBe('malformed');
  // Signed by Eve for another workshop, by the key she writes here with, at the place where her log goes on.
  const head = await headOn(eve, eve.phone.log);
  const draft = clearDraft('left', { member: await memberOfSlot(eve), logs: [] }, []);
  const signed = await sealFact(draft, head, { workshop: elsewhereId, signer: eve.phone.signer, epoch: null }, crypto);
  if (!signed.ok) throw new Error(signed.refusal.kind);
  const { bytes, log, seq } = signed.value.fact;
  const fact = { log, seq, branch: null, bytes, person: null };
  expect(await ben.phone.ledger.accept([fact])).toEqual({ stored: 0, refusals: [{ kind: 'forged' }] });
  expect(await setting.pod.ledger.accept([fact])).toMatchObject({ stored: 0 });
  await expectUnharmed(setting);
});

test('heights that are lies: whoever claims to have all gets nothing, and nobody else is the poorer', async () => {
  const { ana, ben, eve } = setting;
  valueOf(await ana.phone.commands.addTool({ name: 'A later tool' }));
  const { talk, heard, session } = await assail(ana, eve.phone.signer);
  await heard();
  const heights = (await ana.phone.ledger.heads()).map((each) => ({ ...each, height: each.height + 1000 }));
  await talk.send({ kind: 'heights', heights, buckets: null });
  expect((await heard()).filter(({ kind }) => kind === 'slice')).toEqual([]);
  session.close();
  await session.done;
  expect((await ben.phone.ledger.heads()).length).toBeGreaterThan(0);
  await expectUnharmed(setting);
});
