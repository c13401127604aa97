import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, toBase64url, type Bytes } from '#crypto/bytes.ts';
import { encodeCanonical, type CborValue } from '#crypto/canonicalCbor.ts';
import type { EpochId, FactId, LogId } from '#domain/ids.ts';
import { createFrameJoiner, maxMessageBytes, toFrames } from '#session/frames.ts';
import { maxFrameBytes } from '#session/link.ts';
import { bounds, encodeMessage, readMessage, type Message } from '#session/messages.ts';

const fill = (length: number, value = 1): Bytes => new Uint8Array(length).fill(value);
const log = toBase64url(fill(32, 2)) as LogId;
const other = toBase64url(fill(32, 5)) as LogId;
const id = toBase64url(fill(32, 3)) as FactId;
const epoch = toBase64url(fill(16, 4)) as EpochId;

const samples: readonly Message[] = [
  { kind: 'hello', lowest: 1, highest: 3, nonce: fill(32) },
  { kind: 'auth', log, signature: fill(64) },
  { kind: 'intro', entries: [fill(300), fill(1)] },
  { kind: 'bye', reason: 'removed' },
  { kind: 'digest', digest: fill(32), wantsParts: true, wantedKeys: [epoch] },
  {
    kind: 'heights',
    heights: [
      { log, height: 12, head: id, branch: null },
      { log, height: 4, head: id, branch: id },
    ],
    buckets: null,
  },
  { kind: 'heights', heights: [{ log, height: 12, head: id, branch: null }], buckets: [0, 17, 255] },
  { kind: 'buckets', salt: fill(16), digests: fill(768) },
  { kind: 'slice', number: 5, update: fill(20), parts: [{ log, seq: 3, bytes: fill(60) }], branch: id },
  { kind: 'stored', number: 5, refused: null },
  { kind: 'stored', number: 6, refused: 'forged' },
  { kind: 'want', wanted: [{ log, seqs: [1, 2, 9] }] },
  { kind: 'parts', parts: [] },
  {
    kind: 'parts',
    parts: [
      { log, seq: 3, bytes: fill(60) },
      { log, seq: 7, bytes: fill(61) },
      { log: other, seq: 3, bytes: fill(62) },
      { log, seq: 4, bytes: fill(63) },
    ],
  },
  { kind: 'keys', keys: [{ epoch, sealed: fill(80) }] },
  { kind: 'join', invitation: fill(300), log, agreement: fill(32), proof: fill(64) },
  { kind: 'welcome', admitted: fill(900), keys: [{ epoch, sealed: fill(80) }] },
  { kind: 'sorry', reason: 'expired' },
  { kind: 'present', version: '1.2.3' },
  { kind: 'board', generation: 2, bytes: fill(40), which: 'ask' },
  { kind: 'board', generation: 0, bytes: fill(32), which: 'digest' },
];

test('every message is read as it was written', () => {
  for (const message of samples) expect(readMessage(encodeMessage(message))).toEqual({ ok: true, value: message });
});

test('what is out of bounds is refused', () => {
  const many = (count: number, item: CborValue) => Array.from({ length: count }, () => item);
  const height = [fill(32), 1, fill(32), null];
  const wrong: readonly CborValue[] = [
    [],
    0,
    { a: 1 },
    ['0'],
    [-1],
    [0, 2, 1, fill(32)],
    [0, 1, 1, fill(31)],
    [0, 1, 1, fill(32), 1],
    [1, fill(33), fill(64)],
    [1, fill(32), fill(63)],
    [2, many(bounds.intro + 1, fill(1))],
    [2, [fill(bounds.entryBytes + 1)]],
    [2, [fill(0)]],
    [12, 0, fill(bounds.boardBytes + 1), 2],
    [12, 0, fill(0), 2],
    [12, 0, fill(3), 4],
    [12, -1, fill(3), 2],
    [3, 'because'],
    [4, fill(32), 1, []],
    [4, fill(32), true, many(bounds.epochs + 1, fill(16))],
    [5, many(bounds.logs + 1, height)],
    [5, [[fill(32), 0, fill(32), null]]],
    [5, [[fill(32), 1, fill(32)]]],
    [5, [[fill(32), 1, fill(32), fill(16)]]],
    [6, 0, fill(64 * 1024 + 65), [], null],
    [6, 0, fill(1), [[fill(32), 0, fill(40_961)]], null],
    [7, 0, 'x'.repeat(41)],
    [7, -1, null],
    [8, [[fill(32), many(bounds.parts + 1, 1)]]],
    [
      8,
      [
        [fill(32), many(3000, 1)],
        [fill(32), many(3000, 1)],
      ],
    ],
    [8, many(bounds.logs + 1, [fill(32), []])],
    [9, many(bounds.parts + 1, [fill(32), 0, fill(1)])],
    [10, many(bounds.epochs + 1, [fill(16), fill(80)])],
    [10, [[fill(16), fill(81)]]],
    [13, fill(1), fill(32), fill(31), fill(64)],
    [14, fill(0), []],
    [15, 'x'.repeat(65)],
    [15],
    [16, 5],
  ];
  for (const value of wrong)
    expect(readMessage(encodeCanonical(value)).ok, JSON.stringify(value)?.slice(0, 60)).toBe(false);
  expect(readMessage(fill(maxMessageBytes + 1)).ok).toBe(false);
});

test('a message of a later version is passed over', () => {
  expect(readMessage(encodeCanonical([11, 1, fill(3), 0]))).toEqual({ ok: true, value: null });
  expect(readMessage(encodeCanonical([99]))).toEqual({ ok: true, value: null });
});

test('no bytes make it throw', () => {
  const originals = samples.map(encodeMessage);
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc
          .tuple(
            fc.constantFrom(...originals),
            fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 }),
          )
          .map(([bytes, changes]) => {
            const copy = bytes.slice();
            for (const [at, value] of changes) copy[at % copy.length] = value;
            return copy;
          }),
      ),
      (bytes) => {
        const read = readMessage(new Uint8Array(bytes));
        if (read.ok && read.value !== null) expect(encodeMessage(read.value).length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 5000 },
  );
});

test('frames joined are the message', () => {
  const joiner = createFrameJoiner();
  for (const length of [
    0,
    1,
    maxFrameBytes - 2,
    maxFrameBytes - 1,
    maxFrameBytes,
    3 * maxFrameBytes,
    maxMessageBytes,
  ]) {
    const message = fill(length, length % 251);
    const frames = toFrames(message);
    expect(frames.every((frame) => frame.length <= maxFrameBytes)).toBe(true);
    expect(frames.length).toBe(Math.max(1, Math.ceil(length / (maxFrameBytes - 1))));
    const joined = frames.map((frame) => joiner.push(frame)).at(-1);
    expect(joined?.ok === true && joined.value !== null && Buffer.compare(joined.value, message) === 0).toBe(true);
  }
});

test('a message that grows without end is refused, and so are odd frames', () => {
  const joiner = createFrameJoiner();
  const endless = concat(Uint8Array.of(1), fill(maxFrameBytes - 1));
  let refusedAt = 0;
  for (let count = 1; refusedAt === 0; count += 1) if (!joiner.push(endless).ok) refusedAt = count;
  expect((refusedAt - 1) * (maxFrameBytes - 1)).toBeLessThanOrEqual(maxMessageBytes);
  for (const odd of [fill(0), Uint8Array.of(2, 1), Uint8Array.of(1, 1), fill(maxFrameBytes + 1, 0), Uint8Array.of(1)]) {
    expect(createFrameJoiner().push(odd).ok).toBe(false);
  }
});
