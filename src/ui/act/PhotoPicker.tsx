import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import type { PictureBytes } from '#app/workshop.ts';
import { useApp } from '../hooks/useApp.ts';
import { Button } from '../parts/Button.tsx';
import { FileInput } from '../parts/FileInput.tsx';
import { Problem } from '../parts/Problem.tsx';

/** Takes a photo or chooses one; what comes out is already small and says nothing of where it was taken. */
export const PhotoPicker = ({
  busy = false,
  onPicture,
}: {
  readonly busy?: boolean | undefined;
  readonly onPicture: (picture: PictureBytes) => void;
}) => {
  const { t } = useLingui();
  const { device } = useApp();
  const [problem, setProblem] = useState<string | null>(null);
  const [isPreparing, setPreparing] = useState(false);
  const camera = useRef<HTMLInputElement>(null);
  const gallery = useRef<HTMLInputElement>(null);

  const chosen = async (file: File) => {
    setPreparing(true);
    setProblem(null);
    const prepared = await device.preparePhoto(file);
    setPreparing(false);
    if (prepared.ok) return onPicture({ full: prepared.value.full, thumb: prepared.value.thumb });
    setProblem(
      prepared.refusal.kind === 'photo-too-large'
        ? t`Ce fichier est trop lourd pour une photo. Choisis-en une autre.`
        : t`Cette photo ne s’ouvre pas. Choisis-en une autre.`,
    );
  };
  const isBusy = busy || isPreparing;
  return (
    <div className="photo-picker">
      <div className="pair">
        <Button size="short" icon="camera" aria-disabled={isBusy || undefined} onClick={() => camera.current?.click()}>
          {isPreparing ? t`Je prépare…` : t`Prendre une photo`}
        </Button>
        <Button size="short" icon="photo" aria-disabled={isBusy || undefined} onClick={() => gallery.current?.click()}>
          {t`Choisir une photo`}
        </Button>
      </div>
      <FileInput
        ref={camera}
        accept="image/*"
        capture="environment"
        hidden
        aria-label={t`Prendre une photo`}
        onFile={(file) => void chosen(file)}
      />
      <FileInput
        ref={gallery}
        accept="image/*"
        hidden
        aria-label={t`Choisir une photo`}
        onFile={(file) => void chosen(file)}
      />
      {problem === null ? null : <Problem>{problem}</Problem>}
    </div>
  );
};
