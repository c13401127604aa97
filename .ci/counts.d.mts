export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const nothing: Counts;
export function plus(a: Counts, b: Counts): Counts;
export function sentenceOf(counts: Counts): string;
export function countsOf(kind: 'vitest' | 'playwright' | undefined, report: string, code: number): Counts;
