import type { ReactNode } from 'react';
import { Screen } from '../parts/Screen.tsx';
import { ScreenTitle } from '../parts/ScreenTitle.tsx';
import { MainHeader } from './MainHeader.tsx';
import { MainNav, type MainPlace } from './MainNav.tsx';

/**
 * One of the places at the thumb: the workshop's name on top with its menu, the title, the navigation below. `bottom` is
 * what stands fixed above the navigation; then `below` says how much room it needs.
 */
export const MainScreen = ({
  title,
  hello,
  aside,
  current,
  below = 'nav',
  wide,
  bottom,
  children,
}: {
  readonly title: string;
  readonly hello?: ReactNode;
  readonly aside?: ReactNode;
  readonly current: MainPlace | null;
  readonly below?: 'nav' | 'find' | undefined;
  readonly wide?: boolean | undefined;
  readonly bottom?: ReactNode;
  readonly children: ReactNode;
}) => (
  <Screen
    below={below}
    wide={wide}
    header={<MainHeader />}
    bottom={
      <>
        {bottom}
        <MainNav current={current} />
      </>
    }
  >
    <ScreenTitle plain={title} hello={hello} aside={aside} />
    {children}
  </Screen>
);
