import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ok, refused, type Result } from '#domain/result.ts';
import type { Duplex } from 'node:stream';
import { answer, type Answer, plain, readPath } from './answer.ts';
import { readSite, type Site, type SiteRefusal } from './site.ts';

export interface StaticHostDeps {
  /** The folder of the built app. */
  readonly dir: string;
  /** The path the app is served under: `/`, or for instance `/circule/`. */
  readonly base: string;
  /** The address listened on; 127.0.0.1 is this machine and nobody else. */
  readonly host: string;
  /** The port wished for, 0 for any. A busy one gives way to the next. */
  readonly port: number;
  /** What answers besides the files. */
  readonly beside?: Beside;
}

/** Paths come without the base; null answers mean that it is none of theirs. */
export interface Beside {
  readonly answer: (path: string, request: IncomingMessage) => Promise<Answer> | null;
  readonly upgrade: (path: string, request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
}

export interface StaticHost {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export type StaticHostRefusal = SiteRefusal | { readonly kind: 'cannot-listen'; readonly reason: string };

/** Serves one built app, as any static host would, until stopped. */
export async function createStaticHost(deps: StaticHostDeps): Promise<Result<StaticHost, StaticHostRefusal>> {
  const site = readSite(deps.dir);
  if (!site.ok) return site;
  const base = toBase(deps.base);
  const server = createServer({ maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 10_000 });
  const { beside } = deps;
  server.on('request', (request, response) => void respond(site.value, base, beside, request, response));
  if (beside !== undefined)
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      const path = pathBelow(base, request.url);
      if (path === null || !beside.upgrade(path, request, socket, head))
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });
  const port = await listen(server, deps.host, deps.port);
  if (!port.ok) return port;
  const host = deps.host.includes(':') ? `[${deps.host}]` : deps.host;
  return ok({ url: `http://${host}:${String(port.value)}${encodeURI(base)}`, stop: () => stop(server) });
}

function pathBelow(base: string, url = ''): string | null {
  const path = readPath(url);
  return path?.startsWith(base) === true ? path.slice(base.length) : null;
}

async function respond(
  site: Site,
  base: string,
  beside: Beside | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A broken connection is the other side's business: nothing here waits for it.
  response.on('error', () => response.destroy());
  const path = request.method === 'GET' || request.method === 'HEAD' ? pathBelow(base, request.url) : null;
  const besides = path === null ? null : (beside?.answer(path, request) ?? null);
  const answering =
    besides ??
    answer(site, base, {
      method: request.method ?? '',
      url: request.url ?? '',
      acceptEncoding: headerOf(request, 'accept-encoding'),
      ifNoneMatch: headerOf(request, 'if-none-match'),
    });
  // A disk that does not answer is no reason to stop for everybody.
  const { status, headers, body } = await answering.catch(() => plain(500, 'This could not be answered.'));
  // Whoever sends what is not read is not listened to any longer.
  const closing = status >= 400 ? { Connection: 'close' } : {};
  response.writeHead(status, { ...headers, ...closing });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

const portsTried = 20;

async function listen(server: Server, host: string, wished: number): Promise<Result<number, StaticHostRefusal>> {
  let reason = '';
  for (let tried = 0; tried < portsTried && wished + tried <= 65_535; tried += 1) {
    const error = await listenOnce(server, host, wished === 0 ? 0 : wished + tried);
    if (error === null) return ok((server.address() as AddressInfo).port);
    reason = error.message;
    if (error.code !== 'EADDRINUSE') break;
  }
  return refused({ kind: 'cannot-listen', reason });
}

function listenOnce(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => resolve(error);
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve(null);
    });
  });
}

const patience = 1000;

/** What is being sent may end; after a second the rest is cut. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), patience);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function toBase(wished: string): string {
  const inside = wished.replace(/^\/+|\/+$/g, '');
  return inside === '' ? '/' : `/${inside}/`;
}
