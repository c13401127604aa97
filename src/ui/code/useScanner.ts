import { useEffect, useRef, useState, type RefObject } from 'react';
import type { CameraAbilities, ReadCode, Scanner, ScannerProblem } from '#app/device.ts';
import { useApp } from '../hooks/useApp.ts';

export type ScannerState =
  | { readonly step: 'asking' }
  | { readonly step: 'ready'; readonly abilities: CameraAbilities }
  | { readonly step: 'problem'; readonly problem: ScannerProblem };

/**
 * One visit to the camera, as long as the `<video>` is shown: it is asked for once, whatever happens meanwhile, read
 * while not `paused`, and let go on leaving.
 */
export function useScanner(
  video: RefObject<HTMLVideoElement | null>,
  { paused, onCode }: { readonly paused: boolean; readonly onCode: (code: ReadCode) => void },
): { readonly state: ScannerState; readonly scanner: Scanner | null } {
  const { device } = useApp();
  const [state, setState] = useState<ScannerState>({ step: 'asking' });
  const [scanner, setScanner] = useState<Scanner | null>(null);
  const tell = useRef(onCode);
  useEffect(() => {
    tell.current = onCode;
  });

  useEffect(() => {
    let isOver = false;
    let opened: Scanner | null = null;
    const fail = (problem: ScannerProblem) => {
      if (!isOver) setState({ step: 'problem', problem });
    };
    const open = async () => {
      const made = await device.scanner(await device.codeReader());
      // React's strict mode mounts twice in one breath: only who is still here may ask.
      if (isOver || video.current === null) return;
      opened = made;
      setScanner(made);
      await made.start(video.current, {
        onCode: (code) => tell.current(code),
        onProblem: fail,
        onReady: (abilities) => {
          if (!isOver) setState({ step: 'ready', abilities });
        },
      });
    };
    // The reader is a file of its own, which a page half updated may not find.
    open().catch(() => fail({ kind: 'scanner-broken' }));
    return () => {
      isOver = true;
      opened?.stop();
    };
  }, [device, video]);

  useEffect(() => {
    if (paused) scanner?.pause();
    else scanner?.resume();
  }, [paused, scanner]);

  return { state, scanner };
}
