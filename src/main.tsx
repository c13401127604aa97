import { I18nProvider } from '@lingui/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Brand } from '#ui/parts/Brand.tsx';
import { Drawings } from '#ui/parts/Drawings.tsx';
import { createAppearance, showAppearance } from '#ui/state/appearance.ts';
import { createTexts } from '#ui/texts/createTexts.ts';
import '#ui/styles/index.css';

const appearance = createAppearance({ storage: window.localStorage, wishedLanguages: navigator.languages });
showAppearance(appearance, document.documentElement);
const texts = await createTexts(appearance.getState().language);

const place = document.getElementById('app');
if (place === null) throw new Error('index.html has no #app');
createRoot(place).render(
  <StrictMode>
    <I18nProvider i18n={texts.i18n}>
      <Drawings />
      <Brand />
    </I18nProvider>
  </StrictMode>,
);
