import { expect, test } from 'vitest';
import { createWedge, type Keystrokes } from '#device/scanner/wedge.ts';

interface Press {
  readonly key: string;
  readonly code?: string;
  readonly shiftKey?: boolean;
  readonly repeat?: boolean;
  readonly ctrlKey?: boolean;
}

/** A page, or the field in it that has the focus, with a clock of its own. */
const page = (focus: object = {}) => {
  let time = 1000;
  let timers: { at: number; act: () => void }[] = [];
  const target: EventTarget & { value?: string } = Object.assign(new EventTarget(), focus);
  const heard: Keystrokes[] = [];
  const stop = createWedge(
    {
      target,
      now: () => time,
      after: (milliseconds, act) => {
        const timer = { at: time + milliseconds, act };
        timers.push(timer);
        return () => (timers = timers.filter((each) => each !== timer));
      },
    },
    (keys) => heard.push(keys),
  );
  const pass = (milliseconds: number) => {
    time += milliseconds;
    const due = timers.filter(({ at }) => at <= time);
    timers = timers.filter(({ at }) => at > time);
    for (const { act } of due) act();
  };
  /** False when the key was swallowed. */
  const press = (pressed: Press) => {
    const event = Object.assign(new Event('keydown', { cancelable: true }), { code: '', shiftKey: false }, pressed);
    const untouched = target.dispatchEvent(event);
    if (untouched && pressed.key.length === 1 && target.value !== undefined) target.value += pressed.key;
    return untouched;
  };
  const type = (text: string, gap: number, more: Partial<Press> = {}) => {
    for (const key of text) {
      press({ key, ...more });
      pass(gap);
    }
  };
  return { target, heard, stop, pass, press, type };
};

test('a fast burst ended by Enter is a scan, and its Enter presses nothing', () => {
  const { heard, type, press } = page();
  type('7K3QX9D2', 8);
  expect(press({ key: 'Enter' })).toBe(false);
  expect(heard.map(({ text }) => text)).toEqual(['7K3QX9D2']);
});

test('Tab ends a scan too, and silence does for scanners that send neither', () => {
  const { heard, type, press, pass } = page();
  type('PERC-07', 30);
  press({ key: 'Tab' });
  type('PERC-08', 30);
  pass(200);
  expect(heard.map(({ text }) => text)).toEqual(['PERC-07', 'PERC-08']);
});

test('a person typing is never taken for a scanner', () => {
  const { heard, type, press, pass } = page();
  type('perceuse', 110);
  expect(press({ key: 'Enter' })).toBe(true);
  pass(500);
  type('abc', 10);
  expect(press({ key: 'Enter' })).toBe(true);
  type('aaaaaaaa', 30, { repeat: true });
  pass(500);
  type('aaaaaaaa', 10, { ctrlKey: true });
  pass(500);
  // Thumbs on glass: the keys have no names.
  for (let key = 0; key < 9; key++) press({ key: 'Unidentified' });
  press({ key: 'Enter' });
  expect(heard).toEqual([]);
});

test('fast fingers just under the longest gap are not fast enough on average', () => {
  const { heard, type, press } = page();
  type('perceuse', 45);
  press({ key: 'Enter' });
  expect(heard).toEqual([]);
});

test('what a person typed before the scan is not part of it', () => {
  const { heard, type, press } = page();
  type('scie', 120);
  type('7K3QX9D2', 8);
  press({ key: 'Enter' });
  expect(heard.map(({ text }) => text)).toEqual(['7K3QX9D2']);
});

test('a field gets its text back when a scanner fired into it', () => {
  const { heard, type, press, target } = page({ tagName: 'INPUT', type: 'search', value: 'sci' });
  let changes = 0;
  target.addEventListener('input', () => changes++);
  type('7K3QX9D2', 8);
  expect(target.value).toBe('sci7K3QX9D2');
  expect(press({ key: 'Enter' })).toBe(false);
  expect(target.value).toBe('sci');
  expect(changes).toBe(1);
  expect(heard.length).toBe(1);
});

test('in a field, silence ends nothing and five keys are a word', () => {
  const { heard, type, press, pass, target } = page({ tagName: 'TEXTAREA', value: '' });
  type('percer', 8);
  pass(1000);
  type('scier', 8);
  expect(press({ key: 'Enter' })).toBe(true);
  expect(target.value).toBe('percerscier');
  expect(heard).toEqual([]);
});

test('a field that wants the code itself keeps it', () => {
  for (const focus of [{ dataset: { wedge: 'off' } }, { type: 'password' }]) {
    const { heard, type, press, target } = page({ tagName: 'INPUT', value: '', ...focus });
    type('7K3QX9D2', 8);
    expect(press({ key: 'Enter' })).toBe(true);
    expect(target.value).toBe('7K3QX9D2');
    expect(heard).toEqual([]);
  }
});

test('keys are also read by their place on an American keyboard', () => {
  const { heard, press, pass } = page();
  const azerty: readonly Press[] = [
    { key: '&', code: 'Digit1' },
    { key: 'é', code: 'Digit2' },
    { key: 'Q', code: 'KeyA', shiftKey: true },
    { key: 'Shift', code: 'ShiftLeft' },
    { key: 'M', code: 'Semicolon', shiftKey: true },
    { key: '!', code: 'Slash' },
    { key: '3', code: 'Digit3', shiftKey: true },
    { key: '7', code: 'Numpad7' },
    { key: 'ù', code: 'Quote' },
    { key: 'Dead', code: 'BracketLeft' },
  ];
  for (const key of azerty) {
    press(key);
    pass(5);
  }
  press({ key: 'Enter' });
  expect(heard).toEqual([{ text: '&éQM!37ù', byPosition: "12A:/#7'[" }]);
});

test('a space in a code does not press the button that has the focus', () => {
  const { press, type, heard } = page({ tagName: 'BUTTON' });
  expect(press({ key: ' ' })).toBe(true);
  type('SN 00', 5);
  expect(press({ key: ' ' })).toBe(false);
  type('1187', 5);
  press({ key: 'Enter' });
  expect(heard.map(({ text }) => text.trim())).toEqual(['SN 00 1187']);
});

test('after stop nothing is heard, not even a burst begun before', () => {
  const { heard, type, pass, stop } = page();
  type('7K3QX9D2', 8);
  stop();
  pass(500);
  type('7K3QX9D2', 8);
  pass(500);
  expect(heard).toEqual([]);
});
