import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Token, type PersonFace } from './Token.tsx';

/** The people a thing serves: their tokens in a row, then in words how many. */
export const TokenRow = ({
  people,
  children,
}: {
  readonly people: readonly PersonFace[];
  readonly children?: ReactNode;
}) => {
  const { t } = useLingui();
  return (
    <div className="tokens">
      {people.map((person) => (
        <Token key={person.id} person={person} />
      ))}
      {people.length === 0 && children === undefined ? <span className="soft">{t`Personne encore.`}</span> : null}
      {children === undefined ? null : <span className="soft small">{children}</span>}
    </div>
  );
};
