import type { Fact, FactRef } from '../fact.ts';
import type { CategoryId, PlaceId } from '../ids.ts';
import type { Kind } from '../kinds/kind.ts';
import { bodyOf } from '../kinds/kind.ts';
import { categoryAdded, categoryDescribed, placeAdded, placeDescribed } from '../kinds/place.ts';
import { type SettleContext, countedIn, isOfLaterVersion } from './context.ts';
import { lastWords } from './described.ts';
import { awaitedByAll, settleConcern } from './heads.ts';

interface NodeWords {
  readonly name?: string | undefined;
  readonly parent?: string | null | undefined;
  readonly drawing?: string | null | undefined;
}

/** A place or a category: a name in a tree. */
export interface TreeNode<Id extends string> {
  readonly id: Id;
  readonly exists: boolean;
  readonly name: string;
  readonly parent: Id | null;
  readonly drawing: string | null;
  readonly heads: readonly FactRef[];
  readonly awaits: readonly FactRef[];
}
export type Place = TreeNode<PlaceId>;
export type Category = TreeNode<CategoryId>;

function settleNode<Id extends string>(added: Kind, described: Kind) {
  const read = (fact: Fact) => (bodyOf(added, fact) ?? bodyOf(described, fact)) as NodeWords | null;
  return (id: Id, facts: readonly Fact[], context: SettleContext): TreeNode<Id> => {
    const isAbout = (fact: Fact) => fact.streams[0] === `${added.subject}/${id}` && read(fact) !== null;
    const isCounted = countedIn(context, isAbout);
    const own = facts.filter((fact) => read(fact) !== null || isOfLaterVersion(context, fact));
    const { ordered, tops } = settleConcern(own, isCounted, context, facts);
    const words = lastWords<NodeWords>(ordered, isCounted, read);
    return {
      id,
      exists: ordered.some((fact) => fact.kind === added.name && isCounted(fact)),
      name: words.name ?? '',
      parent: (words.parent ?? null) as Id | null,
      drawing: words.drawing ?? null,
      heads: tops,
      awaits: awaitedByAll(own, facts, context),
    };
  };
}

export const settlePlace = settleNode<PlaceId>(placeAdded, placeDescribed);
export const settleCategory = settleNode<CategoryId>(categoryAdded, categoryDescribed);

/** Names from the root down. A parent that is missing, or would close a circle, ends the path. */
export function pathOf<Id extends string>(
  id: Id | null,
  nodeOf: (id: Id) => { readonly name: string; readonly parent: Id | null } | undefined,
): readonly string[] {
  const names: string[] = [];
  const seen = new Set<Id>();
  for (let at = id; at !== null && !seen.has(at);) {
    seen.add(at);
    const node = nodeOf(at);
    if (node === undefined) break;
    names.push(node.name);
    at = node.parent;
  }
  return names.toReversed();
}
