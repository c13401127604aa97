import type { MemberId } from '#domain/ids.ts';
import type { Me } from '#app/workshop.ts';
import type { Names } from '#store/queries/names.ts';
import { useMe, useNames } from '../hooks/useWorkshop.ts';

/** Who acts: the person of this phone, or whoever said their name at the door. */
export interface Actor {
  readonly me: Me;
  readonly member: MemberId;
  readonly isAtDoor: boolean;
  readonly names: Names;
}

/** Undefined until it is read. `by` = the person standing at the tablet. */
export function useActor(by?: MemberId): Actor | undefined {
  const me = useMe();
  const names = useNames();
  if (me === undefined || names === undefined) return undefined;
  return { me, member: by ?? me.member, isAtDoor: by !== undefined, names };
}
