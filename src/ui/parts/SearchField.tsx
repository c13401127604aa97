import { useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { Icon } from './Icon.tsx';

/** Search, with a count that is read out politely. `found` is already phrased: "6 sur 214". */
export const SearchField = ({
  label,
  value,
  found,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly found?: string | undefined;
  readonly onChange: (value: string) => void;
}) => {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  return (
    <form
      className="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        // "Search" on the phone's keyboard puts it away, so that the results are seen.
        input.current?.blur();
      }}
    >
      <div className="input">
        <Icon name="search" />
        <input
          ref={input}
          type="search"
          inputMode="search"
          enterKeyHint="search"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-label={label}
          placeholder={label}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && value !== '') onChange('');
          }}
        />
        {value === '' ? null : (
          <button
            type="button"
            className="close"
            aria-label={t`Effacer la recherche`}
            onClick={() => {
              onChange('');
              input.current?.focus();
            }}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      <output className="hidden">{value === '' ? '' : found}</output>
    </form>
  );
};
