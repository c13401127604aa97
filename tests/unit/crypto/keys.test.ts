import { expect, test } from 'vitest';
import type { LogId, WorkshopId } from '#domain/ids.ts';
import { createAgreementKey, createFallbackAgreementKey, isAgreementKeyUsable } from '#crypto/agreementKey.ts';
import { openBlob, sealBlob } from '#crypto/blob.ts';
import { toBase64url, utf8 } from '#crypto/bytes.ts';
import { createCryptoDeps, type CryptoDeps } from '#crypto/cryptoDeps.ts';
import { createEpochKeys, createEpochSecret, epochCheck, isEpochSecret } from '#crypto/epochKeys.ts';
import { readHouseKey, toHouseKey } from '#crypto/houseKey.ts';
import { backupKey, createRecoverySecret, isRecoveryProof, openRecoveryKey } from '#crypto/recovery.ts';
import { createFallbackSigningKey, createSigningKey, openSigner, type SigningKeyRecord } from '#crypto/signingKey.ts';
import { createNativeVerify, createVerifySignature } from '#crypto/verifySignature.ts';
import { fixed } from '../../vectors/fixed.ts';

const deps = createCryptoDeps(globalThis.crypto);
const verify = await createVerifySignature(deps);
const message = utf8('circule/test/1');
const workshop = toBase64url(fixed('a workshop', 32)) as WorkshopId;
const otherWorkshop = toBase64url(fixed('another workshop', 32)) as WorkshopId;
const log = toBase64url(fixed('a log', 32)) as LogId;

/** A browser that lacks the curves: everything else is as here. */
const withoutCurves: CryptoDeps = {
  ...deps,
  subtle: {
    digest: (...args: Parameters<SubtleCrypto['digest']>) => deps.subtle.digest(...args),
    generateKey: () => Promise.reject(new DOMException('unknown', 'NotSupportedError')),
    importKey: () => Promise.reject(new DOMException('unknown', 'NotSupportedError')),
  } as unknown as SubtleCrypto,
};

test('a signing key is locked into WebCrypto where that works', async () => {
  const record = await createSigningKey(deps);
  expect(record).toMatchObject({ kind: 'webcrypto', key: { extractable: false, type: 'private' } });
  const signer = await openSigner(structuredClone(record), deps);
  if (!signer.ok) throw new Error(signer.refusal.kind);
  expect(signer.value.log).toBe(record.log);
  expect(await verify(record.log, await signer.value.sign(message), message)).toBe(true);
});

test('and falls back where it does not, with signatures everybody accepts', async () => {
  const record = await createSigningKey(withoutCurves);
  expect(record.kind).toBe('noble');
  const signer = await openSigner(record, withoutCurves);
  if (!signer.ok) throw new Error(signer.refusal.kind);
  const signature = await signer.value.sign(message);
  expect(await createNativeVerify(deps)(record.log, signature, message)).toBe(true);
});

test('a record read back as an empty shell, or as another key, is refused', async () => {
  const [one, other, fallback] = await Promise.all([
    createSigningKey(deps),
    createSigningKey(deps),
    createFallbackSigningKey(deps),
  ]);
  const shells: readonly unknown[] = [
    { ...one, key: null },
    { ...one, key: {} },
    { ...one, log: other.log },
    { ...fallback, log: other.log },
    { ...fallback, seed: null },
    { ...fallback, seed: new Uint8Array(3) },
  ];
  for (const shell of shells) {
    expect(await openSigner(shell as SigningKeyRecord, deps)).toEqual({ ok: false, refusal: { kind: 'key-unusable' } });
  }
});

test('an agreement key likewise', async () => {
  const locked = await createAgreementKey(deps);
  expect(locked).toMatchObject({ kind: 'webcrypto', key: { extractable: false } });
  expect(await isAgreementKeyUsable(structuredClone(locked), deps)).toBe(true);
  expect(await isAgreementKeyUsable({ ...locked, key: null } as never, deps)).toBe(false);
  const fallback = await createAgreementKey(withoutCurves);
  expect(fallback.kind).toBe('noble');
  expect(await isAgreementKeyUsable(fallback, withoutCurves)).toBe(true);
  const { publicKey } = await createFallbackAgreementKey(deps);
  expect(await isAgreementKeyUsable({ ...fallback, publicKey }, deps)).toBe(false);
});

