import { webcrypto } from 'node:crypto';
import { expect, test } from 'vitest';
import { createDoorLock } from '#device/doorLock.ts';

const door = (written: { value: string | null; full?: boolean } = { value: null }) => {
  const time = { now: 1_000_000 };
  const lock = createDoorLock({
    note: {
      get: () => written.value,
      set: (value) => {
        if (written.full !== true) written.value = value;
      },
    },
    crypto: webcrypto as Crypto,
    now: () => time.now,
  });
  return { lock, time, written };
};

test.each([
  ['1234', true],
  ['123456', true],
  ['123', false],
  ['1234567', false],
  ['12a4', false],
  [' 1234', false],
  ['', false],
])('is "%s" a code of the door', (text, expected) => expect(door().lock.isCode(text)).toBe(expected));

test('only the code chosen opens, and it is kept nowhere in clear', async () => {
  const { lock, written } = door();
  expect(await lock.choose('4711')).toBe(true);
  expect(written.value).not.toContain('4711');
  expect(await lock.open('4712')).toEqual({ kind: 'wrong', triesLeft: 4 });
  expect(await lock.open('4711')).toEqual({ kind: 'open' });
});

test('the same code is kept differently each time', async () => {
  const [one, two] = [door(), door()];
  await one.lock.choose('4711');
  await two.lock.choose('4711');
  expect(one.written.value).not.toBe(two.written.value);
});

test('after five wrong codes none is taken for a minute, a reload does not help, and then five more', async () => {
  const { lock, time, written } = door();
  await lock.choose('4711');
  for (const triesLeft of [4, 3, 2, 1]) expect(await lock.open('0000')).toEqual({ kind: 'wrong', triesLeft });
  expect(await lock.open('0000')).toEqual({ kind: 'wait', seconds: 60 });
  const reloaded = door(written);
  reloaded.time.now = time.now + 20_000;
  expect(await reloaded.lock.open('4711')).toEqual({ kind: 'wait', seconds: 40 });
  time.now += 60_000;
  expect(await lock.open('0000')).toEqual({ kind: 'wrong', triesLeft: 4 });
  expect(await lock.open('4711')).toEqual({ kind: 'open' });
});

test('a clock set back locks nobody in', async () => {
  const { lock, time } = door();
  await lock.choose('4711');
  for (let i = 0; i < 5; i += 1) await lock.open('0000');
  time.now = 0;
  expect(await lock.open('4711')).toEqual({ kind: 'open' });
});

test('a code the browser does not keep is not chosen; a lost or damaged note locks nothing', async () => {
  expect(await door({ value: null, full: true }).lock.choose('4711')).toBe(false);
  for (const value of [null, '', '{', '[]', '{"salt":1}']) {
    expect(await door({ value }).lock.open('0000')).toEqual({ kind: 'open' });
  }
});
