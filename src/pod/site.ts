import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, refused, type Result } from '#domain/result.ts';
import { contentTypeOf, isWorthCompressing } from './contentType.ts';
import { compressed, type Coding } from './coding.ts';

export interface SiteFile {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly hash: string;
  /** The bytes in this coding, or null where the coding would not make them smaller. */
  readonly coded: (coding: Coding) => Promise<Buffer | null>;
}

/** Files by their path in the address, without the leading slash: `''` is the first page. */
export type Site = ReadonlyMap<string, SiteFile>;

export type SiteRefusal = { readonly kind: 'no-app-here'; readonly dir: string };

/**
 * Reads a built app once, whole. What is not in the map cannot be asked for: no address is ever
 * turned into a path on the disk, so there is nothing to climb out of.
 */
export function readSite(dir: string): Result<Site, SiteRefusal> {
  const site = new Map<string, SiteFile>();
  for (const path of pathsBelow(dir)) site.set(path, siteFile(path, readFileSync(join(dir, path))));
  const index = site.get('index.html');
  if (index === undefined) return refused({ kind: 'no-app-here', dir });
  site.set('', index);
  return ok(site);
}

/** Vite names what it puts into `assets/` by content: such a name never means anything else. */
const namedByContent = /^assets\/.*-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/;

function siteFile(path: string, bytes: Buffer): SiteFile {
  const contentType = contentTypeOf(path);
  const codings = new Map<Coding, Promise<Buffer | null>>();
  return {
    bytes,
    contentType,
    cacheControl: namedByContent.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    hash: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
    coded(coding) {
      if (!isWorthCompressing(contentType)) return Promise.resolve(null);
      const known = codings.get(coding) ?? compressed(bytes, coding);
      codings.set(coding, known);
      return known;
    },
  };
}

function pathsBelow(dir: string, prefix = ''): readonly string[] {
  let entries;
  try {
    entries = readdirSync(join(dir, prefix), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) return pathsBelow(dir, path);
    return entry.isFile() ? [path] : [];
  });
}
