import { useLiveQuery } from 'dexie-react-hooks';
import type { MemberId } from '#domain/ids.ts';
import { isHouseKeyUnsaved } from '#store/queries/houseKey.ts';
import { toolCounts, toolsHeldBy } from '#store/queries/tools.ts';
import { type Todo, todosOf } from '../frame/todos.ts';
import { useApp } from './useApp.ts';
import { useNow } from './useNow.ts';
import { useMe, useWorkshop } from './useWorkshop.ts';

/** What I hold, longest first. */
export function useHeld(me: MemberId | null) {
  const { db } = useWorkshop();
  return useLiveQuery(() => (me === null ? [] : toolsHeldBy(db, me)), [db, me]);
}

/** What waits for me, the most pressing first; undefined until it is read. */
export function useTodos(): readonly Todo[] | undefined {
  const { db } = useWorkshop();
  const { clock } = useApp();
  const me = useMe();
  const now = useNow(clock);
  const held = useHeld(me?.member ?? null);
  const house = useLiveQuery(
    async () => ({ isKeyUnsaved: await isHouseKeyUnsaved(db), tools: (await toolCounts(db)).all }),
    [db],
  );
  if (held === undefined || house === undefined || me === undefined) return undefined;
  return todosOf({ held, me: me.member, isSteward: me.isSteward, now, today: clock.today(), ...house });
}
