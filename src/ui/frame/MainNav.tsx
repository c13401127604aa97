import { useEffect } from 'react';
import { useLingui } from '@lingui/react/macro';
import { useApp } from '../hooks/useApp.ts';
import { useTodos } from '../hooks/useTodos.ts';
import { BottomNav } from '../parts/BottomNav.tsx';
import { routes } from '../routes.ts';

export type MainPlace = 'home' | 'tools' | 'out' | 'house' | 'scan';

/** The navigation of the app. On detail pages (`wideOnly`) acts stand at the bottom, and only a wide screen has room. */
export const MainNav = ({
  current,
  wideOnly,
}: {
  readonly current: MainPlace | null;
  readonly wideOnly?: boolean | undefined;
}) => {
  const { t } = useLingui();
  const { device } = useApp();
  const todos = useTodos();
  const count = todos?.length;
  useEffect(() => {
    if (count !== undefined) device.badge(count);
  }, [device, count]);
  return (
    <BottomNav
      current={current}
      wideOnly={wideOnly}
      scan={{ href: routes.scan, label: t`Scanner` }}
      places={[
        {
          key: 'home',
          href: routes.home,
          icon: 'todo',
          label: t`À faire`,
          count: todos?.filter(({ kind }) => kind !== 'repairs').length,
        },
        { key: 'tools', href: routes.tools, icon: 'tools', label: t`Outils` },
        { key: 'out', href: routes.out, icon: 'out', label: t`Dehors` },
        { key: 'house', href: routes.house, icon: 'shop', label: t`Atelier` },
      ]}
    />
  );
};
