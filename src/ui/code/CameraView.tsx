import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState, type ReactNode } from 'react';
import type { CameraAbilities, ReadCode, Scanner, ScannerProblem } from '#app/device.ts';
import { useApp } from '../hooks/useApp.ts';
import { Icon } from '../parts/Icon.tsx';
import { ScannerFrame } from '../parts/ScannerFrame.tsx';
import { PhotoOfCode } from './PhotoOfCode.tsx';
import { useScanner } from './useScanner.ts';
import './camera.css';

/**
 * The camera picture with the frame to hold a label into, and what this camera can do. Rendered = the camera is on. When
 * there is none, `children` tell it instead: typing the code is always possible.
 */
export const CameraView = ({
  title,
  said,
  paused,
  read,
  onCode,
  onType,
  corner,
  below,
  isMain = false,
  children,
}: {
  readonly title: ReactNode;
  /** What was just read or not: read out. */
  readonly said: string;
  /** Something lies over the camera: the picture goes on, nothing is read. */
  readonly paused: boolean;
  readonly read: boolean;
  readonly onCode: (code: ReadCode) => void;
  readonly onType: () => void;
  /** The way out. */
  readonly corner?: ReactNode;
  /** What lies at the foot, or at the right of a phone held wide. */
  readonly below?: ReactNode;
  /** It is the page, not a part of one. */
  readonly isMain?: boolean | undefined;
  readonly children: (problem: ScannerProblem) => ReactNode;
}) => {
  const { t } = useLingui();
  const video = useRef<HTMLVideoElement>(null);
  const { state, scanner } = useScanner(video, { paused, onCode });
  if (state.step === 'problem') return children(state.problem);
  const Root = isMain ? 'main' : 'div';
  return (
    <Root className={below === undefined || below === null ? 'camera-view' : 'camera-view with-below'}>
      <video ref={video} muted playsInline autoPlay aria-hidden="true" tabIndex={-1} />
      <div className="camera-words">
        {title}
        <p className="camera-said" role="status">
          {state.step === 'asking' ? t`J’ouvre la caméra…` : said}
        </p>
      </div>
      <ScannerFrame read={read} />
      <div className="camera-tools">
        {state.step === 'ready' && scanner !== null ? (
          <Abilities key={state.abilities.lens ?? ''} abilities={state.abilities} scanner={scanner} />
        ) : null}
        <button type="button" className="on-camera" onClick={onType}>
          <Icon name="keys" />
          <Trans>Taper le code</Trans>
        </button>
        <PhotoOfCode onCode={onCode} />
      </div>
      {below}
      {corner}
    </Root>
  );
};

/** Torch, zoom and lenses, each only where this camera has it. */
const Abilities = ({ abilities, scanner }: { readonly abilities: CameraAbilities; readonly scanner: Scanner }) => {
  const { t } = useLingui();
  const { device } = useApp();
  const [isLit, setLit] = useState(false);
  const [zoom, setZoom] = useState(abilities.zoom?.value ?? 1);
  const { lens, lenses } = abilities;
  const next = lenses[(lenses.findIndex(({ id }) => id === lens) + 1) % lenses.length];
  const changeTo = (id: string) => {
    device.lens.set(id);
    void scanner.changeLens(id);
  };
  const light = async () => {
    if (await scanner.setTorch(!isLit)) setLit(!isLit);
  };
  return (
    <>
      {abilities.zoom === undefined ? null : (
        <label className="on-camera camera-zoom">
          <Icon name="zoom" />
          <input
            type="range"
            aria-label={t`Agrandir`}
            min={abilities.zoom.min}
            max={abilities.zoom.max}
            step={abilities.zoom.step}
            value={zoom}
            onChange={(event) => {
              setZoom(event.target.valueAsNumber);
              void scanner.setZoom(event.target.valueAsNumber);
            }}
          />
        </label>
      )}
      {abilities.torch ? (
        <button type="button" className="on-camera" aria-pressed={isLit} onClick={() => void light()}>
          <Icon name="lamp" />
          <Trans>Lampe</Trans>
        </button>
      ) : null}
      {lenses.length > 1 && next !== undefined ? (
        <button type="button" className="on-camera" onClick={() => changeTo(next.id)}>
          <Icon name="camera" />
          <Trans>Autre objectif</Trans>
        </button>
      ) : null}
    </>
  );
};
