import { Suspense, useEffect, useState } from 'react';
import { useApp } from '../hooks/useApp.ts';
import { useWorkshopRow } from '../hooks/useWorkshop.ts';
import { useSyncWords } from '../meeting/useSyncWords.ts';
import { Header } from '../parts/Header.tsx';
import { late } from '../parts/late.tsx';

const menuSheet = late(async () => (await import('./MenuSheet.tsx')).MenuSheet);

/** The workshop's name and its menu; at the right, how this device stands with the others. */
export const MainHeader = () => {
  const { house } = useApp();
  const row = useWorkshopRow();
  const [menuOpen, setMenuOpen] = useState(false);
  // Once the first screen is drawn: no tap waits for code.
  useEffect(() => {
    const soon = window.setTimeout(() => void menuSheet.load().catch(() => undefined), 1500);
    return () => window.clearTimeout(soon);
  }, []);
  return (
    <>
      <Header
        workshop={row?.name ?? house.current()?.name ?? ''}
        menuOpen={menuOpen}
        onMenu={() => setMenuOpen(true)}
        sync={useSyncWords()}
      />
      {menuOpen ? (
        <Suspense fallback={null}>
          <menuSheet.Shown onClose={() => setMenuOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
};
