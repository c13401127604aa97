import { useLiveQuery } from 'dexie-react-hooks';
import { isHouseKeyUnsaved } from '#store/queries/houseKey.ts';
import { skillsOf } from '#store/queries/skillNeeds.ts';
import { toolsDoubtedBy, toolsInHandOf, toolsUpTo, toRepairCount } from '#store/queries/tools.ts';
import { type Todo, todosOf, worthAKey } from '../frame/todos.ts';
import { useApp } from './useApp.ts';
import { useCare } from './useCare.ts';
import { useNow } from './useNow.ts';
import { useMe, useMyTools, useWorkshop } from './useWorkshop.ts';

/** What waits for me, the most pressing first; undefined until it is read. */
export function useTodos(): readonly Todo[] | undefined {
  const { db } = useWorkshop();
  const { clock } = useApp();
  const me = useMe();
  const now = useNow(clock);
  const held = useMyTools();
  const care = useCare();
  const house = useLiveQuery(
    async () => ({
      isKeyUnsaved: await isHouseKeyUnsaved(db),
      tools: await toolsUpTo(db, worthAKey),
      inHand: me === undefined ? [] : await toolsInHandOf(db, me.member),
      toRepair: await toRepairCount(db),
      doubted: me === undefined ? [] : await toolsDoubtedBy(db, me.member),
      skills: me === undefined ? [] : await skillsOf(db, me.member),
    }),
    [db, me?.member],
  );
  if (held === undefined || house === undefined || me === undefined) return undefined;
  const { doubted, ...rest } = house;
  return todosOf({
    held: [...held, ...doubted],
    me: me.member,
    isSteward: me.isSteward,
    now,
    today: clock.today(),
    care: care ?? [],
    ...rest,
  });
}
