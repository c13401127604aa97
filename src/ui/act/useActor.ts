import type { MemberId } from '#domain/ids.ts';
import type { Me } from '#app/workshop.ts';
import type { Names } from '#store/queries/names.ts';
import type { Speech } from '../frame/toolFace.ts';
import { useSpeech } from '../hooks/useSpeech.ts';
import { useMe } from '../hooks/useWorkshop.ts';

/** Who acts: the person of this phone, or whoever said their name at the door. */
export interface Actor {
  readonly me: Me;
  readonly member: MemberId;
  readonly isAtDoor: boolean;
  readonly names: Names;
  /** To say how a tool stands, as seen by the person who acts. */
  readonly speech: Speech;
}

/** Undefined until it is read. `by` = the person standing at the tablet. */
export function useActor(by?: MemberId): Actor | undefined {
  const me = useMe();
  const speech = useSpeech();
  if (me === undefined || speech === undefined) return undefined;
  const member = by ?? me.member;
  return { me, member, isAtDoor: by !== undefined, names: speech.names, speech: { ...speech, me: member } };
}
