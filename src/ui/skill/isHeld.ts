import { standingNow } from '#domain/lapse.ts';
import type { MySkill } from '#store/queries/skillNeeds.ts';

/** Held, and not lapsed by now. */
export const isHeld = ({ holder, lapse }: MySkill, now: number): boolean =>
  holder !== null && standingNow(lapse, now) !== 'lapsed';
