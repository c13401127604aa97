import { request } from 'node:http';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCommand } from '#pod/options.ts';
import { createPodHome, type PodHome, type PodProcess } from '#tests/support/podProcess.ts';

let home: PodHome;
let pod: PodProcess;
beforeEach(async () => {
  home = createPodHome();
  pod = await home.start(['--base', '/circule/', '--token', 'geheim']);
});
afterEach(() => home.remove());

interface Heard {
  readonly status: number;
  readonly csp: string;
  readonly body: string;
}

/** With headers `fetch` would not send. */
function ask(path: string, headers: Record<string, string> = {}): Promise<Heard> {
  const { hostname, port } = new URL(pod.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers, agent: false }, (response) => {
      let body = '';
      response.on('data', (piece: Buffer) => (body += piece.toString()));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          csp: String(response.headers['content-security-policy']),
          body,
        }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('the status page is for who sits at the machine, or has the token; it has no script and no names', async () => {
  const own = await ask('/circule/pod-status', { 'accept-language': 'fr-CH, en' });
  expect([own.status, own.body.includes('Tout va bien.'), own.body.includes('<script')]).toEqual([200, true, false]);
  expect(own.csp).toContain("frame-ancestors 'none'");
  expect((await ask('/circule/pod-status', { 'accept-language': 'en' })).body).toContain('All is well.');
  for (const headers of [
    { 'x-forwarded-for': '192.0.2.7' },
    { forwarded: 'for=192.0.2.7' },
    // A stranger's page whose name was made to answer 127.0.0.1.
    { host: 'elsewhere.example' },
  ] as Record<string, string>[])
    expect((await ask('/circule/pod-status', headers)).status).toBe(403);
  const away = { 'x-forwarded-for': '192.0.2.7' };
  expect((await ask('/circule/pod-status?token=geheim', away)).status).toBe(200);
  expect((await ask('/circule/pod-status', { ...away, authorization: 'Bearer geheim' })).status).toBe(200);
  for (const token of ['', 'geheimer', 'GEHEIM'])
    expect((await ask(`/circule/pod-status?token=${token}`, away)).status).toBe(403);
});

test('health is told to anybody, in one word', async () => {
  expect(await ask('/circule/healthz')).toMatchObject({ status: 200, body: 'well\n' });
});

test('a WebSocket elsewhere, or to no workshop, is refused; the app goes on', async () => {
  const address = pod.url.replace('http', 'ws');
  const nowhere = new WebSocket(new URL('other', address));
  expect(String((await once(nowhere, 'error'))[0])).toContain('404');
  for (const workshop of ['', 'short', 'A'.repeat(42) + '='] as const) {
    const socket = new WebSocket(new URL(`pod?w=${workshop}`, address));
    expect((await once(socket, 'close'))[0]).toBe(4003);
  }
  expect((await ask('/circule/')).status).toBe(200);
});

test('options: what is not understood is said, ids may begin with a hyphen', () => {
  const id = `-${'A'.repeat(42)}`;
  const read = readCommand(['export', '--workshop', id, '--to', 'file'], {});
  expect(read).toMatchObject({ ok: true, value: { kind: 'export', workshop: id, file: 'file' } });
  const policy = readCommand(['--workshops', id, '--most-workshops', '3', '--quota-mb', '10'], {});
  expect(policy).toMatchObject({
    ok: true,
    value: { options: { policy: { workshops: new Set([id]), most: 3 }, quota: { bytes: 10 * 1024 * 1024 } } },
  });
  const wrong = [
    ['dance'],
    ['--lard'],
    ['--quota-mb', '-1'],
    ['--workshops', 'everybody'],
    ['export', '--to', 'x'],
    ['restore'],
  ];
  for (const words of wrong) expect([words, readCommand(words, {}).ok]).toEqual([words, false]);
  expect(readCommand([], { PORT: '80', CIRCULE_DATA: '/d' })).toMatchObject({
    value: { options: { port: 80, data: '/d' } },
  });
});
