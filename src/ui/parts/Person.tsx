import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Token, type PersonFace } from './Token.tsx';

/** Token and name on one line, with a second line if there is more to say. */
export const Person = ({ person, children }: { readonly person: PersonFace; readonly children?: ReactNode }) => {
  const { t } = useLingui();
  return (
    <span className="person">
      <Token person={person} beside />
      <span className="grow">
        {person.name ?? t`quelqu’un`}
        {children === undefined ? null : <small>{children}</small>}
      </span>
    </span>
  );
};
