/** Where the label is to be held: four corners over the camera picture. They close in and turn to brass when it is read. */
export const ScannerFrame = ({
  read = false,
  wide = false,
}: {
  readonly read?: boolean | undefined;
  /** For bar codes, which must lie level. */
  readonly wide?: boolean | undefined;
}) => (
  <span className={['scanner-frame', read && 'read', wide && 'wide'].filter(Boolean).join(' ')} aria-hidden="true">
    <i />
    <i />
    <i />
    <i />
  </span>
);
