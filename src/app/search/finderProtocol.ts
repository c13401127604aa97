import type { Answer, Question } from './question.ts';

export type ToFinder =
  | { readonly kind: 'open'; readonly database: string }
  | { readonly kind: 'ask'; readonly n: number; readonly question: Question };

export type FromFinder =
  | { readonly kind: 'answer'; readonly n: number; readonly answer: Answer }
  /** What was answered before may be answered otherwise now. */
  | { readonly kind: 'changed' };
