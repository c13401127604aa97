/** Which screen an address shows. What the first paint needs is here; the rest is loaded when it is opened. */
import { type ComponentType, lazy } from 'react';

export interface RouteEntry {
  readonly path: string;
  readonly screen: ComponentType;
}

const HomeScreen = lazy(async () => ({ default: (await import('./home/HomeScreen.tsx')).HomeScreen }));

/** With a workshop open; the last one catches every other address. */
export const openRoutes: readonly RouteEntry[] = [
  { path: '*', screen: HomeScreen },
];

/** Before there is a workshop on this device. */
export const shutRoutes: readonly RouteEntry[] = [];
