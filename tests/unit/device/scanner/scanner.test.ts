import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ok, refused } from '#domain/result.ts';
import type { CameraAbilities } from '#device/scanner/camera.ts';
import type { CodeReader } from '#device/scanner/codeReader.ts';
import type { Effort, ReadCode } from '#device/scanner/protocol.ts';
import { createScanner, type ScannerProblem } from '#device/scanner/scanner.ts';

const qr = (text: string): ReadCode => ({ format: 'QRCode', text, at: { x: 0.5, y: 0.5 } });

class FakeTrack extends EventTarget {
  readyState = 'live';
  readonly applied: unknown[] = [];
  readonly can: object;
  constructor(can: object) {
    super();
    this.can = can;
  }
  readonly stop = () => {
    this.readyState = 'ended';
  };
  readonly getCapabilities = () => this.can;
  readonly getSettings = () => ({ deviceId: 'back' });
  readonly applyConstraints = async (constraints: MediaTrackConstraints) => {
    const [setting] = constraints.advanced ?? [];
    if (!Object.keys(setting ?? {}).every((name) => name in this.can)) throw new Error('no such thing');
    this.applied.push(setting);
  };
}

/** A phone with a camera: what it is asked, what stands before it, and its screen. */
const phone = (can: object = {}) => {
  const tracks: FakeTrack[] = [];
  const asked: MediaStreamConstraints[] = [];
  const efforts: Effort[] = [];
  let refusal: string | undefined;
  let inView: readonly ReadCode[] = [];
  let broken = false;
  let time = 0;
  let onFrame: (() => void) | undefined;
  const codes: string[] = [];
  const problems: ScannerProblem[] = [];
  const ready: CameraAbilities[] = [];

  const video = {
    readyState: 4,
    videoWidth: 1280,
    videoHeight: 720,
    srcObject: null as unknown,
    play: async () => {},
    requestVideoFrameCallback: (act: () => void) => {
      onFrame = act;
      return 1;
    },
    cancelVideoFrameCallback: () => {
      onFrame = undefined;
    },
  };
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const reader: CodeReader = {
    warmUp: () => {},
    readFrame: async (_, effort) => {
      efforts.push(effort);
      return broken ? refused({ kind: 'scanner-broken' }) : ok(inView);
    },
    readPicture: async () => ok([]),
    stop: () => {},
  };
  const devices = {
    getUserMedia: async (constraints: MediaStreamConstraints) => {
      asked.push(constraints);
      if (refusal !== undefined) throw new DOMException('no', refusal);
      const track = new FakeTrack(can);
      tracks.push(track);
      return { getTracks: () => [track], getVideoTracks: () => [track] } as unknown as MediaStream;
    },
    enumerateDevices: async () =>
      ['Front', 'Back Ultra Wide', 'Back', 'Back Dual Wide'].map((label) => ({
        kind: 'videoinput' as const,
        deviceId: label,
        groupId: '',
        label,
        toJSON: () => '',
      })),
  };
  const deps = { reader, devices, document: document as unknown as Document, now: () => time };
  const open = (more: object = {}) => createScanner({ ...deps, ...more });
  const events = {
    onCode: (code: ReadCode) => codes.push(code.text),
    onProblem: (problem: ScannerProblem) => problems.push(problem),
    onReady: (abilities: CameraAbilities) => ready.push(abilities),
  };
  const frame = async (...view: readonly ReadCode[]) => {
    inView = view;
    time += 100;
    onFrame?.();
    await vi.waitFor(() => undefined);
    await new Promise((resolve) => setTimeout(resolve));
  };
  const look = (state: 'hidden' | 'visible') => {
    document.visibilityState = state;
    document.dispatchEvent(new Event('visibilitychange'));
    return new Promise((resolve) => setTimeout(resolve));
  };
  return {
    video: video as unknown as HTMLVideoElement,
    open,
    events,
    frame,
    look,
    refuse: (name: string) => (refusal = name),
    breakReader: () => (broken = true),
    isFilming: () => tracks.some(({ readyState }) => readyState === 'live'),
    asked,
    tracks,
    efforts,
    codes,
    problems,
    ready,
  };
};

