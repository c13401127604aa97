import { whoWords } from '../texts/whoWords.ts';
import { useLingui } from '@lingui/react/macro';
import type { UseWords } from '#domain/decide/custody.ts';
import type { FactRef } from '#domain/fact.ts';
import type { MemberId, PlaceId } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Result } from '#domain/result.ts';
import type { Tool } from '#domain/settle/tool.ts';
import type { PictureBytes } from '#app/workshop.ts';
import { useAct } from '../hooks/useAct.ts';
import { useApp } from '../hooks/useApp.ts';
import { useDatePhrases } from '../hooks/useDatePhrases.ts';
import { useSayUndone } from '../hooks/useSayUndone.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { isFirstTimes } from '../state/firstTimes.ts';
import type { Actor } from './useActor.ts';

export type DoneKind = 'taken' | 'returned' | 'handed-over' | 'withdrawn';
export interface Done {
  readonly kind: DoneKind;
  readonly tool: Tool;
  readonly fact: FactRef;
}

export interface ReturnWords {
  readonly by?: MemberId | undefined;
  readonly place?: PlaceId | undefined;
  readonly note?: string | undefined;
  readonly picture?: PictureBytes | undefined;
  readonly minutes?: number | undefined;
}

/** The acts of one tool for one person. Each resolves to true once it is stored; a refusal is kept to be shown. */
export interface CustodyActs {
  readonly isWorking: boolean;
  readonly refusal: Refusal | null;
  readonly take: (
    words: UseWords & { readonly by?: MemberId | undefined; readonly isShown?: boolean | undefined },
  ) => Promise<boolean>;
  readonly giveBack: (words: ReturnWords) => Promise<boolean>;
  readonly handOver: (to: MemberId, words: UseWords) => Promise<boolean>;
  readonly haveNow: (words: UseWords) => Promise<boolean>;
  readonly withdraw: (fact: FactRef, why: 'undo' | 'not-me') => Promise<boolean>;
}

/** Runs an act, says that it is stored and offers to take it back for ten seconds; `onDone` hears of it first. */
export function useCustodyActs(tool: Tool, actor: Actor, onDone?: (done: Done) => void): CustodyActs {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const phrases = useDatePhrases();
  const { commands } = useWorkshop();
  const act = useAct();
  const sayUndone = useSayUndone();
  const { member, names } = actor;

  const say = (words: string, fact?: FactRef) => {
    const where = isFirstTimes(window.localStorage, 'tick-words', 10) ? ` ${t`Sur cet appareil seulement.`}` : '';
    toasts.getState().say({ words: words + where, ...(fact === undefined ? {} : { undo: () => void undo(fact) }) });
  };
  const undo = async (fact: FactRef) => sayUndone(await commands.withdraw(tool.id, fact, 'undo'));
  const doIt = async (
    kind: DoneKind,
    words: string,
    command: () => Promise<Result<FactRef, Refusal>>,
    isUndone = true,
  ): Promise<boolean> => {
    const result = await act.run(command);
    if (result === null || !result.ok) return false;
    say(words, isUndone ? result.value : undefined);
    onDone?.({ kind, tool, fact: result.value });
    return true;
  };
  const withWhom = (by: MemberId, until: string | undefined): string => {
    const name = whoWords(i18n, by, names.members);
    const who = by === member ? t`avec toi` : t`chez ${name}`;
    const when = until === undefined ? '' : `, ${phrases.until(until)}`;
    return t`C’est noté : ${who}${when}.`;
  };

  return {
    isWorking: act.isWorking,
    refusal: act.refusal,
    take: (words) => {
      const by = words.by ?? member;
      return doIt('taken', withWhom(by, words.until), () => commands.take(tool.id, { ...words, by }));
    },
    giveBack: (words) => {
      const place = names.places.get(words.place ?? tool.words.place ?? ('' as PlaceId))?.name;
      const said = place === undefined ? t`C’est noté : de retour.` : t`C’est noté : de retour, ${place}.`;
      return doIt('returned', said, () => commands.giveBack(tool.id, { ...words, by: words.by ?? member }));
    },
    handOver: (to, words) =>
      doIt('handed-over', withWhom(to, words.until), () => commands.handOver(tool.id, to, words)),
    haveNow: (words) =>
      doIt('handed-over', withWhom(member, words.until), () => commands.haveNow(tool.id, { ...words, by: member })),
    withdraw: (fact, why) =>
      doIt(
        'withdrawn',
        why === 'undo' ? t`C’est annulé.` : t`C’est noté : ce n’était pas toi.`,
        () => commands.withdraw(tool.id, fact, why),
        false,
      ),
  };
}
