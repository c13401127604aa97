// First of all: it names the order of the layers, and whoever comes before it would be the weakest.
import '#ui/styles/index.css';
import { createRoot } from 'react-dom/client';
import { registerSW } from 'virtual:pwa-register';
import { StrictMode } from 'react';
import type { Deps } from '#app/deps.ts';
import { createHouse, type KnownWorkshop } from '#app/house.ts';
import { rescue } from '#app/rescue.ts';
import { createCryptoDeps } from '#crypto/cryptoDeps.ts';
import { createClock } from '#device/clock.ts';
import { createDevice } from '#device/device.ts';
import { createLocks } from '#device/locks.ts';
import { readRegistry, writeRegistry } from '#device/registry.ts';
import { rest } from '#device/rest.ts';
import { App } from '#ui/App.tsx';
import type { AppPorts } from '#ui/hooks/useApp.ts';
import { fetchScreen } from '#ui/screens/routeTable.tsx';
import { createAppearance, showAppearance } from '#ui/state/appearance.ts';
import { createToasts } from '#ui/state/toasts.ts';
import { createTexts } from '#ui/texts/createTexts.ts';
import { createUpdates } from '#ui/update/createUpdates.ts';

const { localStorage } = window;
const appearance = createAppearance({ storage: localStorage, wishedLanguages: navigator.languages });
showAppearance(appearance, document.documentElement);

const clock = createClock();
const deps: Deps = { crypto: createCryptoDeps(window.crypto), clock, locks: createLocks(navigator.locks), rest };
const house = createHouse(deps, {
  read: () => {
    const { current, workshops } = readRegistry(localStorage);
    return { current, workshops: workshops.map((each) => ({ isDoor: false, ...each }) as KnownWorkshop) };
  },
  write: (registry) => void writeRegistry(localStorage, registry),
});

// Texts, database and the first screen's code are fetched side by side.
const known = house.current();
if (known !== null) {
  house.openAhead(known.id);
  void fetchScreen(known.isDoor ? '#/' : window.location.hash);
}
const texts = await createTexts(appearance.getState().language);
appearance.subscribe(({ language }) => void texts.speak(language));

const place = document.getElementById('app');
if (place === null) throw new Error('index.html has no #app');
const root = createRoot(place);
let opening = 0;
const show = (): void => {
  opening += 1;
  root.render(
    <StrictMode>
      <App key={opening} ports={ports} onSave={() => void rescue(house, device, deps)} />
    </StrictMode>,
  );
};
const device = createDevice({ window, clock });
let wasTouched = false;
for (const sign of ['pointerdown', 'keydown'])
  window.addEventListener(sign, () => (wasTouched = true), { once: true, capture: true });
const updates = createUpdates({
  now: clock.now,
  reload: () => window.location.reload(),
  wasTouched: () => wasTouched,
  session: window.sessionStorage,
});
const ports: AppPorts = { house, device, clock, texts, appearance, toasts: createToasts(), updates, reopen: show };
show();

// Once the page is loaded: the first paint does not wait for it.
const letIn = registerSW({
  onNeedRefresh: () => updates.waits(() => void letIn()),
  onNeedReload: updates.hasTakenOver,
  onRegisteredSW: (_, registration) => {
    if (registration === undefined) return;
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') updates.look(() => registration.update());
    });
  },
});
// The old page asks for a part that went with the old version: the new one has it.
window.addEventListener('vite:preloadError', (event) => {
  if (updates.partIsMissing()) event.preventDefault();
});
