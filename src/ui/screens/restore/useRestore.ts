import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Restored } from '#app/backup/restoreWorkshop.ts';
import { useApp } from '../../hooks/useApp.ts';
import { goTo, routes } from '#ui/routes.ts';
import type { RestoreProblem } from './restoreWords.ts';

type State =
  | { readonly at: 'asking' }
  | { readonly at: 'working'; readonly step: 'reading' | 'settling'; readonly done: number; readonly of: number }
  /** Shown when something was left out; else the workshop opens at once. */
  | { readonly at: 'back'; readonly restored: Restored };

/** File and key stay as they were given until they fit. */
export function useRestore() {
  const { t } = useLingui();
  const { house, reopen, toasts } = useApp();
  const [state, setState] = useState<State>({ at: 'asking' });
  const [file, setFile] = useState<{ readonly name: string; readonly bytes: Uint8Array } | null>(null);
  const [typedKey, setKey] = useState('');
  const [problem, setProblem] = useState<RestoreProblem | null>(null);

  return {
    state,
    file,
    typedKey,
    problem,
    pick: async (chosen: File) => {
      setProblem(null);
      try {
        setFile({ name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) });
      } catch {
        setProblem({ kind: 'file-unreadable' });
      }
    },
    dropFile: () => {
      setProblem(null);
      setFile(null);
    },
    typeKey: (key: string) => {
      setProblem(null);
      setKey(key);
    },
    restore: async () => {
      if (file === null || state.at === 'working') return;
      setProblem(null);
      setState({ at: 'working', step: 'reading', done: 0, of: 0 });
      const result = await house.restore(file.bytes, typedKey, {
        onProgress: (step, done, of) => setState({ at: 'working', step, done, of }),
      });
      if (!result.ok) {
        setProblem(result.refusal);
        return setState({ at: 'asking' });
      }
      if (result.value.leftOut > 0) return setState({ at: 'back', restored: result.value });
      const { name } = result.value;
      toasts.getState().say({ words: t`${name} est de retour, et tu peux y écrire.` });
      goTo(routes.home, { replace: true });
      reopen();
    },
  };
}
