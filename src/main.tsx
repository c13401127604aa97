// First of all: it names the order of the layers, and whoever comes before it would be the weakest.
import '#ui/styles/index.css';
import { registerSW } from 'virtual:pwa-register';
import type { Deps } from '#app/deps.ts';
import { createHouse, type KnownWorkshop } from '#app/house.ts';
import { rescue } from '#app/rescue.ts';
import { createCryptoDeps } from '#crypto/cryptoDeps.ts';
import { createClock } from '#device/clock.ts';
import { createDevice } from '#device/device.ts';
import { createLocks } from '#device/locks.ts';
import { readRegistry, writeRegistry } from '#device/registry.ts';
import { rest } from '#device/rest.ts';
import { createSurroundings } from '#device/surroundings.ts';
import { chance, createTimer } from '#device/timer.ts';
import { fetchScreen } from '#ui/screens/routeTable.tsx';
import { createAppearance, showAppearance } from '#ui/state/appearance.ts';
import { createToasts } from '#ui/state/toasts.ts';
import { createTexts } from '#ui/texts/createTexts.ts';
import { createUpdates } from '#ui/update/createUpdates.ts';

const { localStorage } = window;
const appearance = createAppearance({ storage: localStorage, wishedLanguages: navigator.languages });
showAppearance(appearance, document.documentElement);

const clock = createClock();
const deps: Deps = {
  crypto: createCryptoDeps(window.crypto),
  clock,
  locks: createLocks(navigator.locks),
  rest,
  boards: async () => (await import('#sync/keepInBrowser.ts')).keepInBrowser,
  meeting: {
    surroundings: createSurroundings(window),
    note: (name) => ({ get: () => localStorage.getItem(name), set: (value) => localStorage.setItem(name, value) }),
    home: new URL('.', document.baseURI.split('#')[0]),
    random: chance,
    timer: createTimer(),
    version: __VERSION__,
  },
};
const house = createHouse(deps, {
  read: () => {
    const { current, workshops } = readRegistry(localStorage);
    return { current, workshops: workshops.map((each) => ({ isDoor: false, ...each }) as KnownWorkshop) };
  },
  write: (registry) => void writeRegistry(localStorage, registry),
});

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
// The old page asks for a part that went with the old version: the new one has it.
window.addEventListener('vite:preloadError', (event) => {
  if (updates.partIsMissing()) event.preventDefault();
});

/** The first rows are read and drawn by then, in ms: looking for a new version would take turns with them. */
const afterFirstRows = 400;

// Side by side: the database with the first rows, the code that draws them, and the texts. Not awaited here, because that
// code imports parts of the file this one is packed in.
const known = house.current();
if (known !== null) house.openAhead(known.id);
void draw(import('#ui/drawApp.tsx')).then(() => window.setTimeout(keepApp, afterFirstRows));
if (known !== null) void fetchScreen(known.isDoor ? '#/' : window.location.hash);

async function draw(drawing: Promise<typeof import('#ui/drawApp.tsx')>): Promise<void> {
  const texts = await createTexts(appearance.getState().language);
  appearance.subscribe(({ language }) => void texts.speak(language));
  const { drawApp } = await drawing;
  const place = document.getElementById('app');
  if (place === null) throw new Error('index.html has no #app');
  drawApp(
    place,
    { house, device, clock, texts, appearance, toasts: createToasts(), updates },
    { onSave: () => void rescue(house, device, deps) },
  );
}

/** Keeps the app for the days without network. */
function keepApp(): void {
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
}
