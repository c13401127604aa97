import type { IncomingMessage } from 'node:http';

const isLoopback = (address: string): boolean => /^(?:::ffff:)?127\.|^::1$/.test(address);

/** The headers proxies set; whoever came through one is not at this machine, whatever the socket says. */
const proxyHeaders = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'];
const isProxied = ({ headers }: IncomingMessage): boolean => proxyHeaders.some((name) => headers[name] !== undefined);

/**
 * Whose connection this is, for limits. A proxy on this machine is believed; others only when the option says that there
 * is one, since anybody can write the header.
 */
export function callerAddress(request: IncomingMessage, isBehindProxy: boolean): string {
  const near = request.socket.remoteAddress ?? '';
  const forwarded = request.headers['x-forwarded-for'];
  const last =
    String(forwarded ?? '')
      .split(',')
      .at(-1)
      ?.trim() ?? '';
  return last !== '' && (isBehindProxy || isLoopback(near)) ? last : near;
}

/**
 * Somebody sitting at this machine: by its own name, too, or a page of a stranger could have its name answer 127.0.0.1
 * and read along.
 */
export function isFromThisMachine(request: IncomingMessage): boolean {
  const host = (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
  const isOwnName = host === 'localhost' || host === '127.0.0.1' || host === '[::1]';
  return isOwnName && isLoopback(request.socket.remoteAddress ?? '') && !isProxied(request);
}
