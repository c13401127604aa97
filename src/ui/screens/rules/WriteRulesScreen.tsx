import { useLingui } from '@lingui/react/macro';
import { WriteScreen } from '#ui/notice/WriteScreen.tsx';
import { routes } from '#ui/routes.ts';

/** The draft of the house rules, written by everybody at once. */
export const WriteRulesScreen = () => {
  const { t } = useLingui();
  return (
    <WriteScreen
      of="rules"
      title={t`Écrire ensemble`}
      label={t`Règles de la maison, brouillon`}
      read={{ href: routes.rules, label: t`Règles de la maison` }}
    />
  );
};
