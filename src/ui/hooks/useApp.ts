import { createContext, useContext } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { Device } from '#app/device.ts';
import type { Clock } from '#app/deps.ts';
import type { House } from '#app/house.ts';
import type { Appearance } from '../state/appearance.ts';
import type { ToastState } from '../state/toasts.ts';
import type { Texts } from '../texts/createTexts.ts';
import type { Updates } from '../update/createUpdates.ts';

/** What `main.tsx` hands to the screens. */
export interface AppPorts {
  readonly house: House;
  readonly device: Device;
  readonly clock: Clock;
  readonly texts: Texts;
  readonly appearance: StoreApi<Appearance>;
  readonly toasts: StoreApi<ToastState>;
  readonly updates: Updates;
  /** Opens the house's current workshop anew, after another one was chosen. */
  readonly reopen: () => void;
}

export const AppContext = createContext<AppPorts | null>(null);

export function useApp(): AppPorts {
  const app = useContext(AppContext);
  if (app === null) throw new Error('useApp needs <AppContext>');
  return app;
}
