import { useState } from 'react';
import type { Refusal } from '#domain/refusal.ts';
import type { Result } from '#domain/result.ts';
import { isFirstTimes } from '../state/firstTimes.ts';
import { useApp } from './useApp.ts';

export interface Act {
  readonly isWorking: boolean;
  /** Why the last act was not carried out, until the next one. */
  readonly refusal: Refusal | null;
  /** The reason is not shown any longer: what it was about has been changed. */
  readonly clear: () => void;
  /** Runs a command, one at a time; null when another is still at work. */
  readonly run: <Value>(command: () => Promise<Result<Value, Refusal>>) => Promise<Result<Value, Refusal> | null>;
}

/** One act of a screen: what to show while it is written down, and what to say when it was refused. */
export function useAct(): Act {
  const { device } = useApp();
  const [state, setState] = useState<{ readonly isWorking: boolean; readonly refusal: Refusal | null }>({
    isWorking: false,
    refusal: null,
  });
  return {
    ...state,
    clear: () => setState((before) => ({ ...before, refusal: null })),
    run: async (command) => {
      if (state.isWorking) return null;
      setState({ isWorking: true, refusal: null });
      try {
        const result = await command();
        setState({ isWorking: false, refusal: result.ok ? null : result.refusal });
        if (result.ok && isFirstTimes(window.localStorage, 'persist', 1)) void device.storage.persist();
        return result;
      } catch (error) {
        // A bug: the boundary of the screen shows it and offers to save.
        setState(() => {
          throw error;
        });
        return null;
      }
    },
  };
}
