import type { Fact, FactRef } from '../fact.ts';
import { refOf } from '../fact.ts';
import type { BatchId } from '../ids.ts';
import { bodyOf } from '../kinds/kind.ts';
import { batchWithdrawn, workshopDescribed } from '../kinds/workshop.ts';
import { type SettleContext, counts } from './context.ts';
import { lastWords } from './described.ts';
import { settleConcern } from './heads.ts';
import { isStewardLog } from './membership.ts';

export interface WorkshopWords {
  readonly name: string;
  readonly language: 'fr' | 'en';
  readonly labelAddress: string | null;
  readonly labelLine: string | null;
}

export interface WorkshopSettled extends WorkshopWords {
  readonly withdrawnBatches: readonly BatchId[];
  /** Heads by concern: `membership`, `description`, `batches`. */
  readonly heads: Readonly<Record<'membership' | 'description' | 'batches', readonly FactRef[]>>;
}

/** The workshop's own stream, once its membership is settled (`context` is made from it). */
export function settleWorkshop(facts: readonly Fact[], context: SettleContext): WorkshopSettled {
  const isCounted = (fact: Fact) => counts(context, fact);
  const mayTakeBack = (fact: Fact) => isCounted(fact) && isStewardLog(context.membership, fact.log);
  const of = (isMine: (fact: Fact) => boolean) => settleConcern(facts.filter(isMine), isCounted, context);
  const description = of(({ kind }) => kind === workshopDescribed.name);
  const batches = of(({ kind }) => kind === batchWithdrawn.name);
  const membership = of(({ epoch }) => epoch === null);
  const words = lastWords(description.ordered, isCounted, (fact) => bodyOf(workshopDescribed, fact));
  return {
    name: words.name ?? '',
    language: words.language ?? 'fr',
    labelAddress: words.labelAddress ?? null,
    labelLine: words.labelLine ?? null,
    withdrawnBatches: batches.ordered.filter(mayTakeBack).flatMap((fact) => bodyOf(batchWithdrawn, fact)?.of ?? []),
    heads: {
      membership: membership.heads.map(refOf),
      description: description.heads.map(refOf),
      batches: batches.heads.map(refOf),
    },
  };
}
