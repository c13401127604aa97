import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import { datePhrases, type DatePhrases } from '../texts/datePhrases.ts';
import { useNow } from './useNow.ts';

/** The date phrases in the language spoken, fresh to the minute. */
export const useDatePhrases = (): DatePhrases => {
  const { i18n } = useLingui();
  const now = useNow();
  // The i18n object stays the same when the language changes; its locale does not.
  return useMemo(() => datePhrases(i18n, now), [i18n, i18n.locale, now]);
};
