import { useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import type { MemberId, ToolId } from '#domain/ids.ts';
import { needsFor } from '#store/queries/skillNeeds.ts';
import { toolsById } from '#store/queries/tools.ts';
import { isHeld } from '#ui/skill/isHeld.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';

/** What somebody has just taken, and was not shown, or not lately: said, and nothing more. */
export const DoorNeed = ({
  tool,
  who,
  now,
}: {
  readonly tool: ToolId;
  readonly who: MemberId;
  readonly now: number;
}) => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const needs = useLiveQuery(async () => {
    const [row] = await toolsById(db, [tool]);
    return needsFor(db, row?.skills ?? [], who);
  }, [db, tool, who]);
  const missing = (needs ?? []).filter((need) => !isHeld(need, now)).map(({ skill }) => skill.name);
  if (missing.length === 0) return null;
  const names = missing.join(', ');
  return <span className="small">{t`Il faut une passation : ${names}.`}</span>;
};
