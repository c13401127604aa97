/** What is heard and felt when a code was read. Never alone: the screen always says it too. */
export interface Feedback {
  readonly read: () => void;
  /** Two low tones: the code was read, but it is not news or nobody knows it. */
  readonly puzzled: () => void;
  readonly stop: () => void;
}

export interface FeedbackDeps {
  /** Sounds may only begin after somebody touched the page; usually `document`. */
  readonly target: EventTarget;
  readonly openAudio: () => AudioContext;
  readonly vibrate: ((pattern: number[]) => boolean) | undefined;
  /** What the person wished for; asked at each time. */
  readonly wants: () => { readonly sound: boolean; readonly vibration: boolean };
}

/** Short tones and a small buzz. It never throws: a phone without sound reads labels as well as any other. */
export const createFeedback = ({ target, openAudio, vibrate, wants }: FeedbackDeps): Feedback => {
  let audio: AudioContext | undefined;
  const gestures = ['pointerdown', 'keydown'];

  const unlock = ({ target: touched }: Event) => {
    // Opening takes the browser a twentieth of a second, and the first letter typed should not wait for that.
    if (takesLetters(touched)) return;
    forgetGestures();
    quietly(() => {
      audio ??= openAudio();
      void audio.resume().catch(() => undefined);
    });
  };
  const forgetGestures = () => gestures.forEach((each) => target.removeEventListener(each, unlock, { capture: true }));
  gestures.forEach((each) => target.addEventListener(each, unlock, { capture: true }));

  const tell = (frequencies: readonly number[], pattern: number[]) => {
    const { sound, vibration } = wants();
    if (vibration) quietly(() => vibrate?.(pattern));
    if (!sound || !audio) return;
    const playing = audio;
    quietly(() => {
      // iOS suspends sound whenever the app was away.
      if (playing.state !== 'running') void playing.resume().catch(() => undefined);
      frequencies.forEach((frequency, at) => playTone(playing, frequency, at * 0.11));
    });
  };

  return {
    read: () => tell([1320], [40]),
    puzzled: () => tell([440, 370], [40, 60, 40]),
    stop: () => {
      forgetGestures();
      quietly(() => void audio?.close().catch(() => undefined));
      audio = undefined;
    },
  };
};

/** Structural, as there is no document in tests. Choices and buttons that are inputs too are touched, not typed in. */
const takesLetters = (touched: EventTarget | null): boolean =>
  (touched as Partial<Element> | null)?.matches?.(
    'textarea, input:not([type=checkbox], [type=radio], [type=range], [type=file], [type=button], [type=submit])',
  ) === true;

/** Swelling and fading within a few milliseconds; a tone cut off sharply clicks. */
const playTone = (audio: AudioContext, frequency: number, delay: number): void => {
  const start = audio.currentTime + delay;
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.25, start + 0.008);
  volume.gain.linearRampToValueAtTime(0, start + 0.09);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + 0.1);
};

const quietly = (act: () => void): void => {
  try {
    act();
  } catch {
    // Sound and vibration are extras; the screen has said it already.
  }
};
