import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Icon } from '../../parts/Icon.tsx';

/** The pages themselves, small, one at a time; a page is drawn when it is looked at. */
export const SheetPreview = ({ pages }: { readonly pages: readonly (() => string)[] }) => {
  const { t } = useLingui();
  const [wanted, setWanted] = useState(0);
  const at = Math.min(wanted, pages.length - 1);
  const page = pages[at];
  if (page === undefined) return null;
  return (
    <>
      <div
        className="paper-page"
        role="img"
        aria-label={t`Page ${at + 1} sur ${pages.length}, comme elle sera imprimée`}
        // oxlint-disable-next-line react/no-danger -- drawn by the sheet itself, which escapes every text it is given
        dangerouslySetInnerHTML={{ __html: page() }}
      />
      {pages.length === 1 ? null : (
        <div className="paper-turn">
          <button type="button" aria-label={t`Page d’avant`} disabled={at === 0} onClick={() => setWanted(at - 1)}>
            <Icon name="back" />
          </button>
          <span aria-live="polite">
            <Trans>
              Page {at + 1} sur {pages.length}
            </Trans>
          </span>
          <button
            type="button"
            aria-label={t`Page d’après`}
            disabled={at === pages.length - 1}
            onClick={() => setWanted(at + 1)}
          >
            <Icon name="arrow" />
          </button>
        </div>
      )}
    </>
  );
};
