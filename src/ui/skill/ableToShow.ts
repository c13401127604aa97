import { standingNow } from '#domain/lapse.ts';
import type { MemberRow } from '#domain/rows.ts';
import type { Shower } from '#store/queries/skillNeeds.ts';
import type { Speech } from '../frame/toolFace.ts';

/** Those of them who are in the workshop, known by name, and whose own showing has not lapsed. */
export const ableToShow = (people: readonly Shower[], { names, now }: Speech): readonly MemberRow[] =>
  people.flatMap(({ member, lapse }) => {
    const row = names.members.get(member);
    return row?.state === 'named' && row.standing === 'in' && standingNow(lapse, now) !== 'lapsed' ? [row] : [];
  });
