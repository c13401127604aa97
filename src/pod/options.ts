import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readBase64url } from '#crypto/bytes.ts';
import type { WorkshopId } from '#domain/ids.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { usualQuota, type WorkshopQuota } from './blindLedger.ts';
import type { WorkshopPolicy } from './workshops.ts';

/** What whoever starts the pod says: docs/pod.md has the table. */
export interface PodOptions {
  readonly dir: string;
  readonly base: string;
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly policy: WorkshopPolicy;
  readonly quota: WorkshopQuota;
  readonly blobQuota: number;
  readonly token: string | null;
  readonly isBehindProxy: boolean;
}

export type Command =
  | { readonly kind: 'serve'; readonly options: PodOptions }
  | { readonly kind: 'list'; readonly data: string }
  | { readonly kind: 'export'; readonly data: string; readonly workshop: WorkshopId; readonly file: string }
  | { readonly kind: 'restore'; readonly data: string; readonly file: string };

export type OptionRefusal = { readonly kind: 'option-wrong'; readonly reason: string };

const wrong = (reason: string) => refused<OptionRefusal>({ kind: 'option-wrong', reason });

/** Beside the clone this file was built from; `npm start` keeps its data where it is. */
const usualData = fileURLToPath(new URL('../../.data/', import.meta.url));
const usualApp = fileURLToPath(new URL('../app/', import.meta.url));
const usualMost = 20;
const usualPhotoMegabytes = 1024;
const megabyte = 1024 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the words after `main.js`, and the environment where they are silent. */
export function readCommand(words: readonly string[], environment: Environment): Result<Command, OptionRefusal> {
  let parsed;
  try {
    parsed = parseArgs({
      args: joined(words),
      allowPositionals: true,
      options: {
        dir: { type: 'string', default: usualApp },
        base: { type: 'string', default: '/' },
        host: { type: 'string', default: environment['HOST'] ?? '127.0.0.1' },
        port: { type: 'string', default: environment['PORT'] ?? '4173' },
        data: { type: 'string', default: environment['CIRCULE_DATA'] ?? usualData },
        workshops: { type: 'string', default: environment['CIRCULE_WORKSHOPS'] ?? 'any' },
        'most-workshops': { type: 'string', default: String(usualMost) },
        'quota-mb': { type: 'string', default: String(usualQuota.bytes / megabyte) },
        'photo-quota-mb': { type: 'string', default: String(usualPhotoMegabytes) },
        token: { type: 'string', default: environment['CIRCULE_TOKEN'] ?? '' },
        'behind-proxy': { type: 'boolean', default: false },
        workshop: { type: 'string', default: '' },
        to: { type: 'string', default: '' },
        from: { type: 'string', default: '' },
      },
    });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const [command = 'serve', ...more] = positionals;
  if (more.length > 0) return wrong(more.join(' '));
  const { data } = values;
  switch (command) {
    case 'list':
      return ok({ kind: 'list', data });
    case 'export':
      if (!isWorkshop(values.workshop)) return wrong(`--workshop ${values.workshop}`);
      return values.to === ''
        ? wrong('--to')
        : ok({ kind: 'export', data, workshop: values.workshop, file: values.to });
    case 'restore':
      return values.from === '' ? wrong('--from') : ok({ kind: 'restore', data, file: values.from });
    case 'serve': {
      // All of the app's folder is handed to whoever asks.
      if (isWithin(values.dir, data)) return wrong(`--data ${data} (--dir ${values.dir})`);
      const policy = readPolicy(values.workshops, values['most-workshops']);
      const megabytes = readCount(values['quota-mb']);
      if (policy === null) return wrong(`--workshops ${values.workshops} --most-workshops ${values['most-workshops']}`);
      if (megabytes === null) return wrong(`--quota-mb ${values['quota-mb']}`);
      const photoMegabytes = readCount(values['photo-quota-mb']);
      if (photoMegabytes === null) return wrong(`--photo-quota-mb ${values['photo-quota-mb']}`);
      const options: PodOptions = {
        dir: values.dir,
        base: values.base,
        host: values.host,
        port: readPort(values.port),
        data,
        policy,
        quota: { ...usualQuota, bytes: megabytes * megabyte },
        blobQuota: photoMegabytes * megabyte,
        token: values.token === '' ? null : values.token,
        isBehindProxy: values['behind-proxy'],
      };
      return ok({ kind: 'serve', options });
    }
    default:
      return wrong(command);
  }
}

/** An id may begin with a hyphen, which would else be taken for the next option. */
function joined(words: readonly string[]): string[] {
  const isValueOf = (at: number): boolean =>
    ['--workshop', '--workshops'].includes(words[at - 1] ?? '') && words[at]?.startsWith('--') === false;
  return words.flatMap((word, at) =>
    isValueOf(at) ? [] : [isValueOf(at + 1) ? `${word}=${words[at + 1] ?? ''}` : word],
  );
}

function readPolicy(workshops: string, most: string): WorkshopPolicy | null {
  const count = readCount(most);
  if (count === null) return null;
  if (workshops === 'any') return { workshops: 'any', most: count };
  const ids = workshops.split(',').map((id) => id.trim());
  return ids.every(isWorkshop) ? { workshops: new Set(ids), most: Math.max(count, ids.length) } : null;
}

const isWithin = (outer: string, inner: string): boolean => {
  const way = relative(resolve(outer), resolve(inner));
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

const isWorkshop = (id: string): id is WorkshopId => readBase64url(id, 32).ok;
const readCount = (text: string): number | null => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : null);

/** Anything that is no port number is answered by the usual port: the address printed is the true one. */
const readPort = (wished: string): number =>
  /^\d{1,5}$/.test(wished) && Number(wished) <= 65_535 ? Number(wished) : 4173;
