import type { CodeFormat } from '#domain/scannedCode.ts';

/** A code as the reader found it, with the middle of where it lay in the picture (0 to 1 from the left and top). */
export interface ReadCode {
  readonly format: Exclude<CodeFormat, 'Typed'>;
  readonly text: string;
  readonly at: { readonly x: number; readonly y: number };
}

/** `fast` for every frame; `thorough` costs five times as much and finds inverted, small and turned codes. */
export type Effort = 'fast' | 'thorough';

export type ScanRequest =
  | { readonly kind: 'prepare'; readonly id: number }
  | { readonly kind: 'frame'; readonly id: number; readonly frame: ImageBitmap; readonly effort: Effort }
  | { readonly kind: 'picture'; readonly id: number; readonly picture: Blob };

export type ScanAnswer = { readonly id: number } & (
  | { readonly kind: 'codes'; readonly codes: readonly ReadCode[] }
  | { readonly kind: 'photo-unreadable' }
  | { readonly kind: 'scanner-broken'; readonly reason: string }
);