beforeEach(() => {
  vi.stubGlobal('createImageBitmap', async () => ({ close: () => {} }));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('the camera is asked once, and every fourth frame is looked at as a whole', async () => {
  const { open, video, events, frame, asked, codes, efforts } = phone();
  await open().start(video, events);
  for (let at = 0; at < 8; at++) await frame(qr('a'));
  expect(codes).toEqual(['a']);
  expect(efforts).toEqual(['fast', 'fast', 'fast', 'thorough', 'fast', 'fast', 'fast', 'thorough']);
  expect(asked).toEqual([
    { audio: false, video: expect.objectContaining({ facingMode: { ideal: 'environment' }, width: { ideal: 1280 } }) },
  ]);
});

test('mounting twice in one breath, as React does, asks once', async () => {
  const { open, video, events, asked, isFilming } = phone();
  const first = open();
  const started = first.start(video, events);
  first.stop();
  await Promise.all([started, open().start(video, events)]);
  expect(asked.length).toBe(1);
  expect(isFilming()).toBe(true);
});

test('leaving while the question is open lets the camera go', async () => {
  const { open, video, events, isFilming, problems } = phone();
  const scanner = open();
  const started = scanner.start(video, events);
  await Promise.resolve();
  scanner.stop();
  await started;
  expect(isFilming()).toBe(false);
  expect(problems).toEqual([]);
});

test.each([
  ['NotAllowedError', 'camera-denied'],
  ['NotFoundError', 'camera-missing'],
  ['OverconstrainedError', 'camera-missing'],
  ['NotReadableError', 'camera-busy'],
  ['AbortError', 'camera-busy'],
  ['SecurityError', 'camera-insecure'],
])('%s is told as %s, and nobody asks again', async (name, kind) => {
  const { open, video, events, refuse, look, asked, problems } = phone();
  refuse(name);
  await open().start(video, events);
  await look('hidden');
  await look('visible');
  expect(problems).toEqual([{ kind }]);
  expect(asked.length).toBe(1);
});

test('a page that is not served safely has no camera to ask', async () => {
  const { open, video, events, problems } = phone();
  await open({ devices: undefined }).start(video, events);
  expect(problems).toEqual([{ kind: 'camera-insecure' }]);
});

test('under a sheet the picture goes on and nothing is read', async () => {
  const { open, video, events, frame, asked, codes, isFilming } = phone();
  const scanner = open();
  await scanner.start(video, events);
  await frame(qr('a'));
  scanner.pause();
  await frame(qr('b'));
  expect(isFilming()).toBe(true);
  scanner.resume();
  await frame(qr('a'));
  await frame(qr('b'));
  expect(codes).toEqual(['a', 'b']);
  expect(asked.length).toBe(1);
});

test('a hidden page does not film; coming back goes on', async () => {
  const { open, video, events, frame, look, codes, isFilming, asked } = phone();
  await open().start(video, events);
  await look('hidden');
  expect(isFilming()).toBe(false);
  expect(video.srcObject).toBeNull();
  await look('visible');
  await frame(qr('a'));
  expect(isFilming()).toBe(true);
  expect(codes).toEqual(['a']);
  expect(asked.length).toBe(2);
});

test('another app taking the camera, or a reader that does not work, ends the visit with a reason', async () => {
  const taken = phone();
  await taken.open().start(taken.video, taken.events);
  taken.tracks[0]?.dispatchEvent(new Event('ended'));
  expect(taken.problems).toEqual([{ kind: 'camera-busy' }]);

  const broken = phone();
  await broken.open().start(broken.video, broken.events);
  broken.breakReader();
  await broken.frame();
  await broken.frame();
  expect(broken.problems).toEqual([{ kind: 'scanner-broken' }]);
  expect(broken.isFilming()).toBe(false);
});

test('torch, zoom and lenses are what this camera has', async () => {
  const { open, video, events, ready, tracks, asked } = phone({ torch: true, zoom: { min: 1, max: 4, step: 0.1 } });
  const scanner = open({ lens: 'Back' });
  await scanner.start(video, events);
  expect(ready).toEqual([
    {
      torch: true,
      zoom: { min: 1, max: 4, step: 0.1, value: 1 },
      lenses: ['Back Dual Wide', 'Back', 'Back Ultra Wide', 'Front'].map((id) => ({ id, label: id })),
      lens: 'back',
    },
  ]);
  expect(await scanner.setTorch(true)).toBe(true);
  expect(await scanner.setZoom(2)).toBe(true);
  expect(tracks[0]?.applied).toEqual([{ torch: true }, { zoom: 2 }]);
  await scanner.changeLens('Front');
  expect(asked.map(({ video: wish }) => (wish as MediaTrackConstraints).deviceId)).toEqual([
    { ideal: 'Back' },
    { exact: 'Front' },
  ]);
  expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'live']);
  expect(ready.length).toBe(2);

  const plain = phone();
  const scannerOfPlain = plain.open();
  await scannerOfPlain.start(plain.video, plain.events);
  expect(plain.ready[0]).toMatchObject({ torch: false });
  expect(plain.ready[0]).not.toHaveProperty('zoom');
  expect(await scannerOfPlain.setTorch(true)).toBe(false);
});
