import {
  abilitiesOf,
  applySetting,
  cameraWish,
  toCameraProblem,
  type CameraAbilities,
  type CameraProblem,
  type MediaDevicesPort,
} from './camera.ts';
import type { CodeReader } from './codeReader.ts';
import type { Effort, ReadCode } from './protocol.ts';
import { createSightings } from './sightings.ts';

export type ScannerProblem = CameraProblem | { readonly kind: 'scanner-broken' };

export interface ScannerEvents {
  readonly onCode: (code: ReadCode) => void;
  /** There will be no picture, or no reading, in this visit; the scanner has let the camera go. */
  readonly onProblem: (problem: ScannerProblem) => void;
  /** The picture is there; told again when the lens was changed. */
  readonly onReady?: (abilities: CameraAbilities) => void;
}

/** One visit to the scanner, from the tap to leaving. It asks for the camera exactly once. */
export interface Scanner {
  readonly start: (video: HTMLVideoElement, events: ScannerEvents) => Promise<void>;
  /** A sheet lies over the camera: the picture goes on, nothing is read. Asking for the camera anew would prompt again. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly setTorch: (on: boolean) => Promise<boolean>;
  readonly setZoom: (value: number) => Promise<boolean>;
  /** The only other request to the camera, made by a tap of the person. */
  readonly changeLens: (lens: string) => Promise<void>;
  readonly stop: () => void;
}

export interface ScannerDeps {
  readonly reader: CodeReader;
  /** Absent where the page is not served safely. */
  readonly devices: MediaDevicesPort | undefined;
  readonly document: Document;
  readonly now: () => number;
  /** The lens chosen last time. */
  readonly lens?: string | undefined;
}

/** The whole frame, with all effort, every so many frames; the middle of the picture in between. */
const thoroughEvery = 4;
const cropSide = 640;

export const createScanner = (deps: ScannerDeps): Scanner => {
  const { reader, devices, document, now } = deps;
  const sightings = createSightings(now);
  let video: HTMLVideoElement | undefined;
  let events: ScannerEvents | undefined;
  let stream: MediaStream | undefined;
  let state: 'new' | 'running' | 'hidden' | 'over' = 'new';
  let paused = false;
  let reading = false;
  let attempts = 0;
  let lens = deps.lens;
  let cancelFrame: (() => void) | undefined;

  const track = (): MediaStreamTrack | undefined => stream?.getVideoTracks()[0];

  const release = () => {
    cancelFrame?.();
    cancelFrame = undefined;
    for (const each of stream?.getTracks() ?? []) each.stop();
    stream = undefined;
    if (video) video.srcObject = null;
  };

  const stop = () => {
    state = 'over';
    document.removeEventListener('visibilitychange', onVisibility);
    release();
  };

  const fail = (problem: ScannerProblem) => {
    if (state === 'over') return;
    stop();
    events?.onProblem(problem);
  };

  const open = async (exactly = false): Promise<void> => {
    if (!devices) return fail({ kind: 'camera-insecure' });
    let opened: MediaStream;
    try {
      opened = await devices.getUserMedia(cameraWish(lens, exactly));
    } catch (error) {
      return fail(toCameraProblem(error));
    }
    // While the question was open the person left, or looked at another app.
    if (state !== 'running' || !video) {
      for (const each of opened.getTracks()) each.stop();
      return;
    }
    release();
    stream = opened;
    track()?.addEventListener('ended', () => {
      if (stream === opened) fail({ kind: 'camera-busy' });
    });
    Object.assign(video, { srcObject: opened, muted: true, playsInline: true });
    // Refused when the element leaves the page meanwhile; frames decide, not this promise.
    await video.play().catch(() => undefined);
    const shown = track();
    if (stream !== opened || !shown) return;
    nextFrame();
    const abilities = await abilitiesOf(shown, devices);
    if (stream === opened) events?.onReady?.(abilities);
  };

  const nextFrame = () => {
    if (!video || state !== 'running' || !stream) return;
    cancelFrame?.();
    cancelFrame = onNextFrame(video, () => {
      nextFrame();
      void readFrame();
    });
  };

  const readFrame = async (): Promise<void> => {
    if (!video || paused || reading || video.readyState < 2 || video.videoWidth === 0) return;
    reading = true;
    try {
      const effort: Effort = ++attempts % thoroughEvery === 0 || sightings.isUnsure() ? 'thorough' : 'fast';
      const frame = await frameOf(video, effort).catch(() => undefined);
      if (!frame) return;
      const result = await reader.readFrame(frame, effort);
      if (state !== 'running' || paused) return;
      if (!result.ok) return fail({ kind: 'scanner-broken' });
      const code = sightings.see(result.value);
      if (code) events?.onCode(code);
    } finally {
      reading = false;
    }
  };

  /** Hidden phones must not film. Coming back is a new visit of the same person, who has said yes already. */
  const onVisibility = () => {
    if (document.visibilityState === 'hidden' && state === 'running') {
      state = 'hidden';
      release();
    } else if (document.visibilityState === 'visible' && state === 'hidden') {
      state = 'running';
      void open();
    }
  };

  return {
    start: async (element, wanted) => {
      if (state !== 'new') return;
      state = 'running';
      video = element;
      events = wanted;
      // React's strict mode mounts, leaves and mounts again in one breath: only who is still here may ask.
      await Promise.resolve();
      if (isOver(state)) return;
      document.addEventListener('visibilitychange', onVisibility);
      reader.warmUp();
      await open();
    },
    pause: () => {
      paused = true;
    },
    resume: () => {
      sightings.rest();
      paused = false;
    },
    setTorch: async (on) => {
      const shown = track();
      return shown ? applySetting(shown, { torch: on }) : false;
    },
    setZoom: async (value) => {
      const shown = track();
      return shown ? applySetting(shown, { zoom: value }) : false;
    },
    changeLens: async (chosen) => {
      if (state !== 'running') return;
      // Many phones cannot open one camera while the other runs.
      release();
      lens = chosen;
      await open(true);
    },
    stop,
  };
};

/** Asked in a function, since TypeScript does not see that the state changes while we wait. */
const isOver = (state: string): boolean => state === 'over';

const onNextFrame = (video: HTMLVideoElement, act: () => void): (() => void) => {
  if ('requestVideoFrameCallback' in video) {
    const id = video.requestVideoFrameCallback(act);
    return () => video.cancelVideoFrameCallback(id);
  }
  const id = requestAnimationFrame(act);
  return () => cancelAnimationFrame(id);
};

const frameOf = (video: HTMLVideoElement, effort: Effort): Promise<ImageBitmap> => {
  const { videoWidth: width, videoHeight: height } = video;
  if (effort === 'thorough') return createImageBitmap(video);
  const side = Math.min(cropSide, width, height);
  return createImageBitmap(video, Math.floor((width - side) / 2), Math.floor((height - side) / 2), side, side);
};
