/** Which screen an address shows. What the first paint needs is here; the rest is loaded when it is opened. */
import { type Late, late } from '#ui/parts/late.tsx';
import type { Texts } from '#ui/texts/createTexts.ts';

export interface RouteEntry {
  readonly path: string;
  readonly screen: Late<object>;
}

const HomeScreen = late(async () => (await import('./home/HomeScreen.tsx')).HomeScreen, { isFirst: true });
const ToolsScreen = late(async () => (await import('./tools/ToolsScreen.tsx')).ToolsScreen);
const OutScreen = late(async () => (await import('./out/OutScreen.tsx')).OutScreen);
const RepairsScreen = late(async () => (await import('./repairs/RepairsScreen.tsx')).RepairsScreen);
const WelcomeScreen = late(async () => (await import('./welcome/WelcomeScreen.tsx')).WelcomeScreen);
const FoundScreen = late(async () => (await import('./welcome/FoundScreen.tsx')).FoundScreen);
const ScanScreen = late(async () => (await import('./scan/ScanScreen.tsx')).ScanScreen);
const LabelScreen = late(async () => (await import('./label/LabelScreen.tsx')).LabelScreen);
const StrayLabelScreen = late(async () => (await import('./label/StrayLabelScreen.tsx')).StrayLabelScreen);
const LabelsScreen = late(async () => (await import('./labels/LabelsScreen.tsx')).LabelsScreen);
const ToolScreen = late(async () => (await import('./tool/ToolScreen.tsx')).ToolScreen);
const HouseScreen = late(async () => (await import('./house/HouseScreen.tsx')).HouseScreen);
const PeopleScreen = late(async () => (await import('./people/PeopleScreen.tsx')).PeopleScreen);
const PersonScreen = late(async () => (await import('./people/PersonScreen.tsx')).PersonScreen);
const PlacesScreen = late(async () => (await import('./places/PlacesScreen.tsx')).PlacesScreen);
const CategoriesScreen = late(async () => (await import('./categories/CategoriesScreen.tsx')).CategoriesScreen);
const SettingsScreen = late(async () => (await import('./settings/SettingsScreen.tsx')).SettingsScreen);
const AddToolScreen = late(async () => (await import('./editTool/AddToolScreen.tsx')).AddToolScreen);
const EditToolScreen = late(async () => (await import('./editTool/EditToolScreen.tsx')).EditToolScreen);
const DoorScreen = late(async () => (await import('./door/DoorScreen.tsx')).DoorScreen);
const ImportScreen = late(async () => (await import('./import/ImportScreen.tsx')).ImportScreen);
const RestoreScreen = late(async () => (await import('./restore/RestoreScreen.tsx')).RestoreScreen);
const KeyScreen = late(async () => (await import('./key/KeyScreen.tsx')).KeyScreen);
const JoinScreen = late(async () => (await import('./join/JoinScreen.tsx')).JoinScreen);
const JoinBeginScreen = late(async () => (await import('./join/JoinBeginScreen.tsx')).JoinBeginScreen);
const InviteScreen = late(async () => (await import('./invite/InviteScreen.tsx')).InviteScreen);
const MeetingScreen = late(async () => (await import('./meeting/MeetingScreen.tsx')).MeetingScreen);
const RulesScreen = late(async () => (await import('./rules/RulesScreen.tsx')).RulesScreen);
const WriteRulesScreen = late(async () => (await import('./rules/WriteRulesScreen.tsx')).WriteRulesScreen);
const NoticeScreen = late(async () => (await import('./notice/NoticeScreen.tsx')).NoticeScreen);
const WriteNoticeScreen = late(async () => (await import('./notice/WriteNoticeScreen.tsx')).WriteNoticeScreen);
const SkillsScreen = late(async () => (await import('./skills/SkillsScreen.tsx')).SkillsScreen);
const SkillScreen = late(async () => (await import('./skills/SkillScreen.tsx')).SkillScreen);
const ShowSkillScreen = late(async () => (await import('./skills/ShowSkillScreen.tsx')).ShowSkillScreen);
const LearnScreen = late(async () => (await import('./skills/LearnScreen.tsx')).LearnScreen);
const SkillNoticeScreen = late(async () => (await import('./notice/SkillNoticeScreen.tsx')).SkillNoticeScreen);
const WriteSkillNoticeScreen = late(
  async () => (await import('./notice/WriteSkillNoticeScreen.tsx')).WriteSkillNoticeScreen,
);
const StorageScreen = late(async () => (await import('./storage/StorageScreen.tsx')).StorageScreen);
const CareScreen = late(async () => (await import('./care/CareScreen.tsx')).CareScreen);
const TourScreen = late(async () => (await import('./care/TourScreen.tsx')).TourScreen);
const DutyScreen = late(async () => (await import('./care/DutyScreen.tsx')).DutyScreen);
const PlanScreen = late(async () => (await import('./care/PlanScreen.tsx')).PlanScreen);

