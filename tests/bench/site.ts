import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { startHost } from '#tests/support/serve.ts';

const builtApp = process.env['E2E_DIR'] ?? fileURLToPath(new URL('../../dist/app/', import.meta.url));
const pages = fileURLToPath(new URL('page/', import.meta.url));

/** The built app and, beside it on the same origin, the pages of the bench. */
export interface Site {
  readonly app: string;
  readonly bench: string;
  readonly floor: string;
  readonly stop: () => Promise<void>;
}

export async function openSite(): Promise<Site> {
  const dir = mkdtempSync(join(tmpdir(), 'circule-bench-site-'));
  cpSync(builtApp, dir, { recursive: true });
  await build({
    configFile: false,
    root: pages,
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    worker: { format: 'es' },
    build: {
      outDir: join(dir, 'bench'),
      target: 'chrome120',
      assetsInlineLimit: 0,
      rolldownOptions: { input: [join(pages, 'bench.html'), join(pages, 'floor.html')] },
    },
  });
  keepPagesOffline(dir);
  const host = await startHost({ dir });
  return {
    app: host.url,
    bench: `${host.url}bench/bench.html`,
    floor: `${host.url}bench/floor.html`,
    stop: async () => {
      await host.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The app's service worker answers every page address with the app, unless it keeps that page: so it keeps ours too. */
function keepPagesOffline(dir: string): void {
  const files = readdirSync(join(dir, 'bench'), { recursive: true, encoding: 'utf8' });
  const entries = files
    .filter((path) => /\.(?:html|js)$/.test(path))
    .map((path) => `{url:${JSON.stringify(`bench/${path}`)},revision:"bench"},`);
  const worker = join(dir, 'sw.js');
  const code = readFileSync(worker, 'utf8');
  const list = /\[(?=\{\s*"?(?:url|revision)"?:)/;
  if (!list.test(code)) throw new Error('dist/app/sw.js names nothing to keep: has the form of its list changed?');
  writeFileSync(
    worker,
    code.replace(list, () => `[${entries.join('')}`),
  );
}
