import { useLingui } from '@lingui/react/macro';
import type { SyncState } from '../parts/Header.tsx';
import { routes } from '../routes.ts';
import { useMeeting } from './useMeeting.ts';

/** Top right of the main screens: who is here now, or what waits for somebody. */
export function useSyncWords(): SyncState {
  const { t } = useLingui();
  const meeting = useMeeting();
  const href = routes.meeting;
  if (meeting === null) return { elsewhere: false, words: t`sur cet appareil`, whole: true, href };
  const { view } = meeting;
  const here = view.peers.filter(({ log, state }) => log !== 'pod' && state !== 'closed').length;
  const { onlyHere } = view;
  if (here > 0) return { elsewhere: onlyHere === 0, words: t`${here} ici`, whole: false, href };
  if (onlyHere > 0) return { elsewhere: false, words: t`${onlyHere} à partager`, href };
  if (meeting.elsewhere < 0) return { elsewhere: false, words: t`sur cet appareil`, whole: true, href };
  return { elsewhere: true, words: t`tout est aussi ailleurs`, whole: true, href };
}
