import { ed25519, ED25519_TORSION_SUBGROUP } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { LogId } from '#domain/ids.ts';
import { concat, toBase64url, utf8, type Bytes } from '#crypto/bytes.ts';
import { createFallbackVerify, createNativeVerify, createVerifySignature } from '#crypto/verifySignature.ts';
import { createFixedDeps, fixed, unhex } from '../../vectors/fixed.ts';
import { craftSignature } from '../../vectors/torsion.ts';

// Thousands of cases on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const deps = createFixedDeps();
const native = createNativeVerify(deps);
const fallback = createFallbackVerify(deps);
const seed = fixed('a liar', 32);

/** What both implementations say; they must say the same. */
async function verdict(key: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  const log = toBase64url(key) as LogId;
  const [one, other] = await Promise.all([native(log, signature, message), fallback(log, signature, message)]);
  expect(other).toBe(one);
  return one;
}

test('torsion: noble alone accepts it, WebCrypto and our fallback refuse', async () => {
  const message = utf8('circule/fact/1');
  const crafted = craftSignature(seed, message, { key: 0, r: 1 });
  expect(ed25519.verify(crafted.signature, message, crafted.key)).toBe(true);
  expect(ed25519.verify(crafted.signature, message, crafted.key, { zip215: false })).toBe(true);
  expect(await verdict(crafted.key, crafted.signature, message)).toBe(false);
});

test('every mixture of torsion in key and R: one verdict', async () => {
  const verdicts = new Set<boolean>();
  await fc.assert(
    fc.asyncProperty(fc.nat(7), fc.nat(7), fc.uint8Array({ maxLength: 9 }), async (key, r, message) => {
      const crafted = craftSignature(seed, new Uint8Array(message), { key, r });
      const valid = await verdict(crafted.key, crafted.signature, new Uint8Array(message));
      if (key === 0) expect(valid).toBe(r === 0);
      verdicts.add(valid);
    }),
    { numRuns: 150 },
  );
  expect(verdicts.size).toBe(2);
});

test('points of small order, also in their second spellings, sign nothing', async () => {
  const order8 = ED25519_TORSION_SUBGROUP.map(unhex);
  const secondSpellings = ['01', 'ee', 'ed', 'ec'].map((first) =>
    unhex(first === '01' ? `01${'00'.repeat(30)}80` : `${first}${'ff'.repeat(31)}`),
  );
  for (const point of [...order8, ...secondSpellings]) {
    for (const r of [...order8, ...secondSpellings]) {
      expect(await verdict(point, concat(r, new Uint8Array(32)), utf8('x'))).toBe(false);
    }
  }
});

test('S and S + L: only the first is a signature', async () => {
  const message = utf8('x');
  const { key, signature } = craftSignature(seed, message, { key: 0, r: 0 });
  const order = ed25519.Point.Fn.ORDER;
  const s = BigInt(`0x${Buffer.from(signature.subarray(32).toReversed()).toString('hex')}`) + order;
  const second = unhex(s.toString(16).padStart(64, '0')).toReversed();
  expect(await verdict(key, signature, message)).toBe(true);
  expect(await verdict(key, concat(signature.subarray(0, 32), second), message)).toBe(false);
});

test('wrong lengths, points off the curve and texts that are no key: false, never thrown', async () => {
  const message = utf8('x');
  const { key, signature } = craftSignature(seed, message, { key: 0, r: 0 });
  const offCurve = unhex(`02${'00'.repeat(31)}`);
  for (const length of [0, 31, 63, 65]) expect(await verdict(key, new Uint8Array(length), message)).toBe(false);
  expect(await verdict(offCurve, signature, message)).toBe(false);
  expect(await verdict(key, concat(offCurve, signature.subarray(32)), message)).toBe(false);
  for (const verify of [native, fallback]) expect(await verify('no key' as LogId, signature, message)).toBe(false);
});

test('each flipped bit of a signature and its message', async () => {
  const message = utf8('taken');
  const { key, signature } = craftSignature(seed, message, { key: 0, r: 0 });
  for (let at = 0; at < 64; at += 1) {
    const other = signature.slice();
    other[at] = (other[at] ?? 0) ^ (1 << (at % 8));
    expect(await verdict(key, other, message)).toBe(false);
  }
  expect(await verdict(key, signature, utf8('Taken'))).toBe(false);
});

test('a WebCrypto that is missing Ed25519, or reads it loosely, is not asked', async () => {
  const message = utf8('x');
  const { key, signature } = craftSignature(seed, message, { key: 0, r: 0 });
  const log = toBase64url(key) as LogId;
  const torsion = craftSignature(seed, message, { key: 0, r: 1 }).signature;
  const { subtle } = deps;
  const digest: SubtleCrypto['digest'] = (...args) => subtle.digest(...args);
  const missing = { digest, importKey: () => Promise.reject(new Error('unknown algorithm')) };
  const loose = { digest, importKey: subtle.importKey.bind(subtle), verify: () => Promise.resolve(true) };
  for (const machine of [missing, loose]) {
    const verify = await createVerifySignature({ subtle: machine as unknown as SubtleCrypto });
    expect(await verify(log, signature, message)).toBe(true);
    expect(await verify(log, torsion, message)).toBe(false);
  }
});