test('an epoch key is known by its check, and its part keys differ by part and workshop', async () => {
  const secret = createEpochSecret(deps);
  const check = await epochCheck(secret, deps);
  expect(await isEpochSecret(secret, check, deps)).toBe(true);
  expect(await isEpochSecret(createEpochSecret(deps), check, deps)).toBe(false);
  expect(await isEpochSecret(new Uint8Array(31), check, deps)).toBe(false);
  const epoch = toBase64url(fixed('an epoch', 16)) as never;
  const keys = createEpochKeys(workshop, deps);
  expect([keys.has(epoch), keys.partKey(epoch, 'thing')]).toEqual([false, null]);
  keys.add(epoch, secret);
  expect(keys.has(epoch)).toBe(true);
  expect(keys.partKey(epoch, 'thing')).toBe(keys.partKey(epoch, 'thing'));
  expect((await keys.partKey(epoch, 'person'))?.extractable).toBe(false);
});

test('the recovery key proves one log in one workshop', async () => {
  const secret = createRecoverySecret(deps);
  const { recovery, prove } = await openRecoveryKey(secret, deps);
  expect((await openRecoveryKey(secret, deps)).recovery).toBe(recovery);
  const claim = { recovery, proof: prove(workshop, log), workshop, log };
  expect(await isRecoveryProof(claim, verify)).toBe(true);
  expect(await isRecoveryProof({ ...claim, workshop: otherWorkshop }, verify)).toBe(false);
  expect(await isRecoveryProof({ ...claim, log: recovery as LogId }, verify)).toBe(false);
  expect(await isRecoveryProof({ ...claim, proof: 'no proof' }, verify)).toBe(false);
  expect(await isRecoveryProof({ ...claim, recovery: 'no key' }, verify)).toBe(false);
  expect(await backupKey(secret, workshop, deps)).toMatchObject({ extractable: false, usages: ['encrypt', 'decrypt'] });
});

test('a key of the house is read as people type it', async () => {
  const secret = fixed('a house', 16);
  const key = await toHouseKey(secret, deps);
  expect(key).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
  const spellings = [
    key.toLowerCase(),
    key.replaceAll('-', ''),
    ` ${key.replaceAll('-', ' – ')}\n`,
    key.replaceAll('0', 'o').replaceAll('1', 'l'),
    key.replaceAll('0', 'O').replaceAll('1', 'I'),
  ];
  for (const typed of spellings) expect(await readHouseKey(typed, deps)).toEqual({ ok: true, value: secret });
  for (let byte = 0; byte < 256; byte += 1) {
    const other = new Uint8Array(16).fill(byte);
    expect(await readHouseKey(await toHouseKey(other, deps), deps)).toEqual({ ok: true, value: other });
  }
});

test('and refused by what is wrong with it', async () => {
  const key = await toHouseKey(fixed('a house', 16), deps);
  const refusalOf = async (typed: string) => {
    const read = await readHouseKey(typed, deps);
    return read.ok ? null : read.refusal;
  };
  expect(await refusalOf('')).toEqual({ kind: 'house-key-length', length: 0, expected: 28 });
  expect(await refusalOf(key.slice(0, -1))).toEqual({ kind: 'house-key-length', length: 27, expected: 28 });
  expect(await refusalOf(`${key}0`)).toEqual({ kind: 'house-key-length', length: 29, expected: 28 });
  expect(await refusalOf(`U${key.slice(1)}`)).toEqual({ kind: 'house-key-character', character: 'U' });
  expect(await refusalOf(`🔑${key}`)).toEqual({ kind: 'house-key-character', character: '🔑' });
  const changed = `${key.startsWith('7') ? '8' : '7'}${key.slice(1)}`;
  expect(await refusalOf(changed)).toEqual({ kind: 'house-key-check' });
});

test('a blob opens with its own key, whole or not at all', async () => {
  const plain = fixed('a picture', 32);
  const sealed = await sealBlob(plain, deps);
  expect(await openBlob(sealed, deps)).toEqual({ ok: true, value: plain });
  const other = await sealBlob(plain, deps);
  expect(other.blob).not.toBe(sealed.blob);
  const refusalOf = async (change: Partial<typeof sealed>) => {
    const opened = await openBlob({ ...sealed, ...change }, deps);
    return opened.ok ? null : opened.refusal.kind;
  };
  expect(await refusalOf({ key: other.key })).toBe('blob-unreadable');
  expect(await refusalOf({ key: 'short' })).toBe('blob-key-malformed');
  expect(await refusalOf({ bytes: other.bytes })).toBe('blob-altered');
  expect(await refusalOf({ bytes: new Uint8Array(0) })).toBe('blob-altered');
});
