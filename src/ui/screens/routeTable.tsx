/** Which screen an address shows. What the first paint needs is here; the rest is loaded when it is opened. */
import { type ComponentType, lazy } from 'react';

export interface RouteEntry {
  readonly path: string;
  readonly screen: ComponentType;
}

const HomeScreen = lazy(async () => ({ default: (await import('./home/HomeScreen.tsx')).HomeScreen }));
const ToolsScreen = lazy(async () => ({ default: (await import('./tools/ToolsScreen.tsx')).ToolsScreen }));
const OutScreen = lazy(async () => ({ default: (await import('./out/OutScreen.tsx')).OutScreen }));
const WelcomeScreen = lazy(async () => ({ default: (await import('./welcome/WelcomeScreen.tsx')).WelcomeScreen }));
const FoundScreen = lazy(async () => ({ default: (await import('./welcome/FoundScreen.tsx')).FoundScreen }));
const ScanScreen = lazy(async () => ({ default: (await import('./scan/ScanScreen.tsx')).ScanScreen }));
const LabelScreen = lazy(async () => ({ default: (await import('./label/LabelScreen.tsx')).LabelScreen }));
const StrayLabelScreen = lazy(async () => ({
  default: (await import('./label/StrayLabelScreen.tsx')).StrayLabelScreen,
}));
const LabelsScreen = lazy(async () => ({ default: (await import('./labels/LabelsScreen.tsx')).LabelsScreen }));
const ToolScreen = lazy(async () => ({ default: (await import('./tool/ToolScreen.tsx')).ToolScreen }));
const HouseScreen = lazy(async () => ({ default: (await import('./house/HouseScreen.tsx')).HouseScreen }));
const PeopleScreen = lazy(async () => ({ default: (await import('./people/PeopleScreen.tsx')).PeopleScreen }));
const PersonScreen = lazy(async () => ({ default: (await import('./people/PersonScreen.tsx')).PersonScreen }));
const PlacesScreen = lazy(async () => ({ default: (await import('./places/PlacesScreen.tsx')).PlacesScreen }));
const CategoriesScreen = lazy(async () => ({
  default: (await import('./categories/CategoriesScreen.tsx')).CategoriesScreen,
}));
const SettingsScreen = lazy(async () => ({ default: (await import('./settings/SettingsScreen.tsx')).SettingsScreen }));
const AddToolScreen = lazy(async () => ({ default: (await import('./editTool/AddToolScreen.tsx')).AddToolScreen }));
const EditToolScreen = lazy(async () => ({ default: (await import('./editTool/EditToolScreen.tsx')).EditToolScreen }));
const DoorScreen = lazy(async () => ({ default: (await import('./door/DoorScreen.tsx')).DoorScreen }));
const ImportScreen = lazy(async () => ({ default: (await import('./import/ImportScreen.tsx')).ImportScreen }));
const RestoreScreen = lazy(async () => ({ default: (await import('./restore/RestoreScreen.tsx')).RestoreScreen }));
const KeyScreen = lazy(async () => ({ default: (await import('./key/KeyScreen.tsx')).KeyScreen }));
const StorageScreen = lazy(async () => ({ default: (await import('./storage/StorageScreen.tsx')).StorageScreen }));

/** With a workshop open; the last one catches every other address. */
export const openRoutes: readonly RouteEntry[] = [
  { path: '/house', screen: HouseScreen },
  { path: '/house/people', screen: PeopleScreen },
  { path: '/house/people/:member', screen: PersonScreen },
  { path: '/house/places', screen: PlacesScreen },
  { path: '/house/categories', screen: CategoriesScreen },
  { path: '/house/settings', screen: SettingsScreen },
  { path: '/house/import', screen: ImportScreen },
  { path: '/house/key', screen: KeyScreen },
  { path: '/house/storage', screen: StorageScreen },
  { path: '/restore', screen: RestoreScreen },
  { path: '/welcome', screen: WelcomeScreen },
  { path: '/welcome/found', screen: FoundScreen },
  { path: '/house/labels/:what?', screen: LabelsScreen },
  { path: '/scan', screen: ScanScreen },
  { path: '/o/:label', screen: LabelScreen },
  { path: '/tools', screen: ToolsScreen },
  { path: '/out', screen: OutScreen },
  { path: '/tools/new', screen: AddToolScreen },
  { path: '/t/:id/edit', screen: EditToolScreen },
  { path: '/t/:id', screen: ToolScreen },
  { path: '/t/:id/scanned', screen: ToolScreen },
  { path: '*', screen: HomeScreen },
];

/** Before there is a workshop on this device. */
export const shutRoutes: readonly RouteEntry[] = [
  { path: '/restore', screen: RestoreScreen },
  { path: '/welcome/found', screen: FoundScreen },
  { path: '/o/:label', screen: StrayLabelScreen },
  { path: '*', screen: WelcomeScreen },
];

/** On the tablet at the door every address leads to the one page it has. */
export const doorRoutes: readonly RouteEntry[] = [{ path: '*', screen: DoorScreen }];

/**
 * Begins to load the screen of an address while texts and database are still on their way: else each would wait for the
 * other. What fails here fails again, and is told, when the screen is shown.
 */
export function fetchScreen(address: string): void {
  const loading = address.startsWith('#/tools')
    ? import('./tools/ToolsScreen.tsx')
    : address.startsWith('#/t/')
      ? import('./tool/ToolScreen.tsx')
      : address.startsWith('#/scan')
        ? import('./scan/ScanScreen.tsx')
        : import('./home/HomeScreen.tsx');
  loading.catch(() => undefined);
}
