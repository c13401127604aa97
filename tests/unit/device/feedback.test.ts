import { expect, test } from 'vitest';
import { createFeedback } from '#device/feedback.ts';

const node = (tones: number[]) => ({
  frequency: {
    set value(frequency: number) {
      tones.push(frequency);
    },
  },
  gain: { setValueAtTime: () => {}, linearRampToValueAtTime: () => {} },
  connect: (next: unknown) => next,
  start: () => {},
  stop: () => {},
});

const open = (wishes = { sound: true, vibration: true }) => {
  const target = new EventTarget();
  const tones: number[] = [];
  const buzzes: number[][] = [];
  let opened = 0;
  const audio = {
    state: 'running',
    currentTime: 0,
    destination: {},
    resume: async () => {},
    close: async () => {},
    createOscillator: () => node(tones),
    createGain: () => node(tones),
  };
  const feedback = createFeedback({
    target,
    openAudio: () => {
      opened++;
      return audio as unknown as AudioContext;
    },
    vibrate: (pattern) => buzzes.push(pattern) > 0,
    wants: () => wishes,
  });
  return {
    feedback,
    tones,
    buzzes,
    opened: () => opened,
    touch: () => target.dispatchEvent(new Event('pointerdown')),
    type: () => {
      const letter = new Event('keydown');
      Object.defineProperty(letter, 'target', { value: { matches: () => true } });
      target.dispatchEvent(letter);
    },
  };
};

test('sound waits for the first touch; the buzz does not', () => {
  const { feedback, tones, buzzes, opened, touch } = open();
  feedback.read();
  expect([tones.length, buzzes, opened()]).toEqual([0, [[40]], 0]);
  touch();
  touch();
  feedback.read();
  expect([tones.length, opened()]).toEqual([1, 1]);
  feedback.puzzled();
  expect(tones.length).toBe(3);
});

test('typing in a field is not held up by the opening of sound; the next touch opens it', () => {
  const { opened, touch, type } = open();
  type();
  expect(opened()).toBe(0);
  touch();
  expect(opened()).toBe(1);
});

test('who wants neither gets neither', () => {
  const { feedback, tones, buzzes, touch } = open({ sound: false, vibration: false });
  touch();
  feedback.read();
  expect([tones, buzzes]).toEqual([[], []]);
});

test('a phone without sound or vibration is no reason to fail', () => {
  const target = new EventTarget();
  const feedback = createFeedback({
    target,
    openAudio: () => {
      throw new Error('no sound here');
    },
    vibrate: () => {
      throw new Error('nor this');
    },
    wants: () => ({ sound: true, vibration: true }),
  });
  target.dispatchEvent(new Event('keydown'));
  feedback.read();
  feedback.puzzled();
  feedback.stop();
});
