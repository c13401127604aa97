import { useLingui } from '@lingui/react';
import { datePhrases, type DatePhrases } from '../texts/datePhrases.ts';
import { useApp } from './useApp.ts';
import { useNow } from './useNow.ts';

/**
 * The date phrases in the language spoken, fresh to the minute. Once a screen, not once a row: the formatters behind are
 * slow to make on old phones. Not memoized: the i18n object stays the same when the language changes.
 */
export const useDatePhrases = (): DatePhrases => {
  const { i18n } = useLingui();
  const { clock } = useApp();
  return datePhrases(i18n, useNow(clock));
};
