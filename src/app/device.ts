/** What screens may ask of the device. Types only; `main.tsx` makes the real one, tests make theirs. */
import type { DoorLock } from '#device/doorLock.ts';
import type { Feedback } from '#device/feedback.ts';
import type { Manual, ManualRefusal } from '#device/manual.ts';
import type { Photo, PhotoRefusal } from '#device/photo.ts';
import type { CodeReader } from '#device/scanner/codeReader.ts';
import type { Scanner } from '#device/scanner/scanner.ts';
import type { Keystrokes } from '#device/scanner/wedge.ts';
import type { Wishes } from '#device/wishes.ts';
import type { Result } from '#domain/result.ts';

export type { Feedback } from '#device/feedback.ts';
export type { Photo, PhotoRefusal } from '#device/photo.ts';
export type { CameraAbilities } from '#device/scanner/camera.ts';
export type { CodeReader } from '#device/scanner/codeReader.ts';
export type { ReadCode } from '#device/scanner/protocol.ts';
export type { Scanner, ScannerProblem } from '#device/scanner/scanner.ts';
export type { Keystrokes } from '#device/scanner/wedge.ts';
export type { LabelSheet } from '#device/labels/sheet.ts';

export type LabelSheets = typeof import('#device/labels/sheet.ts') & typeof import('#device/labels/sheetSvg.ts');

export type PrintedLabel = Parameters<LabelSheets['layoutSheets']>[0]['labels'][number];

export interface Device {
  /** Reads codes in a worker; loaded at the first call, and ahead of time by `warmUp` on it. */
  readonly codeReader: () => Promise<CodeReader>;
  /** The lens this phone reads labels with best, remembered. */
  readonly lens: { readonly get: () => string | null; readonly set: (id: string) => void };
  /** One visit to the scanner. */
  readonly scanner: (reader: CodeReader) => Promise<Scanner>;
  readonly feedback: Feedback;
  /** What is to be heard and felt on this device. */
  readonly wishes: { readonly get: () => Wishes; readonly set: (change: Partial<Wishes>) => void };
  /** The code that leaves the tablet's mode. */
  readonly doorLock: DoorLock;
  /** Hears hand-held scanners anywhere in the app; returns a way to stop. */
  readonly hearWedge: (onCode: (keys: Keystrokes) => void) => () => void;
  readonly preparePhoto: (chosen: Blob) => Promise<Result<Photo, PhotoRefusal>>;
  readonly readManual: (chosen: Blob) => Promise<Result<Manual, ManualRefusal>>;
  /** Geometry and drawing of label sheets, loaded when labels are printed. */
  readonly labelSheets: () => Promise<LabelSheets>;
  /** One square path, a unit per dark module and `size` units wide, without the white around it. */
  readonly qrCode: (text: string) => Promise<{ readonly path: string; readonly size: number }>;
  /** The same for a screen that another device's camera looks at. */
  readonly screenCode: (text: string) => Promise<{ readonly path: string; readonly size: number }>;
  /** Prints A4 pages given as SVG and nothing around them; returns a way to take them away. */
  readonly printPages: (pages: readonly string[]) => Promise<() => void>;
  /** Hands a file to the person: the share sheet where `share` is wished and files can be shared, else a download. */
  readonly handOut: (file: File, share?: boolean) => Promise<void>;
  readonly storage: {
    /** Asks that the browser keep our data; its answer is a hint, asked for after the first real act. */
    readonly persist: () => Promise<boolean>;
    readonly isPersisted: () => Promise<boolean>;
    readonly estimate: () => Promise<{ readonly used: number; readonly quota: number } | null>;
  };
  /** The number on the icon of the installed app; nothing where there is no such thing. */
  readonly badge: (count: number) => void;
  /** Keeps the screen awake until stopped, again after the page was away. */
  readonly stayAwake: () => () => void;
  readonly isInstalled: () => boolean;
  /** The browser's own offer to install, once it made one; null on iPhones and where it is installed already. */
  readonly installOffer: () => (() => Promise<boolean>) | null;
}
