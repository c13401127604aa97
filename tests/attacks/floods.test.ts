/** Too much, too deep, too often: nobody's phone or pod is brought down by a peer, and nothing is lost over it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'cborg';
import { beforeEach, expect, test } from 'vitest';
import { concat, toBase64url, type Bytes } from '#crypto/bytes.ts';
import { readCanonical } from '#crypto/canonicalCbor.ts';
import type { FactId, LogId } from '#domain/ids.ts';
import { toolStream, type ToolId } from '#domain/ids.ts';
import { maxFrameBytes } from '#session/link.ts';
import { toFrames } from '#session/frames.ts';
import { readMessage } from '#session/messages.ts';
import { openBlindLedger, usualQuota } from '#pod/blindLedger.ts';
import { createMemoryStore } from '#pod/store/memoryStore.ts';
import { verifying } from '#tests/fleet/support/beginning.ts';
import { valueOf } from '#tests/support/phone.ts';
import {
  assail,
  createSetting,
  expectUnharmed,
  factsOn,
  forge,
  headOn,
  idsOn,
  type Setting,
  updateOf,
} from './support/setting.ts';

let setting: Setting;
beforeEach(async () => (setting = await createSetting()));

const randomLog = (): LogId => toBase64url(crypto.getRandomValues(new Uint8Array(32))) as LogId;
const randomId = (): FactId => randomLog() as string as FactId;

test('frames without end: a message that never stops growing, and frames that say more and carry little', async () => {
  for (const frame of [concat(Uint8Array.of(1), new Uint8Array(maxFrameBytes - 1)), Uint8Array.of(1, 2, 3)]) {
    const { session, links } = await assail(setting.ben, setting.eve.phone.signer);
    for (let sent = 0; sent < 200; sent += 1) await links.ends[1].send(frame).catch(() => undefined);
    expect(await session.done).toMatchObject({ by: 'here', detail: 'malformed' });
    expect(links.sent[1].frames).toBeLessThan(120);
  }
  await expectUnharmed(setting);
});

test('messages without end: small talk, wishes for parts, answers nobody waits for', async () => {
  const { ben, eve } = setting;
  const wanted = [{ log: ben.phone.log, seqs: [0, 1, 2] }];
  const floods = [
    () => ({ kind: 'present', version: 'x' }) as const,
    () => ({ kind: 'want', wanted }) as const,
    () => ({ kind: 'heights', heights: [], buckets: null }) as const,
    (number: number) => ({ kind: 'stored', number, refused: null }) as const,
  ];
  for (const flood of floods) {
    const { session, talk } = await assail(ben, eve.phone.signer);
    void (async () => {
      while ((await talk.next()) !== null);
    })();
    let sent = 0;
    while (sent < 2000 && (await talk.send(flood(sent)))) {
      sent += 1;
      if (sent % 8 === 0) await new Promise((resolve) => setImmediate(resolve));
      if (session.view().state === 'closed') break;
    }
    expect(await session.done).toMatchObject({ by: 'here' });
    expect(sent).toBeLessThan(1000);
  }
  await expectUnharmed(setting);
});

test('heights of thousands of logs that do not exist, and blobs announced: nothing is asked for, nothing is kept', async () => {
  const { ben, eve } = setting;
  const { session, talk, heard } = await assail(ben, eve.phone.signer);
  await heard();
  const heights = Array.from({ length: 4096 }, () => ({
    log: randomLog(),
    branch: null,
    height: Number.MAX_SAFE_INTEGER,
    head: randomId(),
  }));
  const before = await ben.phone.db.logs.count();
  await talk.send({ kind: 'heights', heights, buckets: null });
  await heard();
  expect(await ben.phone.db.logs.count()).toBe(before);
  expect(session.view().state).toBe('catching-up');
  session.close();
  await session.done;

  // Blobs have no message yet: what announces a thousand of them is one of a later version, and is passed over.
  const announced = encode([11, Array.from({ length: 1000 }, () => new Uint8Array(32))]);
  expect(readMessage(new Uint8Array(announced))).toEqual({ ok: true, value: null });
  const again = await assail(ben, eve.phone.signer);
  for (const frame of toFrames(new Uint8Array(announced))) await again.links.ends[1].send(frame);
  await again.heard();
  expect(again.session.view().state).not.toBe('closed');
  again.session.close();
  await again.session.done;
  await expectUnharmed(setting);
});

test('slices of forged facts: the third closes the session, and nothing of them is here', async () => {
  const { ben, eve } = setting;
  const before = await idsOn(ben);
  const [fact] = (await factsOn(eve, eve.phone.log)).slice(-1);
  if (fact === undefined) throw new Error('Eve has written');
  const { session, talk, heard } = await assail(ben, eve.phone.signer);
  await talk.send({ kind: 'heights', heights: [], buckets: null });
  await heard();
  for (let number = 0; number < 5; number += 1) {
    const bytes = fact.bytes.slice();
    bytes[bytes.length - 1 - number] = (bytes[bytes.length - 1 - number] ?? 0) ^ 1;
    const update = await updateOf(setting, [{ ...fact, bytes }], eve);
    await talk.send({ kind: 'slice', number, update, parts: [], branch: null });
    await heard();
  }
  expect(await session.done).toMatchObject({ by: 'here', reason: 'wrong', detail: 'slices-refused' });
  expect(await idsOn(ben)).toEqual(before);
  await expectUnharmed(setting);
});

test('facts without end by a member: a phone takes them in slices and stays usable, a pod has its quota', async () => {
  const { ana, ben, eve } = setting;
  const tool = setting.tools[0] as ToolId;
  let head = await headOn(eve, eve.phone.log);
  const flood = [];
  for (let count = 0; count < 120; count += 1) {
    const thing = {
      kind: 'toolDescribed',
      streams: [toolStream(tool)],
      after: [],
      at: count,
      body: { about: 'x'.repeat(900) },
    };
    const forged = await forge(eve, { thing, person: null }, head);
    head = forged.fact;
    flood.push(forged);
  }
  expect(await ben.phone.ledger.accept(flood)).toMatchObject({ stored: flood.length });
  valueOf(await ben.phone.commands.take(tool));
  const store = createMemoryStore();
  const pod = await openBlindLedger({
    workshop: setting.workshop,
    store,
    verify: await verifying,
    crypto: eve.phone.installation.crypto,
    now: () => 1,
    quota: { ...usualQuota, bytes: 40_000 },
  });
  const from = (await ana.phone.ledger.heads()).map(({ log, branch }) => ({ log, branch, from: 0 }));
  for await (const run of ana.phone.ledger.read(from)) expect((await pod.accept(run)).refusals).toEqual([]);
  const { bytes } = pod.size();
  expect(await pod.accept(flood)).toMatchObject({ stored: 0, refusals: [{ kind: 'quota' }] });
  expect(pod.size().bytes).toBe(bytes);
  await expectUnharmed(setting);
});

test('a slice of more facts than a slice can hold is refused whole', async () => {
  const { ben, eve } = setting;
  const [fact] = (await factsOn(eve, eve.phone.log)).slice(-1);
  if (fact === undefined) throw new Error('Eve has written');
  const before = await idsOn(ben);
  const answer = await ben.phone.ledger.accept(Array.from({ length: 5000 }, () => fact));
  expect(answer).toEqual({ stored: 0, refusals: [{ kind: 'quota' }] });
  expect(await idsOn(ben)).toEqual(before);
  await expectUnharmed(setting);
});

test('CBOR bombs: nested without end, lengths without bytes, indefinite, doubled keys, numbers too large', async () => {
  const bombs: readonly Bytes[] = [
    new Uint8Array(100_000).fill(0x81),
    new Uint8Array(100_000).fill(0x9f),
    concat(new Uint8Array(60_000).fill(0xa1), new Uint8Array([0x60])),
    Uint8Array.from([0x9b, 0x00, 0x00, 0x00, 0x7f, 0xff, 0xff, 0xff, 0xff]),
    Uint8Array.from([0xbb, 0x00, 0x00, 0x00, 0x7f, 0xff, 0xff, 0xff, 0xff]),
    Uint8Array.from([0x5b, 0x00, 0x00, 0x00, 0x7f, 0xff, 0xff, 0xff, 0xff]),
    Uint8Array.from([0x7b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    Uint8Array.from([0xa2, 0x61, 0x61, 0x01, 0x61, 0x61, 0x02]),
    Uint8Array.from([0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    Uint8Array.from([0xc2, 0x58, 0x20, ...new Uint8Array(32).fill(255)]),
    Uint8Array.from([0x18, 0x01]),
  ];
  const began = performance.now();
  for (const bomb of bombs) expect(readCanonical(bomb)).toEqual({ ok: false, refusal: { kind: 'cbor-malformed' } });
  expect(performance.now() - began).toBeLessThan(2000);
  for (const bomb of bombs) {
    const { session, links } = await assail(setting.ben, setting.eve.phone.signer);
    for (const frame of toFrames(bomb)) await links.ends[1].send(frame).catch(() => undefined);
    expect(await session.done).toMatchObject({ by: 'here', detail: 'malformed' });
  }
  await expectUnharmed(setting);
});

test('decompression bombs: nothing that comes from anybody is ever decompressed', () => {
  const sources = (folder: string): readonly string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? sources(path) : /\.tsx?$/.test(entry.name) ? [path] : [];
    });
  const folders = ['domain', 'crypto', 'store', 'session', 'sync', 'pod', 'app'];
  const inflating = folders
    .flatMap((folder) => sources(join(import.meta.dirname, '../../src', folder)))
    .filter((path) => /DecompressionStream|inflate|gunzip|unzip|brotliDecompress/i.test(readFileSync(path, 'utf8')));
  // A pod's own files, made ready for browsers, go out compressed; nothing comes in so.
  expect(inflating).toEqual([]);
});
