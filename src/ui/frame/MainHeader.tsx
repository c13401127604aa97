import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useApp } from '../hooks/useApp.ts';
import { useWorkshopRow } from '../hooks/useWorkshop.ts';
import { Header } from '../parts/Header.tsx';
import { routes } from '../routes.ts';
import { MenuSheet } from './MenuSheet.tsx';

/** The workshop's name and its menu. This version does not meet other phones, and the tick at the right says so. */
export const MainHeader = () => {
  const { t } = useLingui();
  const { house } = useApp();
  const row = useWorkshopRow();
  const [menuOpen, setMenuOpen] = useState(false);
  return (
    <>
      <Header
        workshop={row?.name ?? house.current()?.name ?? ''}
        menuOpen={menuOpen}
        onMenu={() => setMenuOpen(true)}
        sync={{ elsewhere: false, words: t`sur cet appareil`, whole: true, href: routes.storage }}
      />
      {menuOpen ? <MenuSheet onClose={() => setMenuOpen(false)} /> : null}
    </>
  );
};
