import type { CategoryId, MemberId, PlaceId, ToolId } from '#domain/ids.ts';
import type { FoundBy } from './foundIn.ts';

export const standings = ['all', 'here', 'mine', 'asleep', 'retired'] as const;
/** How a tool must stand to be shown. */
export type Standing = (typeof standings)[number];

export interface Question {
  readonly words: string;
  readonly standing: Standing;
  /** In this place or below it. */
  readonly place: PlaceId | null;
  /** Of this category or one below it. */
  readonly category: CategoryId | null;
  readonly me: MemberId | null;
  readonly now: number;
  /** Not moved for so many milliseconds is asleep. */
  readonly asleepAfter: number;
}

export interface Answer {
  /** In the order to show: place by place, the best first where words were given. */
  readonly ids: readonly ToolId[];
  /** Where each place's tools begin in `ids`. Empty when they are not shown by place. */
  readonly groups: readonly { readonly place: PlaceId | null; readonly from: number }[];
  /** Tools in the list at all, retired ones not counted. */
  readonly all: number;
  readonly by: FoundBy;
}
