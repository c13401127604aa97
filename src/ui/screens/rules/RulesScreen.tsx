import { Trans, useLingui } from '@lingui/react/macro';
import { ReadScreen } from '#ui/notice/ReadScreen.tsx';
import { routes } from '#ui/routes.ts';

/** What the house agreed on: the version that stands, those that stood before, and the way to write the next one. */
export const RulesScreen = () => {
  const { t } = useLingui();
  return (
    <ReadScreen
      of="rules"
      title={t`Règles de la maison`}
      back={{ href: routes.house, label: t`Atelier` }}
      place="house"
      write={routes.writeRules}
    >
      <Trans>Ce qu’on attend les uns des autres : ranger, prévenir, réparer. Écrivez-le à plusieurs.</Trans>
    </ReadScreen>
  );
};
