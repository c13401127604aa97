import type { ScannedCode } from '#domain/scannedCode.ts';

/** A code that was read, and how: what a person typed may hold a slip. */
export interface HeardCode {
  readonly code: ScannedCode;
  readonly byHand: boolean;
}

/** The same code again is the same sheet. */
export const keyOfHeard = ({ code }: HeardCode): string =>
  code.kind === 'label'
    ? code.label
    : code.kind === 'invitation'
      ? code.invitation
      : code.kind === 'induction'
        ? code.induction
        : code.text;
