import { I18nProvider } from '@lingui/react';
import { Trans } from '@lingui/react/macro';
import { useLingui } from '@lingui/react/macro';
import { Suspense, useEffect, useState } from 'react';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { useStore } from 'zustand';
import type { House, KnownWorkshop } from '#app/house.ts';
import type { Workshop } from '#app/workshop.ts';
import type { OpenRefusal } from '#app/openWorkshop.ts';
import { WedgeListener } from './code/WedgeListener.tsx';
import { AppContext, type AppPorts, useApp } from './hooks/useApp.ts';
import { FiltersContext } from './hooks/useFilters.ts';
import { useKeyboardInset } from './hooks/useKeyboardInset.ts';
import { WorkshopContext } from './hooks/useWorkshop.ts';
import { Button } from './parts/Button.tsx';
import { Drawings } from './parts/Drawings.tsx';
import { ErrorBoundary } from './parts/ErrorBoundary.tsx';
import { Screen } from './parts/Screen.tsx';
import { ScreenTitle } from './parts/ScreenTitle.tsx';
import { Toasts } from './parts/Toasts.tsx';
import { doorRoutes, fetchNearScreens, fetchScreen, openRoutes, shutRoutes } from './screens/routeTable.tsx';
import { createFilters } from './state/filters.ts';
import { refusalText } from './texts/refusals.ts';
import { UpdateBar } from './update/UpdateBar.tsx';

/** The whole interface. Everything it needs comes in `ports`. */
export const App = ({ ports, onSave }: { readonly ports: AppPorts; readonly onSave: () => void }) => (
  <AppContext value={ports}>
    <I18nProvider i18n={ports.texts.i18n}>
      <Drawings />
      <ErrorBoundary onSave={onSave} onReload={() => window.location.reload()}>
        <UpdateBar />
        <Router hook={useHashLocation}>
          <Opened />
        </Router>
        <Said />
      </ErrorBoundary>
    </I18nProvider>
  </AppContext>
);

type Opening =
  | { readonly step: 'opening' }
  | { readonly step: 'open'; readonly workshop: Workshop }
  | { readonly step: 'none' }
  | { readonly step: 'refused'; readonly refusal: OpenRefusal };

const Opened = () => {
  const { house } = useApp();
  const current = house.current();
  const opening = useOpening(current?.id ?? null);
  const [filters] = useState(createFilters);
  useKeyboardInset();
  if (opening.step === 'opening') return null;
  if (opening.step === 'refused') return <NotOpened refusal={opening.refusal} />;
  if (opening.step === 'none')
    return (
      <Suspense fallback={null}>
        <Switch>
          {shutRoutes.map(({ path, screen: { Shown } }) => (
            <Route key={path} path={path} component={Shown} />
          ))}
        </Switch>
      </Suspense>
    );
  return (
    <WorkshopContext value={opening.workshop}>
      <FiltersContext value={filters}>
        <Suspense fallback={null}>
          <Switch>
            {(current?.isDoor === true ? doorRoutes : openRoutes).map(({ path, screen: { Shown } }) => (
              <Route key={path} path={path} component={Shown} />
            ))}
          </Switch>
        </Suspense>
      </FiltersContext>
      <WedgeListener />
    </WorkshopContext>
  );
};

/** Opens the workshop, and sweeps once the first paint is over. */
function useOpening(id: KnownWorkshop['id'] | null): Opening {
  const { house, texts } = useApp();
  const [opening, setOpening] = useState<Opening>({ step: 'opening' });
  useEffect(() => {
    let isOver = false;
    let opened: Workshop | null = null;
    let sweeping: number | undefined;
    const open = async () => {
      const known = id ?? (await house.search())[0]?.id ?? null;
      if (known === null) return setOpening({ step: 'none' });
      const isDoor = house.current()?.isDoor === true;
      const [result] = await Promise.all([
        openWithRows(house, known),
        isDoor || fetchScreen(window.location.hash, texts),
      ]);
      if (!result.ok) return isOver ? undefined : setOpening({ step: 'refused', refusal: result.refusal });
      opened = result.value;
      if (isOver) return opened.close();
      setOpening({ step: 'open', workshop: opened });
      sweeping = window.setTimeout(() => {
        opened?.near.first.stop();
        fetchNearScreens(texts);
        requestIdleCallbackOrSoon(() => void opened?.sweep());
      }, afterFirstPaint);
    };
    void open();
    return () => {
      isOver = true;
      window.clearTimeout(sweeping);
      opened?.close();
    };
  }, [house, id, texts]);
  return opening;
}

/** Empty hooks are only worth drawing when the first rows take longer than this, in ms. */
const patience = 300;

async function openWithRows(house: House, id: KnownWorkshop['id']) {
  const result = await house.open(id);
  if (!result.ok) return result;
  const { names, first } = result.value.near;
  const late = new Promise((resolve) => window.setTimeout(resolve, patience));
  await Promise.race([Promise.all([names.ready, first.ready]), late]);
  return result;
}

/** Idle moments come before the first rows too, while the database is read: sweeping waits until they are drawn, in ms. */
const afterFirstPaint = 1200;

const requestIdleCallbackOrSoon = (work: () => void): void => {
  // Safari has no idle callbacks.
  if (typeof window.requestIdleCallback === 'function') window.requestIdleCallback(work, { timeout: 3000 });
  else window.setTimeout(work, 500);
};

const NotOpened = ({ refusal }: { readonly refusal: OpenRefusal }) => {
  const { i18n, t } = useLingui();
  const { house, reopen } = useApp();
  const forget = () => {
    house.choose(null);
    reopen();
  };
  return (
    <Screen>
      <ScreenTitle plain={t`Ce carnet ne s’ouvre pas`} />
      <p className="stack">
        {refusal.kind === 'workshop-unknown' ? (
          <Trans>Il n’est plus sur cet appareil. Une sauvegarde peut le ramener.</Trans>
        ) : (
          refusalText(i18n, refusal)
        )}
      </p>
      <Button look="main" onClick={() => window.location.reload()}>
        <Trans>Recharger</Trans>
      </Button>
      <Button look="plain" onClick={forget}>
        <Trans>Revenir à l’accueil</Trans>
      </Button>
    </Screen>
  );
};

const Said = () => {
  const { toasts } = useApp();
  const said = useStore(toasts, (state) => state.toasts);
  return <Toasts toasts={said} onGone={toasts.getState().gone} />;
};
