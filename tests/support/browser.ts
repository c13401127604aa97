import { installedBrowser } from '../../.ci/browser.mjs';

/** Off: whatever the browser would do on its own, on the network or with a graphics card that is not there. */
export const browserArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The launch options of every test browser; without an installed one, Playwright's own is used. */
export function browserLaunch(more: readonly string[] = []): {
  readonly executablePath?: string;
  readonly args: string[];
} {
  const executablePath = installedBrowser();
  return {
    ...(executablePath === null ? {} : { executablePath }),
    args: [...browserArguments, ...more],
  };
}
