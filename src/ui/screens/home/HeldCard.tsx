import { useLingui } from '@lingui/react/macro';
import { type ToolRow, isDisputed } from '#domain/rows.ts';
import { isLate, type Speech, toThing } from '#ui/frame/toolFace.ts';
import { usePicture } from '../../hooks/usePicture.ts';
import { ToolCard } from '../../parts/ToolCard.tsx';
import { routes } from '#ui/routes.ts';

/** Something with me, on its hook, with the day it is due or since when I have it. */
export const HeldCard = ({ row, speech }: { readonly row: ToolRow; readonly speech: Speech }) => {
  const { t } = useLingui();
  const photo = usePicture(row.face);
  const { me, now, today, phrases, names } = speech;
  const mine = row.claims.find(({ by }) => by === me);
  const isDue = mine !== undefined && mine.until !== null;
  const state = isDisputed(row) ? 'contest' : isDue && isLate(mine, today) ? 'late' : undefined;
  const when =
    state === 'contest'
      ? t`désaccord`
      : state === 'late'
        ? t`en retard`
        : isDue && mine.until !== null
          ? phrases.due(mine.until)
          : mine === undefined
            ? undefined
            : phrases.since(mine.since);
  return (
    <ToolCard
      href={routes.tool(row.id)}
      thing={toThing(row, names, { me, now, photo })}
      name={row.name}
      when={when}
      state={state}
    />
  );
};
