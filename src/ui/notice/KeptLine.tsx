import { Trans, useLingui } from '@lingui/react/macro';
import type { KeptText } from '#domain/settle/kept.ts';
import { useDatePhrases } from '../hooks/useDatePhrases.ts';
import { useNames } from '../hooks/useWorkshop.ts';

/** Who kept a version, and when. */
export const KeptLine = ({ version: { by, at } }: { readonly version: KeptText }) => {
  const { t } = useLingui();
  const names = useNames();
  const dates = useDatePhrases();
  const who = (by === null ? null : names?.members.get(by)?.name) ?? t`quelqu’un`;
  const when = dates.moment(at);
  return (
    <Trans>
      Gardé par {who}, {when}
    </Trans>
  );
};
