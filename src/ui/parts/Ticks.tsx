import { useLingui } from '@lingui/react/macro';
import { Icon } from './Icon.tsx';

/**
 * Where an act stands: one tick = on this device only, two = also elsewhere. With words the first times, then with the
 * same words for screen readers only.
 */
export const Ticks = ({
  elsewhere,
  words = true,
}: {
  readonly elsewhere: boolean;
  readonly words?: boolean | undefined;
}) => {
  const { t } = useLingui();
  return (
    <span className={elsewhere ? 'ticks two' : 'ticks'}>
      <Icon name={elsewhere ? 'two' : 'one'} />
      <span className={words ? undefined : 'hidden'}>
        {elsewhere ? t`ailleurs aussi` : t`sur cet appareil seulement`}
      </span>
    </span>
  );
};
