import { useLingui } from '@lingui/react/macro';
import type { Refusal } from '#domain/refusal.ts';
import type { Result } from '#domain/result.ts';
import { refusalText } from '../texts/refusals.ts';
import { useApp } from './useApp.ts';

/** Says how taking an act back went: done, or why it stays. */
export function useSayUndone(): (undone: Result<unknown, Refusal>) => void {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  return (undone) =>
    toasts
      .getState()
      .say(undone.ok ? { words: t`C’est annulé.` } : { words: refusalText(i18n, undone.refusal), urgent: true });
}
