import { useState } from 'react';
import { keepPrintSettings, readPrintSettings, type PrintSettings } from './printSettings.ts';

/** The settings of this device, kept at every change. */
export function usePrintSettings(): readonly [PrintSettings, (change: Partial<PrintSettings>) => void] {
  const [settings, setSettings] = useState(() => readPrintSettings(window.localStorage));
  const change = (changed: Partial<PrintSettings>) => {
    const next = { ...settings, ...changed };
    keepPrintSettings(window.localStorage, next);
    setSettings(next);
  };
  return [settings, change];
}