/** With a workshop open; the last one catches every other address. */
export const openRoutes: readonly RouteEntry[] = [
  { path: '/house', screen: HouseScreen },
  { path: '/house/people', screen: PeopleScreen },
  { path: '/house/people/invite/:member?', screen: InviteScreen },
  { path: '/house/people/:member', screen: PersonScreen },
  { path: '/house/meeting', screen: MeetingScreen },
  { path: '/join', screen: JoinBeginScreen },
  { path: '/join/:text', screen: JoinScreen },
  { path: '/house/places', screen: PlacesScreen },
  { path: '/house/rules', screen: RulesScreen },
  { path: '/house/rules/write', screen: WriteRulesScreen },
  { path: '/house/skills/:id/notice', screen: SkillNoticeScreen },
  { path: '/house/skills/:id/notice/write', screen: WriteSkillNoticeScreen },
  { path: '/house/categories', screen: CategoriesScreen },
  { path: '/house/skills', screen: SkillsScreen },
  { path: '/house/skills/:id', screen: SkillScreen },
  { path: '/house/skills/:id/show/:learner?', screen: ShowSkillScreen },
  { path: '/learn/:text', screen: LearnScreen },
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
  { path: '/care', screen: CareScreen },
  { path: '/care/tour/:place?', screen: TourScreen },
  { path: '/care/duty/:duty/:tool?', screen: DutyScreen },
  { path: '/care/edit/:duty/:tool?', screen: PlanScreen },
  { path: '/care/new/:tool?', screen: PlanScreen },
  { path: '/tools', screen: ToolsScreen },
  { path: '/out', screen: OutScreen },
  { path: '/repairs', screen: RepairsScreen },
  { path: '/tools/new', screen: AddToolScreen },
  { path: '/t/:id/edit', screen: EditToolScreen },
  { path: '/t/:id/notice', screen: NoticeScreen },
  { path: '/t/:id/notice/write', screen: WriteNoticeScreen },
  { path: '/t/:id', screen: ToolScreen },
  { path: '/t/:id/scanned', screen: ToolScreen },
  { path: '*', screen: HomeScreen },
];

/** Before there is a workshop on this device. */
export const shutRoutes: readonly RouteEntry[] = [
  { path: '/restore', screen: RestoreScreen },
  { path: '/join', screen: JoinBeginScreen },
  { path: '/join/:text', screen: JoinScreen },
  { path: '/welcome/found', screen: FoundScreen },
  { path: '/o/:label', screen: StrayLabelScreen },
  { path: '*', screen: WelcomeScreen },
];

/** On the tablet at the door every address leads to the one page it has. */
export const doorRoutes: readonly RouteEntry[] = [{ path: '*', screen: DoorScreen }];

/**
 * Loads the screen of an address while texts and database are still on their way: else each would wait for the other.
 * What fails here fails again, and is told, when the screen is shown.
 */
export function fetchScreen(address: string, texts?: Texts): Promise<unknown> {
  const screen = address.startsWith('#/tools')
    ? ToolsScreen
    : address.startsWith('#/t/')
      ? ToolScreen
      : address.startsWith('#/scan')
        ? ScanScreen
        : HomeScreen;
  const rest = screen === HomeScreen ? undefined : texts?.speakFully();
  return Promise.all([screen.load(), rest]).catch(() => undefined);
}

/** What one goes to from the first screen: loaded once that is drawn, so that no tap waits for code. */
export function fetchNearScreens(texts: Texts): void {
  texts.speakFully().catch(() => undefined);
  for (const { load } of [HomeScreen, ToolsScreen, ToolScreen, ScanScreen, OutScreen, LabelScreen])
    load().catch(() => undefined);
}
