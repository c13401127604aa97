import { expect, test, vi } from 'vitest';
import type { WorkshopId } from '#domain/ids.ts';
import { toBase64url, type Bytes } from '#crypto/bytes.ts';
import { openPerson } from '#crypto/openFact.ts';
import { readFact, type SealedFact } from '#crypto/readFact.ts';
import { verifyChain, type ChainReading } from '#crypto/verifyChain.ts';
import { createVerifySignature, type VerifySignature } from '#crypto/verifySignature.ts';
import { buildBench } from '../../vectors/buildFacts1.ts';
import { fixed } from '../../vectors/fixed.ts';

// Thousands of cases on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const { deps, signer, workshop, keys, written } = await buildBench();
const facts = written.map(({ fact }) => fact);
const verify = await createVerifySignature(deps);
const run = { workshop, log: signer.log, head: null };

async function readAll(entries: readonly Bytes[]): Promise<readonly SealedFact[] | null> {
  const read = await Promise.all(entries.map((entry) => readFact(entry, deps)));
  const good = read.flatMap((each) => (each.ok ? [each.value] : []));
  return good.length === read.length ? good : null;
}

/** How many facts are accepted when `entries` arrive; the bad ones are dropped before. */
async function accepted(entries: readonly Bytes[]): Promise<ChainReading | null> {
  const read = await readAll(entries);
  return read && verifyChain({ ...run, facts: read }, verify);
}

const seqs = (reading: ChainReading) => reading.accepted.map(({ seq }) => seq);

function flipped(bytes: Bytes, at: number, bit: number): Bytes {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ (1 << bit);
  return copy;
}

test('each flipped byte of a chain is caught: header, signature and thing', async () => {
  const chain = facts.slice(0, 4).map(({ bytes }) => bytes);
  for (const [seq, entry] of chain.entries()) {
    for (let at = 0; at < entry.length; at += 1) {
      const reading = await accepted(chain.with(seq, flipped(entry, at, at % 8)));
      // Refused outright, or its id is another and the chain ends before what follows it.
      if (reading !== null) expect([seq, at, seqs(reading).includes(seq)]).toEqual([seq, at, false]);
    }
  }
});

test('each flipped byte of a person part is caught: it is still to come', async () => {
  const [index, sealed] = [4, written[4]];
  if (!sealed?.person) throw new Error(`no person part at ${index}`);
  expect(await openPerson(sealed.fact, sealed.person, keys, deps)).toMatchObject({ body: {} });
  for (let at = 0; at < sealed.person.length; at += 1) {
    expect(await openPerson(sealed.fact, flipped(sealed.person, at, at % 8), keys, deps)).toBe('to-come');
  }
});

test('replayed into another workshop, nothing is authentic, the founding fact included', async () => {
  const elsewhere = toBase64url(fixed('another workshop', 32)) as WorkshopId;
  const reading = await verifyChain({ ...run, workshop: elsewhere, facts }, verify);
  expect(reading).toEqual({ accepted: [], refusal: { kind: 'signature-invalid', seq: 0 } });
  const founding = await verifyChain({ ...run, workshop: elsewhere, facts: facts.slice(0, 1) }, verify);
  expect(founding.accepted).toEqual([]);
});

test('one signature is verified for a whole run', async () => {
  let verified = 0;
  const counting: VerifySignature = (...args) => {
    verified += 1;
    return verify(...args);
  };
  const reading = await verifyChain({ ...run, facts }, counting);
  expect([reading.accepted.length, verified]).toEqual([facts.length, 1]);
});

test('a run goes on from a known head, and from nowhere else', async () => {
  const head = { seq: 3, id: facts[3]?.id ?? ('' as never) };
  const rest = facts.slice(4);
  expect(await verifyChain({ ...run, head, facts: rest }, verify)).toEqual({ accepted: rest, refusal: null });
  expect(await verifyChain({ ...run, facts: rest }, verify)).toEqual({
    accepted: [],
    refusal: { kind: 'not-next', seq: 4, expected: 0 },
  });
  expect((await verifyChain({ ...run, head, facts }, verify)).refusal).toMatchObject({ kind: 'not-next', seq: 0 });
  expect(await verifyChain({ ...run, head, facts: [] }, verify)).toEqual({ accepted: [], refusal: null });
});

test('what comes before a gap, a branch or a stranger is accepted', async () => {
  const without = (seq: number) => facts.filter((fact) => fact.seq !== seq);
  const gap = await verifyChain({ ...run, facts: without(5) }, verify);
  expect([seqs(gap), gap.refusal]).toEqual([[0, 1, 2, 3, 4], { kind: 'not-next', seq: 6, expected: 5 }]);
  const [first, second, third] = facts;
  if (!first || !second || !third) throw new Error('no facts');
  const branch = { ...third, prev: first.id };
  const branched = await verifyChain({ ...run, facts: [first, second, branch] }, verify);
  expect([seqs(branched), branched.refusal]).toEqual([[0, 1], { kind: 'other-branch', seq: 2 }]);
});

test('a bad signature is vouched for by a later good one, and a badly signed tail by nothing', async () => {
  const badAt = (...bad: readonly number[]): VerifySignature => {
    const signatures = bad.map((seq) => written[seq]?.fact.bytes.subarray(facts[seq]?.headerLength).slice(0, 64));
    return (log, signature, message) =>
      signatures.some((other) => other?.every((byte, at) => byte === signature[at]))
        ? Promise.resolve(false)
        : verify(log, signature, message);
  };
  const middle = await verifyChain({ ...run, facts }, badAt(2, 3));
  expect([middle.accepted.length, middle.refusal]).toEqual([facts.length, null]);
  const tail = await verifyChain({ ...run, facts }, badAt(2, 6, 7));
  expect([seqs(tail), tail.refusal]).toEqual([[0, 1, 2, 3, 4, 5], { kind: 'signature-invalid', seq: 6 }]);
});
