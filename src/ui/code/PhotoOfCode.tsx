import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ReadCode } from '#app/device.ts';
import { readScanned } from '#domain/scannedCode.ts';
import { useApp } from '../hooks/useApp.ts';
import { FileInput } from '../parts/FileInput.tsx';
import { Icon } from '../parts/Icon.tsx';

/** A code out of a photo: the phone's own camera sees nearer, and needs no permission of ours. */
export const PhotoOfCode = ({ onCode }: { readonly onCode: (code: ReadCode) => void }) => {
  const { t } = useLingui();
  const { device, toasts } = useApp();
  const [isWorking, setWorking] = useState(false);
  const read = async (picture: File) => {
    setWorking(true);
    const result = await (await device.codeReader()).readPicture(picture);
    setWorking(false);
    const codes = result.ok ? result.value : [];
    const code = codes.find(isLabel) ?? codes[0];
    if (code !== undefined) return onCode(code);
    device.feedback.puzzled();
    toasts.getState().say({
      words: result.ok ? t`Aucun code sur cette photo. Approche-toi, bien à plat.` : t`Cette photo ne se lit pas.`,
    });
  };
  return (
    <label className="on-camera photo-of-code">
      <Icon name="photo" />
      {isWorking ? <Trans>Je regarde…</Trans> : <Trans>Choisir une photo</Trans>}
      <FileInput accept="image/*" className="hidden" onFile={(picture) => void read(picture)} />
    </label>
  );
};

const isLabel = ({ text, format }: ReadCode): boolean => readScanned(text, format).kind !== 'foreign';
