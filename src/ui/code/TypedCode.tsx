import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ScannedCode } from '#domain/scannedCode.ts';
import { Button } from '../parts/Button.tsx';
import { Field } from '../parts/Field.tsx';
import { labelProblem } from './labelProblem.ts';
import { groupedWhenLabel, readTypedCode, slipIn } from './typedCode.ts';
import './code.css';

/** A code typed by hand: the label's two groups of four, or any number the tool came with. */
export const TypedCode = ({
  start = '',
  firstFocus = false,
  emptied = false,
  onCode,
}: {
  readonly start?: string | undefined;
  readonly firstFocus?: boolean | undefined;
  /** The field stays for whoever comes next: a code that was read is gone from it. */
  readonly emptied?: boolean | undefined;
  readonly onCode: (code: ScannedCode) => void;
}) => {
  const { i18n, t } = useLingui();
  const [typed, setTyped] = useState(start);
  const [tried, setTried] = useState(false);
  const slip = slipIn(typed);
  const code = readTypedCode(typed);
  const error =
    slip !== null ? labelProblem(i18n, slip) : tried && code === null ? t`Écris d’abord le code.` : undefined;
  return (
    <form
      className="typed-code"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(code === null || !emptied);
        if (code === null) return;
        if (emptied) setTyped('');
        onCode(code);
      }}
    >
      <Field
        label={t`Le code de l’étiquette`}
        hint={t`Huit signes, comme 7K3Q-X9D2. Un numéro d’inventaire va aussi.`}
        voice="mono"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        enterKeyHint="go"
        maxLength={200}
        value={typed}
        error={error}
        data-first-focus={firstFocus || undefined}
        onChange={(event) => {
          setTried(false);
          const next = event.target.value;
          // Only what grows is put into groups: taking a sign away must stay possible.
          setTyped(next.length > typed.length ? groupedWhenLabel(next) : next);
        }}
      />
      <Button type="submit" look="main" size="page">
        <Trans>Chercher</Trans>
      </Button>
    </form>
  );
};
