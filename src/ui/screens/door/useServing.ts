import { useLingui } from '@lingui/react/macro';
import { useCallback, useState } from 'react';
import type { FactRef } from '#domain/fact.ts';
import type { MemberId, ToolId } from '#domain/ids.ts';
import type { ToolRow } from '#domain/rows.ts';
import { toolsById } from '#store/queries/tools.ts';
import type { Done, DoneKind } from '#ui/act/useCustodyActs.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { refusalText } from '../../texts/refusals.ts';
import type { DoorState } from './doorState.ts';
import type { DoorActs } from './useDoor.ts';

/** What was done last at this tablet, so that it can be seen and taken back. */
export interface LastAct {
  readonly kind: DoneKind;
  readonly tool: ToolId;
  readonly name: string;
  readonly who: MemberId;
  readonly fact: FactRef;
  readonly at: number;
}

/** A label still lying before the camera is the same act, not the next one. */
const echoFor = 8000;

export interface Serving {
  readonly last: LastAct | null;
  /** Somebody showed a tool, by its label or on the wall of what is out. */
  readonly onTool: (row: Pick<ToolRow, 'id' | 'name'>, byCamera?: boolean) => Promise<void>;
  readonly onWho: (who: MemberId) => Promise<void>;
  /** Done in a sheet. */
  readonly onDone: (done: Done) => void;
  readonly undo: () => Promise<void>;
}

/** Who, what, done: what is here is taken at once, what is out asks whether it comes back or goes on. */
export function useServing(state: DoorState, door: DoorActs): Serving {
  const { i18n } = useLingui();
  const { clock, device } = useApp();
  const { commands, db } = useWorkshop();
  const { run } = useAct();
  const [last, setLast] = useState<LastAct | null>(null);
  const { who } = state;

  const serve = useCallback(
    async (id: ToolId, by: MemberId) => {
      const [row] = await toolsById(db, [id]);
      if (row === undefined) return;
      // What is not lent is told by the sheet: who said so and when, and that it can be put back.
      if (row.state !== 'here' || row.fault?.bad === 'unsafe') return door.show(row, 'what');
      const taken = await run(() => commands.take(id, { by }));
      if (taken === null) return;
      // Asked in the sheet, where it says who can show them.
      if (!taken.ok && taken.refusal.kind === 'skill-first') return door.show(row, 'what');
      if (!taken.ok) return door.refuse(refusalText(i18n, taken.refusal));
      setLast({ kind: 'taken', tool: id, name: row.name, who: by, fact: taken.value, at: clock.now() });
      door.settle();
    },
    [clock, commands, db, door, i18n, run],
  );

  return {
    last,
    onTool: async (row, byCamera = false) => {
      const isEcho =
        byCamera && last !== null && last.tool === row.id && last.who === who && clock.now() - last.at < echoFor;
      if (isEcho && last.kind !== 'withdrawn') return device.feedback.puzzled();
      device.feedback.read();
      if (who === null) door.show(row, 'who');
      else await serve(row.id, who);
    },
    onWho: async (chosen) => {
      const waits = state.tool;
      // A second touch on one's token is "that is not me".
      door.choose(chosen === who && waits === null ? null : chosen);
      if (waits !== null) await serve(waits.id, chosen);
    },
    onDone: ({ kind, tool, fact }) => {
      if (who !== null) setLast({ kind, tool: tool.id, name: tool.name, who, fact, at: clock.now() });
    },
    undo: async () => {
      if (last === null) return;
      const undone = await run(() => commands.withdraw(last.tool, last.fact, 'undo'));
      if (undone === null) return;
      if (undone.ok) setLast({ ...last, kind: 'withdrawn', at: clock.now() });
      else door.refuse(refusalText(i18n, undone.refusal));
    },
  };
}
