import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';

/** Search and filters at the thumb, above the navigation; with the keyboard open they ride on it. */
export const FindBar = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useLingui();
  return (
    <section className="find" aria-label={t`Chercher et choisir`}>
      {children}
    </section>
  );
};
