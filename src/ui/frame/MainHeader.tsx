import { useState } from 'react';
import { useApp } from '../hooks/useApp.ts';
import { useWorkshopRow } from '../hooks/useWorkshop.ts';
import { useSyncWords } from '../meeting/useSyncWords.ts';
import { Header } from '../parts/Header.tsx';
import { MenuSheet } from './MenuSheet.tsx';

/** The workshop's name and its menu; at the right, how this device stands with the others. */
export const MainHeader = () => {
  const { house } = useApp();
  const row = useWorkshopRow();
  const [menuOpen, setMenuOpen] = useState(false);
  return (
    <>
      <Header
        workshop={row?.name ?? house.current()?.name ?? ''}
        menuOpen={menuOpen}
        onMenu={() => setMenuOpen(true)}
        sync={useSyncWords()}
      />
      {menuOpen ? <MenuSheet onClose={() => setMenuOpen(false)} /> : null}
    </>
  );
};
