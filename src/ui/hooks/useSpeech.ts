import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import type { Speech } from '../frame/toolFace.ts';
import { datePhrases } from '../texts/datePhrases.ts';
import { useApp } from './useApp.ts';
import { useNow } from './useNow.ts';
import { useMe, useNames } from './useWorkshop.ts';

/** All that is needed to say how a tool stands; undefined until names are read. Fresh to the minute. */
export function useSpeech(): Speech | undefined {
  const { i18n } = useLingui();
  // The i18n object stays the same when the language changes; its locale does not.
  const language = i18n.locale;
  const { clock } = useApp();
  const names = useNames();
  const me = useMe();
  const now = useNow(clock);
  return useMemo(
    () =>
      names === undefined || me === undefined
        ? undefined
        : { i18n, language, phrases: datePhrases(i18n, now), names, me: me.member, now, today: clock.today() },
    [i18n, language, names, me, now, clock],
  );
}
