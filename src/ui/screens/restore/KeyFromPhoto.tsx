import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { useApp } from '../../hooks/useApp.ts';
import { Button } from '../../parts/Button.tsx';
import { FileInput } from '../../parts/FileInput.tsx';
import { Problem } from '../../parts/Problem.tsx';

/** The printed key has a code beside its letters: a photo of it spares the typing. */
export const KeyFromPhoto = ({ onKey }: { readonly onKey: (key: string) => void }) => {
  const { t } = useLingui();
  const { device } = useApp();
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<'ready' | 'reading' | 'nothing'>('ready');
  const read = async (picture: File) => {
    setState('reading');
    const result = await (await device.codeReader()).readPicture(picture);
    const code = result.ok ? result.value.find(({ text }) => /^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){6}$/.test(text)) : undefined;
    setState(code === undefined ? 'nothing' : 'ready');
    if (code !== undefined) onKey(code.text);
  };
  return (
    <>
      <Button icon="qr" onClick={() => input.current?.click()} aria-busy={state === 'reading' || undefined}>
        {state === 'reading' ? t`Je lis…` : t`Lire la clé sur une photo`}
      </Button>
      <FileInput
        ref={input}
        accept="image/*"
        hidden
        aria-label={t`Une photo de la clé`}
        onFile={(picture) => void read(picture)}
      />
      {state === 'nothing' ? (
        <div role="alert">
          <Problem>{t`Pas de clé sur cette photo. Approche-toi du code, bien à plat.`}</Problem>
        </div>
      ) : null}
    </>
  );
};
