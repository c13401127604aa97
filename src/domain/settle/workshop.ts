import type { Fact, FactRef } from '../fact.ts';
import type { BatchId } from '../ids.ts';
import { kindByName } from '../kinds/allKinds.ts';
import { bodyOf, personOf } from '../kinds/kind.ts';
import { batchWithdrawn, workshopDescribed } from '../kinds/workshop.ts';
import { type SettleContext, countedIn, isOfLaterVersion } from './context.ts';
import { lastWords } from './described.ts';
import { settleConcern } from './heads.ts';
import { hasRole } from './membership.ts';

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
  const isCounted = countedIn(context);
  const isStewards = (fact: Fact) => isCounted(fact) && hasRole(context.membership, fact, 'steward');
  /** Clear facts of later versions belong to membership, sealed ones to all else: it only makes them covered. */
  const of = (concern: string) =>
    settleConcern(
      facts.filter((fact) =>
        isOfLaterVersion(context, fact)
          ? (fact.epoch === null) === (concern === 'membership')
          : kindByName.get(fact.kind)?.concern === concern && kindByName.get(fact.kind)?.subject === 'workshop',
      ),
      isCounted,
      context,
    );
  const description = of(workshopDescribed.concern);
  const batches = of(batchWithdrawn.concern);
  const membership = of('membership');
  const words = lastWords(description.ordered, isStewards, wordsOf);
  return {
    name: words.name ?? '',
    language: words.language ?? 'fr',
    labelAddress: words.labelAddress ?? null,
    labelLine: words.labelLine ?? null,
    withdrawnBatches: [
      ...new Set(batches.ordered.filter(isStewards).flatMap((fact) => bodyOf(batchWithdrawn, fact)?.of ?? [])),
    ].toSorted(),
    heads: { membership: membership.tops, description: description.tops, batches: batches.tops },
  };
}

function wordsOf(fact: Fact) {
  const words = bodyOf(workshopDescribed, fact);
  return words === null ? null : { ...words, ...personOf(workshopDescribed, fact) };
}
