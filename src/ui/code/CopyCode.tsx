import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../parts/Button.tsx';

/** A code or an address in clear, to be read aloud or copied. Never a link: what it leads to is not ours. */
export const CopyCode = ({ text, children }: { readonly text: string; readonly children?: string | undefined }) => {
  const { t } = useLingui();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Not allowed here: the text can still be marked by hand.
      setCopied(false);
    }
  };
  return (
    <p className="copy-code">
      <span className="code">{children ?? text}</span>
      {'clipboard' in navigator ? (
        <Button look="quiet" onClick={() => void copy()}>
          {isCopied ? <Trans>C’est copié</Trans> : <Trans>Copier</Trans>}
        </Button>
      ) : null}
      <span className="hidden" role="status">
        {isCopied ? t`C’est copié` : ''}
      </span>
    </p>
  );
};
