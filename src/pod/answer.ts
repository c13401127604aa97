import { acceptedCoding } from './coding.ts';
import type { Site, SiteFile } from './site.ts';

export interface Question {
  readonly method: string;
  readonly url: string;
  readonly acceptEncoding: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Nothing of the app comes from anybody but this address. It connects to nobody else either, but by WebSocket: a workshop
 * may have its pod or its signaling at another host, set by hand on each phone, and a static host cannot know which.
 * Fetching, posting and pictures stay at home.
 */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "worker-src 'self'",
  "connect-src 'self' ws: wss:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const everyAnswer: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const longestUrl = 2048;

/** What a static host says to one request. `base` begins and ends with a slash. */
export async function answer(site: Site, base: string, question: Question): Promise<Answer> {
  if (question.method !== 'GET' && question.method !== 'HEAD') {
    return plain(405, 'This address is only read.', { Allow: 'GET, HEAD' });
  }
  if (question.url.length > longestUrl) return plain(414, 'This address is too long.');
  const path = readPath(question.url);
  if (path === null) return plain(400, 'This address cannot be read.');
  if (`${path}/` === base) return plain(308, 'The app is one slash further.', { Location: encodeURI(base) });
  const file = path.startsWith(base) ? site.get(path.slice(base.length)) : undefined;
  return file === undefined ? plain(404, `Nothing is here. The app is at ${base}`) : fileAnswer(file, question);
}

async function fileAnswer(file: SiteFile, question: Question): Promise<Answer> {
  const coding = acceptedCoding(question.acceptEncoding);
  const coded = coding === null ? null : await file.coded(coding);
  const etag = coded === null ? `"${file.hash}"` : `"${file.hash}-${coding}"`;
  const validators = { ...everyAnswer, ETag: etag, 'Cache-Control': file.cacheControl, Vary: 'Accept-Encoding' };
  if (isKnownAlready(question.ifNoneMatch, etag)) return { status: 304, headers: validators, body: Buffer.alloc(0) };
  const body = coded ?? file.bytes;
  return {
    status: 200,
    headers: {
      ...validators,
      'Content-Type': file.contentType,
      'Content-Length': String(body.length),
      ...(coded === null || coding === null ? {} : { 'Content-Encoding': coding }),
    },
    body,
  };
}

export const plain = (status: number, sentence: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  fresh(status, `${sentence}\n`, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' });

/** A page made for this request. */
export const page = (html: string): Answer => fresh(200, html, { 'Content-Type': 'text/html; charset=utf-8' });

function fresh(status: number, text: string, headers: Readonly<Record<string, string>>): Answer {
  const body = Buffer.from(text);
  return {
    status,
    headers: {
      ...everyAnswer,
      ...headers,
      'Content-Length': String(body.length),
      'Cache-Control': 'no-store',
    },
    body,
  };
}

export function readPath(url: string): string | null {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  if (!path.startsWith('/')) return null;
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') ? null : decoded;
  } catch {
    return null;
  }
}

function isKnownAlready(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((known) => {
    const tag = known.trim().replace(/^W\//, '');
    return tag === etag || tag === '*';
  });
}
