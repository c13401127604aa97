import { useLingui } from '@lingui/react/macro';

/** Empty hooks where rows are about to hang. Nothing moves, and it is said once. */
export const WaitingRows = ({ count = 4 }: { readonly count?: number | undefined }) => {
  const { t } = useLingui();
  return (
    <ul className="list" aria-busy="true" aria-label={t`J’ouvre le carnet…`}>
      {Array.from({ length: count }, (_, i) => (
        <li key={i} className="tool-row" aria-hidden="true">
          <span className="peg waiting" />
        </li>
      ))}
    </ul>
  );
};
