import { useLingui } from '@lingui/react/macro';
import { useStore } from 'zustand';
import { useApp } from '../hooks/useApp.ts';
import { Choice } from '../parts/Choice.tsx';
import type { Theme } from '../state/appearance.ts';
import { type Language, languageNames, languages } from '../texts/language.ts';

/** How the app looks on this device, and which language it speaks. */
export const AppearanceChoices = () => {
  const { t } = useLingui();
  const { appearance } = useApp();
  const { theme, language, setTheme, setLanguage } = useStore(appearance);
  const themes: readonly { readonly value: Theme; readonly label: string }[] = [
    { value: 'auto', label: t`Comme le téléphone` },
    { value: 'light', label: t`Clair` },
    { value: 'dark', label: t`Sombre` },
    { value: 'contrast', label: t`Plein soleil` },
  ];
  return (
    <div>
      <Choice legend={t`Couleurs`} options={themes} value={theme} onChange={setTheme} />
      <Choice<Language>
        legend={t`Langue`}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
        value={language}
        onChange={setLanguage}
      />
    </div>
  );
};
