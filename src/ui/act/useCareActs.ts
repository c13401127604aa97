import { useLingui } from '@lingui/react/macro';
import type { FaultWords, RepairWords } from '#domain/decide/care.ts';
import type { FactRef } from '#domain/fact.ts';
import type { ToolId } from '#domain/ids.ts';
import type { CloseHow } from '#domain/kinds/care.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Result } from '#domain/result.ts';
import type { PictureBytes } from '#app/workshop.ts';
import { useAct } from '../hooks/useAct.ts';
import { useApp } from '../hooks/useApp.ts';
import { useSayUndone } from '../hooks/useSayUndone.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import type { Actor } from './useActor.ts';

type Pictured<Words> = Omit<Words, 'photo'> & { readonly picture?: PictureBytes | undefined };

/** What one says of faults. Each resolves to true once it is stored; a refusal is kept to be shown. */
export interface CareActs {
  readonly isWorking: boolean;
  readonly refusal: Refusal | null;
  readonly report: (words: Pictured<FaultWords>) => Promise<boolean>;
  readonly note: (fault: FactRef, words: Pictured<RepairWords>) => Promise<boolean>;
  readonly close: (fault: FactRef, how: CloseHow, words?: string) => Promise<boolean>;
}

/** Runs an act of care, says that it is stored, and offers to take it back. */
export function useCareActs(tool: ToolId, actor: Actor): CareActs {
  const { t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const act = useAct();
  const sayUndone = useSayUndone();

  const undo = async (fact: FactRef) => sayUndone(await commands.withdrawCare(tool, fact));
  const doIt = async (words: string, command: () => Promise<Result<FactRef, Refusal>>): Promise<boolean> => {
    const result = await act.run(command);
    if (result === null || !result.ok) return false;
    toasts.getState().say({ words, atDoor: true, undo: () => void undo(result.value) });
    return true;
  };
  return {
    isWorking: act.isWorking,
    refusal: act.refusal,
    report: (words) =>
      doIt(words.bad === 'unsafe' ? t`C’est noté : on ne le prête plus.` : t`C’est noté : à réparer.`, () =>
        commands.reportFault(tool, actor.isAtDoor ? { ...words, by: actor.member } : words),
      ),
    note: (fault, words) => doIt(t`C’est noté.`, () => commands.noteRepair(tool, fault, words)),
    close: (fault, how, words) =>
      doIt(t`C’est noté : remis en service.`, () => commands.closeFault(tool, fault, { how, words })),
  };
}
