import { useLingui } from '@lingui/react/macro';
import type { SkillId } from '#domain/ids.ts';
import type { Act } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { refusalText } from '../../texts/refusals.ts';

/** Asked of nobody any more, or again; says so, and offers to take it back. */
export function useRetireSkill(skill: SkillId | undefined, act: Act): (isRetired: boolean) => Promise<boolean> {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  return async (isRetired) => {
    if (skill === undefined) return false;
    const done = await act.run(() => commands.retireSkill(skill, isRetired));
    if (done?.ok !== true) return false;
    const takeBack = async () => {
      const undone = await commands.retireSkill(skill, !isRetired);
      toasts
        .getState()
        .say(undone.ok ? { words: t`C’est annulé.` } : { words: refusalText(i18n, undone.refusal), urgent: true });
    };
    const words = isRetired ? t`C’est noté : on ne le demande plus.` : t`C’est noté : on le demande de nouveau.`;
    toasts.getState().say({ words, undo: () => void takeBack() });
    return true;
  };
}
