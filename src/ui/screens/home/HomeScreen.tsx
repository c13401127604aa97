import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';

export const HomeScreen = () => (
  <Screen>
    <ScreenTitle plain="Circule">Circule</ScreenTitle>
  </Screen>
);
