import { Trans, useLingui } from '@lingui/react/macro';
import type { Refusal } from '#domain/refusal.ts';
import { Problem } from '../parts/Problem.tsx';
import { refusalText } from '../texts/refusals.ts';

/** Why the act was not carried out; or, where a skill is asked for first, the question the button then answers. */
export const ActRefusal = ({ refusal }: { readonly refusal: Refusal | null }) => {
  const { i18n } = useLingui();
  if (refusal === null) return null;
  if (refusal.kind !== 'skill-first') return <Problem>{refusalText(i18n, refusal)}</Problem>;
  return (
    <p className="asked" role="status">
      <Trans>Quelqu’un qui sait est avec toi, pour te montrer ?</Trans>
    </p>
  );
};
