import { open } from 'node:fs/promises';
import type { Raster } from './raster.ts';

/** A flat picture (a label, a bar code) held before a camera. */
export interface Scene {
  readonly picture: Raster;
  /** How wide the picture would stand in the frame if held level, in camera pixels. */
  readonly widthInFrame: number;
  /** Degrees: `x` tips the top away, `y` turns the right side away, `roll` turns it like a steering wheel. */
  readonly tilt?: { readonly x?: number; readonly y?: number; readonly roll?: number };
  /** 1 = a bright room, 0.3 = a cellar. */
  readonly light?: number;
  /** Standard deviation of the grain, in levels of 255. */
  readonly noise?: number;
  readonly seed?: number;
  /** What lies behind: red, green, blue. */
  readonly background?: readonly [number, number, number];
  /** Where the middle of the picture stands, in pixels from the middle of the frame. */
  readonly at?: { readonly x: number; readonly y: number };
}

export const frameSize = { width: 1280, height: 720 } as const;
const framesPerSecond = 10;
/** Drawing the grain is what takes long; a scene that stays for seconds may show the same again. */
const differentGrains = 3;

/**
 * Writes a film for Chromium's `--use-file-for-fake-video-capture`: each scene for so many frames, over and over.
 * The file is read anew at every `getUserMedia`, so it may be replaced while the browser runs.
 */
export const writeCameraFile = async (
  path: string,
  scenes: Scene | readonly Scene[],
  framesEach = 3,
): Promise<void> => {
  const { width, height } = frameSize;
  const file = await open(path, 'w');
  try {
    await file.write(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`);
    for (const scene of [scenes].flat()) {
      const still = projected(scene);
      const frames = Array.from({ length: Math.min(framesEach, differentGrains) }, (_, frame) =>
        toYuv(lit(still, scene, (scene.seed ?? 1) * 7919 + frame)),
      );
      for (let frame = 0; frame < framesEach; frame++) {
        await file.write('FRAME\n');
        await file.write(frames[frame % frames.length] ?? new Uint8Array());
      }
    }
  } finally {
    await file.close();
  }
};

/** One frame of a scene, as the camera sees it. */
export const renderScene = (scene: Scene): Raster => lit(projected(scene), scene, (scene.seed ?? 1) * 7919);

/** A phone's camera sees about 60 degrees across. */
const focalLength = frameSize.width / 2 / Math.tan(Math.PI / 6);

/** Pinhole camera: for each pixel, where its ray meets the tilted picture. */
const projected = (scene: Scene): Raster => {
  const { width, height } = frameSize;
  const { tilt = {}, background = [122, 92, 64], at = { x: 0, y: 0 } } = scene;
  const picture = shrunkTowards(scene.picture, scene.widthInFrame * 1.2);
  const perUnit = picture.width / scene.widthInFrame;
  const [right, down] = axesOf(tilt.x ?? 0, tilt.y ?? 0, tilt.roll ?? 0);
  const normal = cross(right, down);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const ray: Vector = [x + 0.5 - width / 2 - at.x, y + 0.5 - height / 2 - at.y, focalLength];
      const distance = (focalLength * normal[2]) / dot(normal, ray);
      const met: Vector = [ray[0] * distance, ray[1] * distance, ray[2] * distance - focalLength];
      const u = dot(met, right) * perUnit + picture.width / 2;
      const v = dot(met, down) * perUnit + picture.height / 2;
      const target = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        data[target + channel] = sampled(picture, u - 0.5, v - 0.5, channel) ?? background[channel] ?? 0;
      }
      data[target + 3] = 255;
    }
  }
  return { width, height, data };
};

type Vector = readonly [number, number, number];
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** Where the picture's own right and down point in space: rolled first, then turned, then tipped. */
const axesOf = (x: number, y: number, roll: number): readonly [Vector, Vector] => {
  const [sinX, cosX, sinY, cosY, sinR, cosR] = [x, y, roll].flatMap((degrees) => {
    const radians = (degrees * Math.PI) / 180;
    return [Math.sin(radians), Math.cos(radians)];
  }) as [number, number, number, number, number, number];
  const turned = ([a, b]: readonly [number, number]): Vector => [
    a * cosY,
    b * cosX + a * sinX * sinY,
    a * sinY * cosX - b * sinX,
  ];
  return [turned([cosR, sinR]), turned([-sinR, cosR])];
};

/** Between four neighbours; nothing outside the picture. */
const sampled = (picture: Raster, u: number, v: number, channel: number): number | undefined => {
  const left = Math.floor(u);
  const top = Math.floor(v);
  if (left < 0 || top < 0 || left + 1 >= picture.width || top + 1 >= picture.height) return undefined;
  const value = (x: number, y: number) => picture.data[(y * picture.width + x) * 4 + channel] ?? 0;
  const [partX, partY] = [u - left, v - top];
  return (
    (value(left, top) * (1 - partX) + value(left + 1, top) * partX) * (1 - partY) +
    (value(left, top + 1) * (1 - partX) + value(left + 1, top + 1) * partX) * partY
  );
};

/** Averages whole blocks first: four neighbours of a print at 600 dpi are not what a camera sees. */
const shrunkTowards = (picture: Raster, width: number): Raster => {
  const block = Math.max(1, Math.floor(picture.width / width));
  if (block === 1) return picture;
  const small = { width: Math.floor(picture.width / block), height: Math.floor(picture.height / block) };
  const data = new Uint8ClampedArray(small.width * small.height * 4).fill(255);
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let at = 0; at < block * block; at++) {
          const source = (y * block + Math.floor(at / block)) * picture.width + x * block + (at % block);
          sum += picture.data[source * 4 + channel] ?? 0;
        }
        data[(y * small.width + x) * 4 + channel] = sum / (block * block);
      }
    }
  }
  return { ...small, data };
};

const lit = (still: Raster, { light = 1, noise = 2 }: Scene, seed: number): Raster => {
  const random = seededRandom(seed);
  const data = still.data.slice();
  for (let at = 0; at < data.length; at += 4) {
    // The sum of three even throws is near enough to a bell curve.
    const grain = (random() + random() + random() - 1.5) * 2 * noise;
    for (let channel = 0; channel < 3; channel++) data[at + channel] = (data[at + channel] ?? 0) * light + grain;
  }
  return { ...still, data };
};

/** mulberry32: the same grain on every machine. */
const seededRandom = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};

/** Planar 4:2:0 with the range of television, as Chromium takes it. */
const toYuv = ({ width, height, data }: Raster): Uint8Array => {
  const bytes = new Uint8Array(width * height * 1.5);
  const color = (x: number, y: number, channel: number) => data[(y * width + x) * 4 + channel] ?? 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      bytes[y * width + x] = 16 + 0.257 * color(x, y, 0) + 0.504 * color(x, y, 1) + 0.098 * color(x, y, 2);
    }
  }
  let at = width * height;
  for (const [red, green, blue] of [
    [-0.148, -0.291, 0.439],
    [0.439, -0.368, -0.071],
  ] as const) {
    for (let y = 0; y < height; y += 2) {
      for (let x = 0; x < width; x += 2) {
        bytes[at++] = 128 + red * color(x, y, 0) + green * color(x, y, 1) + blue * color(x, y, 2);
      }
    }
  }
  return bytes;
};
