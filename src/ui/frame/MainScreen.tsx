import type { ReactNode } from 'react';
import { Screen } from '../parts/Screen.tsx';
import { ScreenTitle } from '../parts/ScreenTitle.tsx';
import { MainHeader } from './MainHeader.tsx';
import { MainNav, type MainPlace } from './MainNav.tsx';

/**
 * One of the places at the thumb: the workshop's name on top with its menu, the title, the navigation below. `find` is
 * seen above the navigation, at the thumb, but is read and reached before the long list it narrows.
 */
export const MainScreen = ({
  title,
  hello,
  aside,
  current,
  wide,
  find,
  children,
}: {
  readonly title: string;
  readonly hello?: ReactNode;
  readonly aside?: ReactNode;
  readonly current: MainPlace | null;
  readonly wide?: boolean | undefined;
  readonly find?: ReactNode;
  readonly children: ReactNode;
}) => (
  <Screen
    below={find === undefined ? 'nav' : 'find'}
    wide={wide}
    header={<MainHeader />}
    bottom={<MainNav current={current} />}
  >
    <ScreenTitle plain={title} hello={hello} aside={aside} />
    {find}
    {children}
  </Screen>
);
