import { defineConfig } from '@playwright/test';
import { browserLaunch } from './tests/support/browser.ts';

const port = Number(process.env['E2E_PORT'] ?? '4380');
/** The built app; another one while several builds are looked at side by side. */
const dir = process.env['E2E_DIR'] ?? 'dist/app';

/** Stories told through the interface alone, against the app as it is built and served. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: /\.(?:e2e|spec|test)\.ts$/,
  outputDir: 'test-results',
  forbidOnly: true,
  retries: 0,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${String(port)}/`,
    viewport: { width: 390, height: 844 },
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    trace: 'off',
    launchOptions: browserLaunch(),
  },
  webServer: {
    command: `node dist/pod/main.js --port ${String(port)} --dir ${dir} --data node_modules/.cache/e2e-pod-${String(port)}`,
    url: `http://127.0.0.1:${String(port)}/`,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 2000 },
  },
});
