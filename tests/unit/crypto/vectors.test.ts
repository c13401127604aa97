import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openBlob } from '#crypto/blob.ts';
import { readBase64url, toBase64url } from '#crypto/bytes.ts';
import { createEpochKeys, isEpochSecret } from '#crypto/epochKeys.ts';
import { readHouseKey } from '#crypto/houseKey.ts';
import { openFact } from '#crypto/openFact.ts';
import { readFact, type SealedFact } from '#crypto/readFact.ts';
import { isRecoveryProof } from '#crypto/recovery.ts';
import { verifyChain } from '#crypto/verifyChain.ts';
import { createFallbackVerify, createNativeVerify, createVerifySignature } from '#crypto/verifySignature.ts';
import { buildFacts1, type Facts1 } from '../../vectors/buildFacts1.ts';
import type { RefusedFact } from '../../vectors/buildRefused.ts';
import { createFixedDeps, hex, unhex } from '../../vectors/fixed.ts';

const text = readFileSync(new URL('../../vectors/facts-1.json', import.meta.url), 'utf8');
const vectors = JSON.parse(text) as Facts1;
const deps = createFixedDeps();
const keys = createEpochKeys(vectors.workshop, deps);
keys.add(vectors.epoch.id, unhex(vectors.epoch.secret));

async function readEntry(entry: string): Promise<SealedFact> {
  const read = await readFact(unhex(entry), deps);
  if (!read.ok) throw new Error(read.refusal.kind);
  return read.value;
}
const readFacts = () => Promise.all(vectors.facts.map(({ entry }) => readEntry(entry)));
const whole = { workshop: vectors.workshop, log: vectors.log, head: null };

test('what is written today is what was written then, byte for byte', async () => {
  expect(`${JSON.stringify(await buildFacts1(), null, 2)}\n`).toBe(text);
});

test.each(vectors.facts)('reads and opens: $name', async ({ entry, personSealed, ...vector }) => {
  const sealed = await readEntry(entry);
  const opened = await openFact(sealed, personSealed === null ? 'to-come' : unhex(personSealed), keys, deps);
  const { id, log, seq, epoch, thing, person } = vector;
  expect(sealed.prev).toBe(vector.prev);
  expect(opened).toEqual({ ok: true, value: { id, log, seq, epoch, ...thing, person } });
});

test.each([
  ['WebCrypto', createNativeVerify(deps)],
  ['the fallback', createFallbackVerify(deps)],
])('the chain is authentic, every signature too: %s', async (_, verify) => {
  const facts = await readFacts();
  expect(await verifyChain({ ...whole, facts }, verify)).toEqual({ accepted: facts, refusal: null });
  for (const [at, { signedMessage, signature }] of vectors.facts.entries()) {
    expect([at, await verify(vectors.log, unhex(signature), unhex(signedMessage))]).toEqual([at, true]);
  }
});

/** The first thing that stands in the way of a fact, as the door finds it. */
async function refusalOf({ entry, person }: RefusedFact): Promise<string> {
  const read = await readFact(unhex(entry), deps);
  if (!read.ok) return `read: ${read.refusal.kind}`;
  const head = (await readFacts()).at(-1) ?? null;
  for (const verify of [createNativeVerify(deps), createFallbackVerify(deps)]) {
    const chain = await verifyChain({ ...whole, head, facts: [read.value] }, verify);
    if (chain.refusal !== null) return `chain: ${chain.refusal.kind}`;
  }
  const opened = await openFact(read.value, person === null ? 'to-come' : unhex(person), keys, deps);
  if (!opened.ok) return `open: ${opened.refusal.kind}`;
  return `person: ${JSON.stringify(opened.value.person)}`;
}

test.each(vectors.refused)('refuses: $name', async (vector) => {
  expect(await refusalOf(vector)).toBe(
    `${vector.stage}: ${vector.stage === 'person' ? `"${vector.refusal}"` : vector.refusal}`,
  );
});

test('both implementations refuse what is refused for its signature', async () => {
  const bad = vectors.refused.filter(({ refusal }) => refusal === 'signature-invalid');
  const head = (await readFacts()).at(-1) ?? null;
  expect(bad.length).toBeGreaterThan(3);
  for (const { name, entry } of bad) {
    const run = { ...whole, head, facts: [await readEntry(entry)] };
    for (const verify of [createNativeVerify(deps), createFallbackVerify(deps)]) {
      expect([name, (await verifyChain(run, verify)).refusal?.kind]).toEqual([name, 'signature-invalid']);
    }
  }
});

test('the parts of the key of the house', async () => {
  const { recovery, workshop } = vectors;
  expect(await readHouseKey(recovery.houseKey, deps)).toEqual({ ok: true, value: unhex(recovery.secret) });
  const claim = { recovery: recovery.publicKey, proof: recovery.proof, workshop, log: recovery.provenLog };
  expect(await isRecoveryProof(claim, await createVerifySignature(deps))).toBe(true);
});

test('epoch check, blob and base64url', async () => {
  const { epoch, blob, base64url } = vectors;
  expect(await isEpochSecret(unhex(epoch.secret), epoch.check, deps)).toBe(true);
  const opened = await openBlob({ blob: blob.blob as never, key: blob.key, bytes: unhex(blob.sealed) }, deps);
  expect(opened).toEqual({ ok: true, value: unhex(blob.plain) });
  for (const good of base64url.good) {
    expect(toBase64url(unhex(good.hex))).toBe(good.text);
    const read = readBase64url(good.text);
    expect(read.ok && hex(read.value)).toBe(good.hex);
  }
  for (const bad of base64url.bad) expect([bad, readBase64url(bad).ok]).toEqual([bad, false]);
});

test('the worked example of docs/protocol.md is the one of the vectors', () => {
  const document = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8').replaceAll(/\s/g, '');
  const example = vectors.facts.find(({ name }) => name === 'taken, typical');
  const { thingPlain, thingContext, thingSealed, personPlain, personSealed, header, signature, id } = example ?? {};
  const { thingKey, personKey, secret } = vectors.epoch;
  const shown = [thingPlain, thingContext, thingSealed, personPlain, personSealed, header, signature, id];
  for (const value of [...shown, thingKey, personKey, secret, vectors.signingSeed, vectors.workshop]) {
    expect(document).toContain(value);
  }
});
