import { Suspense } from 'react';
import { useIsDrawn } from '../hooks/useIsDrawn.ts';
import { late } from '../parts/late.tsx';

const closedCard = late(async () => (await import('./ClosedCard.tsx')).ClosedCard);

/** Rare, so its code and its question come once the screen is drawn. */
export const ClosedHere = () =>
  useIsDrawn(true) ? (
    <Suspense fallback={null}>
      <closedCard.Shown />
    </Suspense>
  ) : null;
