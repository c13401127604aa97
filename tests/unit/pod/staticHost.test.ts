import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { contentSecurityPolicy } from '#pod/answer.ts';
import { createStaticHost, type StaticHost, type StaticHostDeps } from '#pod/staticHost.ts';

const page = `<!doctype html><title>Circule</title>${'<p>une perceuse</p>'.repeat(100)}`;
let dir = '';
const running: StaticHost[] = [];

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'circule-site-'));
  mkdirSync(join(dir, 'app/assets'), { recursive: true });
  writeFileSync(join(dir, 'secret.txt'), 'not for the world');
  writeFileSync(join(dir, 'app/index.html'), page);
  writeFileSync(join(dir, 'app/sw.js'), 'self.skipWaiting');
  writeFileSync(join(dir, 'app/manifest.webmanifest'), '{}');
  writeFileSync(join(dir, 'app/assets/main-a1B2_c3D.js'), 'export const tool = 1;\n'.repeat(200));
  writeFileSync(join(dir, 'app/assets/reader-Zz09_-aa.wasm'), Buffer.alloc(4096));
  writeFileSync(join(dir, 'app/assets/face-Zz09_-aa.png'), Buffer.alloc(4096));
  writeFileSync(join(dir, 'app/perçeuse à main.svg'), '<svg/>');
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((host) => host.stop()));
});
afterAll(() => rmSync(dir, { recursive: true }));

async function open(more: Partial<StaticHostDeps> = {}): Promise<StaticHost> {
  const opened = await createStaticHost({ dir: join(dir, 'app'), base: '/', host: '127.0.0.1', port: 0, ...more });
  if (!opened.ok) throw new Error(opened.refusal.kind);
  running.push(opened.value);
  return opened.value;
}

interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A plain request whose path goes out as written, where `fetch` would tidy it first. */
function ask(host: StaticHost, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Heard> {
  const { hostname, port } = new URL(host.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** What comes back for bytes no client library would send. */
function shout(host: StaticHost, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(Number(new URL(host.url).port), '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (piece: Buffer) => (heard += piece.toString('latin1')));
    socket.on('error', () => resolve(heard));
    socket.on('close', () => resolve(heard));
  });
}

test('the first page is the app, asked for again each time', async () => {
  const host = await open();
  for (const path of ['/', '/index.html', '/?source=pwa']) {
    const { status, headers, body } = await ask(host, path);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('no-cache');
    expect(body.toString()).toBe(page);
  }
});

test.each([
  ['/sw.js', 'text/javascript; charset=utf-8', 'no-cache'],
  ['/manifest.webmanifest', 'application/manifest+json', 'no-cache'],
  ['/assets/main-a1B2_c3D.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['/assets/reader-Zz09_-aa.wasm', 'application/wasm', 'public, max-age=31536000, immutable'],
  ['/per%C3%A7euse%20%C3%A0%20main.svg', 'image/svg+xml', 'no-cache'],
])('%s goes out as %s, kept as %s', async (path, type, cache) => {
  const { status, headers } = await ask(await open(), path);
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, type, cache]);
});

test('every answer, refusals too, forbids third parties, sniffing, referrers, framing', async () => {
  const host = await open();
  for (const path of ['/', '/sw.js', '/nothing', '/%']) {
    const { headers } = await ask(host, path);
    expect(headers['content-security-policy']).toBe(contentSecurityPolicy);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['permissions-policy']).toBe('camera=(self), microphone=(), geolocation=()');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  }
  expect(contentSecurityPolicy).not.toMatch(/https?:|\*|unsafe-eval'(?<!wasm-unsafe-eval')/);
});

test('text and wasm are compressed as the browser accepts, pictures are not', async () => {
  const host = await open();
  const script = 'export const tool = 1;\n'.repeat(200);
  const br = await ask(host, '/assets/main-a1B2_c3D.js', { 'accept-encoding': 'gzip, deflate, br' });
  expect(br.headers['content-encoding']).toBe('br');
  expect(brotliDecompressSync(br.body).toString()).toBe(script);
  const gz = await ask(host, '/assets/main-a1B2_c3D.js', { 'accept-encoding': 'gzip, br;q=0' });
  expect(gz.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(gz.body).toString()).toBe(script);
  for (const answer of [br, gz]) {
    expect(answer.headers['content-length']).toBe(String(answer.body.length));
    expect(answer.headers.vary).toBe('Accept-Encoding');
  }
  expect(br.headers.etag).not.toBe(gz.headers.etag);
  const wasm = await ask(host, '/assets/reader-Zz09_-aa.wasm', { 'accept-encoding': 'br' });
  expect(wasm.body.length).toBeLessThan(4096);
  for (const encoding of ['', 'identity', 'zstd', '*;q=0']) {
    const { headers } = await ask(host, '/assets/main-a1B2_c3D.js', { 'accept-encoding': encoding });
    expect(headers['content-encoding']).toBeUndefined();
  }
  const picture = await ask(host, '/assets/face-Zz09_-aa.png', { 'accept-encoding': 'br' });
  expect(picture.headers['content-encoding']).toBeUndefined();
  expect(picture.body.length).toBe(4096);
});

