import { useLingui } from '@lingui/react/macro';
import { Icon } from './Icon.tsx';
import type { IconName } from './drawingNames.ts';
import { Token, type PersonFace } from './Token.tsx';

/**
 * People as tokens on the board: the members of the workshop, or "who is it?" at the door (`size="huge"`, `onChoose`).
 * `last` is the dashed ring at the end: invite, or search for another.
 */
export const HungTokens = ({
  people,
  size,
  chosen,
  onChoose,
  hrefOf,
  last,
}: {
  readonly people: readonly PersonFace[];
  readonly size?: 'huge' | undefined;
  readonly chosen?: PersonFace['id'] | null | undefined;
  readonly onChoose?: ((id: PersonFace['id']) => void) | undefined;
  readonly hrefOf?: ((id: PersonFace['id']) => string) | undefined;
  readonly last?: { readonly icon: IconName; readonly words: string; readonly onPress: () => void } | undefined;
}) => {
  const { t } = useLingui();
  const face = (person: PersonFace) => (
    <>
      <Token person={person} size={size} beside />
      <span className="words">{person.name ?? t`quelqu’un`}</span>
    </>
  );
  return (
    <ul className={size === 'huge' ? 'hung huge' : 'hung board framed'}>
      {people.map((person) => (
        <li key={person.id}>
          {onChoose !== undefined ? (
            <button type="button" aria-pressed={chosen === person.id} onClick={() => onChoose(person.id)}>
              {face(person)}
            </button>
          ) : hrefOf !== undefined ? (
            <a href={hrefOf(person.id)}>{face(person)}</a>
          ) : (
            <span>{face(person)}</span>
          )}
        </li>
      ))}
      {last === undefined ? null : (
        <li>
          <button type="button" onClick={last.onPress}>
            <span className="ring">
              <Icon name={last.icon} />
            </span>
            <span className="words">{last.words}</span>
          </button>
        </li>
      )}
    </ul>
  );
};
