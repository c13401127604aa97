import { readFileSync } from 'node:fs';
import babel, { defineRolldownBabelPreset } from '@rolldown/plugin-babel';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA, type ManifestOptions } from 'vite-plugin-pwa';
import { catalogues } from './.ci/catalogues.ts';

/** Only files that import a macro pass through Babel; all others are left to the bundler. */
const linguiMacros = defineRolldownBabelPreset({
  preset: () => ({ plugins: ['@lingui/babel-plugin-lingui-macro'] }),
  rolldown: { filter: { code: /@lingui\/(?:core|react)\/macro/ } },
});

// No `id`: it is then the start address. A fixed one would be the same for every path of a host, and two workshops'
// copies on one host would take each other's place on the home screen.
const manifest: Partial<ManifestOptions> = {
  name: 'Circule',
  short_name: 'Circule',
  description: "Le carnet de l'atelier, dans ta poche.",
  lang: 'fr',
  dir: 'ltr',
  start_url: './',
  scope: './',
  display: 'standalone',
  display_override: ['standalone', 'minimal-ui'],
  theme_color: '#F4EEE1',
  background_color: '#F4EEE1',
  categories: ['productivity', 'utilities'],
  launch_handler: { client_mode: 'navigate-existing' },
  icons: [
    { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: 'icons/monochrome-512.png', sizes: '512x512', type: 'image/png', purpose: 'monochrome' },
  ],
  shortcuts: [
    { name: 'Scanner', url: './#/scan', icons: [{ src: 'icons/shortcut-scan-192.png', sizes: '192x192' }] },
    { name: 'Avec moi', url: './#/', icons: [{ src: 'icons/shortcut-mine-192.png', sizes: '192x192' }] },
  ],
};

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

/**
 * Three files instead of a hundred, each with all it imports: what opens the database, what draws the first screen
 * meanwhile, and what the screens near it need beside. Each file is a way through the service worker, and a large one is
 * packed better than many small ones.
 */
const chunks = [
  { name: 'start', test: /src\/main\.tsx$/, priority: 3 },
  { name: 'first', test: /src\/ui\/(?:drawApp|screens\/home\/HomeScreen)\.tsx$/, priority: 2 },
  {
    name: 'near',
    test: /src\/ui\/(?:screens\/(?:tools\/Tools|tool\/Tool|out\/Out|scan\/Scan|label\/Label)Screen|code\/CodeSheet)\.tsx$/,
    priority: 1,
  },
];

export default defineConfig({
  define: { __VERSION__: JSON.stringify(version) },
  // One build for any host and any path.
  base: './',
  plugins: [
    react(),
    babel({ presets: [linguiMacros] }),
    lingui(),
    catalogues({ firstChunks: ['start', 'first'] }),
    VitePWA({
      // A reload that nobody asked for would lose a draft.
      registerType: 'prompt',
      injectRegister: false,
      strategies: 'generateSW',
      manifest,
      includeManifestIcons: false,
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,wasm}', 'icons/{icon-192,apple-touch-180}.png'],
        globIgnores: ['demo/**', '**/*.map', 'sw.js', 'workbox-*.js'],
        maximumFileSizeToCacheInBytes: 3_000_000,
        navigateFallback: 'index.html',
        // Pages of the pod that served the app.
        navigateFallbackDenylist: [/\/(?:pod-status|healthz)(?:\?|$)/],
        cleanupOutdatedCaches: true,
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
    }),
  ],
  worker: { format: 'es' },
  build: {
    outDir: 'dist/app',
    target: ['chrome120', 'safari16.4', 'firefox128'],
    sourcemap: true,
    // Inlined data URLs would need a wider content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
});
