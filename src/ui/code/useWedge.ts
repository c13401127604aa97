import { useEffect, useRef } from 'react';
import { readKeystrokes } from '#domain/scannedCode.ts';
import { useApp } from '../hooks/useApp.ts';
import type { HeardCode } from './heardCode.ts';

/** Hears hand-held scanners while it is mounted; both ways of reading the keys are tried. */
export function useWedge(onCode: (heard: HeardCode) => void): void {
  const { device } = useApp();
  // Listening anew at each render would forget keys half heard.
  const tell = useRef(onCode);
  useEffect(() => {
    tell.current = onCode;
  });
  useEffect(() => device.hearWedge((keys) => tell.current({ code: readKeystrokes(keys), byHand: false })), [device]);
}
