import { Suspense, useEffect, useState } from 'react';
import { useApp } from '../hooks/useApp.ts';
import { late } from '../parts/late.tsx';
import { routes } from '../routes.ts';
import { type HeardCode, keyOfHeard } from './heardCode.ts';
import { useWedge } from './useWedge.ts';

const codeSheet = late(async () => (await import('./CodeSheet.tsx')).CodeSheet);

/** Screens that hear hand-held scanners themselves. */
const ownEars = [routes.scan, routes.door];

/** Anywhere in the app: what a hand-held scanner reads opens as a sheet over the screen one is in. */
export const WedgeListener = () => {
  const { device } = useApp();
  const [heard, setHeard] = useState<HeardCode | null>(null);
  useWedge((next) => {
    if (ownEars.some((own) => window.location.hash.startsWith(own))) return;
    device.feedback.read();
    setHeard(next);
  });
  // Once the first screen is drawn: a first read waits for no code.
  useEffect(() => {
    const soon = window.setTimeout(() => void codeSheet.load().catch(() => undefined), 1500);
    return () => window.clearTimeout(soon);
  }, []);
  if (heard === null) return null;
  return (
    <Suspense fallback={null}>
      <codeSheet.Shown key={keyOfHeard(heard)} heard={heard} onClose={() => setHeard(null)} />
    </Suspense>
  );
};
