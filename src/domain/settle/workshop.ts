import type { Fact, FactRef } from '../fact.ts';
import type { BatchId, FactId } from '../ids.ts';
import { kindByName } from '../kinds/allKinds.ts';
import { bodyOf, personOf } from '../kinds/kind.ts';
import { boardBegun, type HouseText, textKept } from '../kinds/text.ts';
import { batchWithdrawn, workshopDescribed } from '../kinds/workshop.ts';
import { type SettleContext, countedIn, isOfLaterVersion, asRead } from './context.ts';
import { lastWords } from './described.ts';
import { awaitedBy, below, settleConcern } from './heads.ts';
import { type KeptText, keptBy } from './kept.ts';
import { hasRole } from './membership.ts';

export interface WorkshopWords {
  readonly name: string;
  readonly language: 'fr' | 'en';
  readonly labelAddress: string | null;
  readonly labelLine: string | null;
}

type KeptHouseText = KeptText<HouseText>;

export interface WorkshopSettled extends WorkshopWords {
  readonly withdrawnBatches: readonly BatchId[];
  /** Every version kept, of every text, in the order they rest on each other. */
  readonly history: readonly KeptHouseText[];
  /** The version that stands, by text. */
  readonly kept: Readonly<Partial<Record<HouseText, KeptHouseText>>>;
  /** How often the board was begun anew, and the versions it was begun from: every phone finds the same ones. */
  readonly board: { readonly generation: number; readonly from: Readonly<Partial<Record<HouseText, string>>> };
  /** Heads by concern. */
  readonly heads: Readonly<Record<'membership' | 'description' | 'batches' | 'texts', readonly FactRef[]>>;
}

/** The workshop's own stream, once its membership is settled (`context` is made from it). */
export function settleWorkshop(stored: readonly Fact[], context: SettleContext): WorkshopSettled {
  const facts = asRead(stored, context);
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
      facts,
    );
  const description = of(workshopDescribed.concern);
  const batches = of(batchWithdrawn.concern);
  const membership = of('membership');
  const texts = of(textKept.concern);
  const words = lastWords(description.ordered, isStewards, wordsOf);
  return {
    name: words.name ?? '',
    language: words.language ?? 'fr',
    labelAddress: words.labelAddress ?? null,
    labelLine: words.labelLine ?? null,
    withdrawnBatches: [
      ...new Set(batches.ordered.filter(isStewards).flatMap((fact) => bodyOf(batchWithdrawn, fact)?.of ?? [])),
    ].toSorted(),
    ...settleTexts(texts.ordered, new Set(facts.map(({ id }) => id)), isCounted, context),
    heads: {
      membership: membership.tops,
      description: description.tops,
      batches: batches.tops,
      texts: texts.tops,
    },
  };
}

function settleTexts(
  ordered: readonly Fact[],
  arrived: ReadonlySet<FactId>,
  isCounted: (fact: Fact) => boolean,
  context: SettleContext,
): Pick<WorkshopSettled, 'history' | 'kept' | 'board'> {
  const read = (fact: Fact): KeptHouseText | null => {
    const body = bodyOf(textKept, fact);
    return body === null ? null : keptBy(fact, body, context);
  };
  const lastOf = (facts: readonly Fact[]): Partial<Record<HouseText, KeptHouseText>> =>
    lastWords(facts, isCounted, (fact) => {
      const kept = read(fact);
      return kept === null ? null : { [kept.of]: kept };
    });
  const begun = ordered.flatMap((fact) => {
    const body = bodyOf(boardBegun, fact);
    const isTheirs = body !== null && isCounted(fact) && hasRole(context.membership, fact, 'steward');
    // Before the versions it rests on are here, it would be begun from others.
    return isTheirs && awaitedBy(fact, arrived, context).length === 0 ? [{ fact, generation: body.generation }] : [];
  });
  // Nobody jumps ahead: one who wrote the highest number there is would end all beginning anew.
  const generation = Math.max(0, ...begun.map((each) => each.generation).filter((each) => each <= begun.length));
  // Of two who began it apart, one is gone by: the one with the smaller id.
  const [first] = begun
    .filter((each) => each.generation === generation)
    .toSorted((a, b) => (a.fact.id < b.fact.id ? -1 : 1));
  const factById = new Map(ordered.map((fact) => [fact.id, fact]));
  const ground = new Set(first === undefined ? [] : below([first.fact], (id) => factById.get(id)).map(({ id }) => id));
  const from = lastOf(ordered.filter(({ id }) => ground.has(id)));
  return {
    history: ordered.flatMap((fact) => (isCounted(fact) ? (read(fact) ?? []) : [])),
    kept: lastOf(ordered),
    board: {
      generation,
      from: Object.fromEntries(Object.values(from).map(({ of: name, text }) => [name, text])),
    },
  };
}

function wordsOf(fact: Fact) {
  const words = bodyOf(workshopDescribed, fact);
  return words === null ? null : { ...words, ...personOf(workshopDescribed, fact) };
}
