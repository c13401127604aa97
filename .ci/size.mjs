// The size budget: what a phone downloads before the first screen, and all it keeps to work without network.
// Both are measured as the pod really sends them. Needs a build.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './install.mjs';

const app = join(root, 'dist', 'app');
/** What the page fetches by `import()` before anything is seen: its texts, in the larger language, and the first screen. */
const beforeFirstPaint = ['fr-first', 'first'];
const budgets = { 'first load, JavaScript, gzip': 180_000, 'kept for offline, as sent': 2_500_000 };

const first = firstLoad().map((path) => ({
  path,
  bytes: gzipSync(readFileSync(join(app, path)), { level: 9 }).length,
}));
const kept = await asSent(precached());
const strangers = kept.filter(({ path }) => path.startsWith('demo/')).map(({ path }) => path);

const isInside = [table('first load, JavaScript, gzip', first), table('kept for offline, as sent', kept)].every(
  Boolean,
);
if (strangers.length > 0) console.error(`The demo is not for everybody's phone, yet kept: ${strangers.join(', ')}`);
process.exitCode = isInside && strangers.length === 0 ? 0 : 1;

/**
 * The scripts of the page, what it preloads, what it fetches before the first paint, and all they import before they
 * run. Any other dynamic `import()` comes later.
 */
function firstLoad() {
  const page = readFileSync(join(app, 'index.html'), 'utf8');
  const tags = page.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const named = tags
    .filter((tag) => tag.startsWith('<script') || /rel="?modulepreload/.test(tag))
    .flatMap((tag) => /(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []);
  const found = new Set();
  const awaited = beforeFirstPaint.map((name) => {
    const chunk = readdirSync(join(app, 'assets')).find((file) => new RegExp(`^${name}-[\\w-]+\\.js$`).test(file));
    if (chunk === undefined) throw new Error(`No chunk of ${name}: is it loaded otherwise now?`);
    return `assets/${chunk}`;
  });
  const open = [...named.map((path) => posix.normalize(path.replace(/^\//, ''))), ...awaited];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    const code = readFileSync(join(app, path), 'utf8');
    for (const [, imported] of code.matchAll(/(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g)) {
      open.push(posix.join(posix.dirname(path), imported));
    }
  }
  return [...found];
}

/** The list Workbox wrote into the service worker. */
function precached() {
  const worker = readFileSync(join(app, 'sw.js'), 'utf8');
  const entry =
    /\{\s*"?(?:url"?:\s*"([^"]+)",\s*"?revision"?:|revision"?:\s*(?:null|"[^"]*"),\s*"?url"?:\s*"([^"]+)")/g;
  const paths = [...worker.matchAll(entry)].map(([, a, b]) => a ?? b);
  if (paths.length === 0) throw new Error('dist/app/sw.js names nothing to keep: has the form of its list changed?');
  return [...new Set(paths)];
}

async function asSent(paths) {
  const child = spawn(process.execPath, [join(root, 'dist', 'pod', 'main.js'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await new Promise((resolve, reject) => {
      child.stdout.on('data', (said) => resolve(/http:\/\/\S+\//.exec(String(said))?.[0]));
      child.on('close', () => reject(new Error('the pod did not start')));
    });
    const sizes = [];
    for (const path of paths) sizes.push({ path, bytes: await bytesOnTheWire(new URL(path, url)) });
    return sizes;
  } finally {
    child.kill('SIGTERM');
  }
}

function bytesOnTheWire(url) {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip, deflate, br' } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url.pathname} answers ${response.statusCode}`));
      let bytes = 0;
      response.on('data', (piece) => (bytes += piece.length));
      response.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

function table(title, files) {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const budget = budgets[title];
  for (const { path, bytes } of files.toSorted((a, b) => b.bytes - a.bytes).slice(0, 12))
    console.log(`${kilo(bytes)}  ${path}`);
  if (files.length > 12) console.log(`            … and ${files.length - 12} smaller ones`);
  console.log(`${kilo(total)}  of ${kilo(budget).trim()}: ${title}${total > budget ? '  TOO MUCH' : ''}\n`);
  return total <= budget;
}

function kilo(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(12);
}
