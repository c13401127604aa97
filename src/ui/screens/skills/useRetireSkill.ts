import { useLingui } from '@lingui/react/macro';
import type { SkillId } from '#domain/ids.ts';
import type { Act } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useSayUndone } from '../../hooks/useSayUndone.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';

/** Asked of nobody any more, or again; says so, and offers to take it back. */
export function useRetireSkill(skill: SkillId | undefined, act: Act): (isRetired: boolean) => Promise<boolean> {
  const { t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const sayUndone = useSayUndone();
  return async (isRetired) => {
    if (skill === undefined) return false;
    const done = await act.run(() => commands.retireSkill(skill, isRetired));
    if (done?.ok !== true) return false;
    const takeBack = async () => sayUndone(await commands.retireSkill(skill, !isRetired));
    const words = isRetired ? t`C’est noté : on ne le demande plus.` : t`C’est noté : on le demande de nouveau.`;
    toasts.getState().say({ words, undo: () => void takeBack() });
    return true;
  };
}
