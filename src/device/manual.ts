import { bounds } from '#domain/schema.ts';
import { ok, refused, type Result } from '#domain/result.ts';

/** A manual as it is kept. What it was called on the disk is not in it. */
export interface Manual {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: 'application/pdf';
}

export type ManualRefusal = { readonly kind: 'file-too-large' | 'file-not-pdf' | 'file-unreadable' };

const mark = '%PDF-';
/** Readers of PDF take the mark anywhere near the beginning. */
const markWithin = 1024;

/** A PDF is known by its first bytes: what the browser says of it follows from its name. */
export async function readManual(chosen: Blob): Promise<Result<Manual, ManualRefusal>> {
  if (chosen.size > bounds.fileBytes) return refused({ kind: 'file-too-large' });
  try {
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    const beginning = String.fromCharCode(...bytes.subarray(0, markWithin));
    if (!beginning.includes(mark)) return refused({ kind: 'file-not-pdf' });
    return ok({ bytes, type: 'application/pdf' });
  } catch {
    return refused({ kind: 'file-unreadable' });
  }
}
