import { useEffect, useMemo, useReducer } from 'react';
import type { MemberId, ToolId } from '#domain/ids.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useNow } from '../../hooks/useNow.ts';
import { type DoorSheet, type DoorState, atRest, isNight, isResting, nextDoor } from './doorState.ts';

export interface DoorActs {
  readonly choose: (who: MemberId | null) => void;
  readonly show: (tool: { readonly id: ToolId; readonly name: string }, asks: 'who' | 'what') => void;
  readonly open: (sheet: DoorSheet) => void;
  readonly settle: () => void;
  readonly refuse: (problem: string) => void;
}

/** The state of the tablet, its rest, and whether it is dimmed for the night. */
export function useDoor(): { readonly state: DoorState; readonly acts: DoorActs; readonly isDim: boolean } {
  const { clock, device } = useApp();
  const [state, send] = useReducer(nextDoor, null, () => atRest(clock.now()));
  const now = useNow(clock, 1000);

  useEffect(() => device.stayAwake(), [device]);
  useEffect(() => send({ kind: 'tick', at: now }), [now]);
  useEffect(() => {
    const touch = () => send({ kind: 'touched', at: clock.now() });
    document.addEventListener('pointerdown', touch, { capture: true });
    document.addEventListener('keydown', touch, { capture: true });
    return () => {
      document.removeEventListener('pointerdown', touch, { capture: true });
      document.removeEventListener('keydown', touch, { capture: true });
    };
  }, [clock]);

  const acts = useMemo<DoorActs>(() => {
    const at = () => ({ at: clock.now() });
    return {
      choose: (who) => send({ kind: 'chose', who, ...at() }),
      show: ({ id, name }, asks) => send({ kind: 'showed', tool: { id, name }, asks, ...at() }),
      open: (sheet) => send({ kind: 'opened', sheet, ...at() }),
      settle: () => send({ kind: 'settled', ...at() }),
      refuse: (problem) => send({ kind: 'refused', problem, ...at() }),
    };
  }, [clock]);
  return { state, acts, isDim: isNight(new Date(now).getHours()) && isResting(state, now) };
}
