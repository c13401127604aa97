import { useLingui } from '@lingui/react/macro';
import type { DutyAt } from '#domain/decide/duty.ts';
import type { MemberId } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Result } from '#domain/result.ts';
import { type Act, useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useSayUndone } from '../../hooks/useSayUndone.ts';
import { useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { whoWords } from '../../texts/whoWords.ts';

export interface DutyActs extends Pick<Act, 'isWorking' | 'refusal'> {
  readonly done: (words: {
    readonly by?: MemberId | undefined;
    readonly skipped: readonly string[];
    readonly note?: string | undefined;
  }) => Promise<boolean>;
  readonly takeOn: (by?: MemberId) => Promise<boolean>;
  readonly giveBack: () => Promise<boolean>;
  readonly end: (isEnded: boolean) => Promise<boolean>;
}

/** The acts on one duty. Each says that it is written down, and offers to take it back for ten seconds. */
export function useDutyActs(at: DutyAt): DutyActs {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const names = useNames();
  const act = useAct();
  const sayUndone = useSayUndone();
  const say = (words: string, takeBack?: () => Promise<Result<unknown, Refusal>>): true => {
    const undo = takeBack === undefined ? undefined : () => void takeBack().then(sayUndone);
    toasts.getState().say({ words, undo });
    return true;
  };
  return {
    isWorking: act.isWorking,
    refusal: act.refusal,
    done: async (words) => {
      const done = await act.run(() => commands.doDuty(at, words));
      return done?.ok === true && say(t`C’est noté : merci.`, () => commands.undoDuty(at, done.value));
    },
    takeOn: async (by) => {
      const taken = await act.run(() => commands.takeOnDuty(at, { by }));
      const who = by === undefined || names === undefined ? null : whoWords(i18n, by, names.members);
      const words = who === null ? t`C’est noté : tu t’en charges.` : t`C’est noté : ${who} s’en charge.`;
      return taken?.ok === true && say(words, () => commands.giveBackDuty(at));
    },
    giveBack: async () => {
      const given = await act.run(() => commands.giveBackDuty(at));
      return given?.ok === true && say(t`C’est noté : c’est rendu au pot commun.`);
    },
    end: async (isEnded) => {
      const ended = await act.run(() => commands.endDuty(at, isEnded));
      const words = isEnded ? t`C’est noté : ce soin ne revient plus.` : t`C’est noté : ce soin revient.`;
      return ended?.ok === true && say(words, () => commands.endDuty(at, !isEnded));
    },
  };
}