test('who has it already gets 304 and no body', async () => {
  const host = await open();
  const first = await ask(host, '/');
  const etag = String(first.headers.etag);
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const again = await ask(host, '/', { 'if-none-match': known });
    expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, etag]);
  }
  expect((await ask(host, '/', { 'if-none-match': '"other"' })).status).toBe(200);
});

test('HEAD says all and sends nothing', async () => {
  const { status, headers, body } = await ask(await open(), '/', {}, 'HEAD');
  expect([status, headers['content-length'], body.length]).toEqual([200, String(page.length), 0]);
});

test('nothing outside the app is reached, however it is written', async () => {
  const host = await open();
  const climbing = [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/..%5csecret.txt',
    '//etc/passwd',
    '/assets/',
    '/assets',
    '/constructor',
    '/__proto__',
  ];
  for (const path of climbing) expect((await ask(host, path)).status, path).toBe(404);
});

test('what cannot be read is refused and the next is served', async () => {
  const host = await open();
  expect((await ask(host, '/%')).status).toBe(400);
  expect((await ask(host, '/%ff%fe')).status).toBe(400);
  expect((await ask(host, '/index.html%00.png')).status).toBe(400);
  expect((await ask(host, `/${'a'.repeat(3000)}`)).status).toBe(414);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND']) {
    const refusal = await ask(host, '/', {}, method);
    expect([refusal.status, refusal.headers.allow]).toEqual([405, 'GET, HEAD']);
  }
  expect(await shout(host, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  expect(await shout(host, 'GET http://elsewhere.example/ HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  expect(await shout(host, `GET /${'a'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4/);
  expect(await shout(host, 'CONNECT elsewhere:443 HTTP/1.1\r\nHost: x\r\n\r\n')).not.toMatch(/ 200 /);
  const upgrade = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n';
  expect(await shout(host, upgrade)).not.toMatch(/ 101 /);
  expect((await ask(host, '/')).status).toBe(200);
});

test('under a path of a larger site, all is found there and nowhere else', async () => {
  const host = await open({ base: 'circule' });
  expect(new URL(host.url).pathname).toBe('/circule/');
  expect((await ask(host, '/circule/')).status).toBe(200);
  expect((await ask(host, '/circule/sw.js')).status).toBe(200);
  const without = await ask(host, '/circule');
  expect([without.status, without.headers.location]).toEqual([308, '/circule/']);
  for (const path of ['/', '/sw.js', '/circulesw.js', '/circule//sw.js'])
    expect((await ask(host, path)).status).toBe(404);
});

test('a path with an accent is served too', async () => {
  const host = await open({ base: '/atelier été/' });
  expect((await fetch(host.url)).status).toBe(200);
  expect((await ask(host, '/atelier%20%C3%A9t%C3%A9')).headers.location).toBe('/atelier%20%C3%A9t%C3%A9/');
});

test('a busy port gives way to the next', async () => {
  const first = await open();
  const port = Number(new URL(first.url).port);
  const second = await open({ port });
  expect(Number(new URL(second.url).port)).toBeGreaterThan(port);
  expect((await fetch(second.url)).status).toBe(200);
});

test('no app, or no address to listen on, is said, not thrown', async () => {
  const nothing = await createStaticHost({ dir: join(dir, 'nowhere'), base: '/', host: '127.0.0.1', port: 0 });
  expect(nothing).toMatchObject({ ok: false, refusal: { kind: 'no-app-here' } });
  const nowhere = await createStaticHost({ dir: join(dir, 'app'), base: '/', host: '192.0.2.77', port: 0 });
  expect(nowhere).toMatchObject({ ok: false, refusal: { kind: 'cannot-listen' } });
});

test('stopping ends it, a half-spoken request included', async () => {
  const host = await open();
  const port = Number(new URL(host.url).port);
  const slow = connect(port, '127.0.0.1', () => slow.write('GET / HTTP/1.1\r\nHost: x\r\nX-Half: '));
  slow.on('error', () => slow.destroy());
  await new Promise((resolve) => slow.once('connect', resolve));
  await host.stop();
  running.length = 0;
  await expect(fetch(host.url)).rejects.toThrow();
});

test('what cannot be answered is said so, and the next is answered', async () => {
  const beside = {
    answer: (path: string) => (path === 'broken' ? Promise.reject(new Error('The disk is gone')) : null),
    upgrade: () => false,
  };
  const host = await open({ beside });
  expect((await ask(host, '/broken')).status).toBe(500);
  expect((await ask(host, '/')).status).toBe(200);
});
