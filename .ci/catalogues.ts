/**
 * The texts of the interface, compiled from the PO catalogues and cut in two: what the chunks of the first load say, and
 * the rest. A phone reads all its texts before it draws; most of them are of screens nobody has opened yet.
 *
 * `virtual:texts/fr-first` and `virtual:texts/fr-rest` hold `messages`. While developing and testing nothing is cut:
 * all is in the first.
 */
import { createCompiledCatalog, getCatalogs } from '@lingui/cli/api';
import { getConfig } from '@lingui/conf';
import type { Plugin } from 'vite';
import { frenchSpacing } from '../src/ui/texts/frenchSpacing.ts';

type Messages = Readonly<Record<string, unknown>>;

const names = /^virtual:texts\/(\w+)-(first|rest)$/;
const placeholder = /__TEXTS_(\w+?)_(first|rest)__/g;
const mark = '\0';

/** `firstChunks`: names of the chunks that are there before anything is drawn. */
export function catalogues({ firstChunks = [] }: { readonly firstChunks?: readonly string[] } = {}): Plugin {
  const config = getConfig();
  const read = new Map<string, Promise<Messages>>();
  /** What each module says, by the ids the macros gave. */
  const saidIn = new Map<string, readonly string[]>();
  let isBuild = false;
  const messagesOf = (locale: string): Promise<Messages> => {
    const known = read.get(locale) ?? compile(locale);
    read.set(locale, known);
    return known;
  };
  const compile = async (locale: string): Promise<Messages> => {
    const [catalog] = await getCatalogs(config);
    if (catalog === undefined) throw new Error('lingui.config.ts names no catalogue');
    const { messages, missing } = await catalog.getTranslations(locale, {
      fallbackLocales: config.fallbackLocales ?? {},
      sourceLocale: 'fr',
    });
    if (missing.length > 0) throw new Error(`${String(missing.length)} texts have no translation in ${locale}`);
    const { source, errors } = createCompiledCatalog(locale, messages, { namespace: 'json' });
    if (errors.length > 0) throw new Error(errors.map(({ error }) => error.message).join('\n'));
    const compiled = (JSON.parse(source) as { readonly messages: Messages }).messages;
    return locale === 'fr' ? spaced(compiled) : compiled;
  };
  return {
    name: 'circule-catalogues',
    enforce: 'post',
    configResolved: ({ command }) => void (isBuild = command === 'build'),
    resolveId: (id) => (names.test(id) ? mark + id : null),
    async load(id) {
      const [, locale, part] = names.exec(id.replace(mark, '')) ?? [];
      if (locale === undefined) return null;
      if (isBuild) return `export const messages = JSON.parse(__TEXTS_${locale}_${String(part)}__);`;
      const all = part === 'first' ? await messagesOf(locale) : {};
      return `export const messages = ${JSON.stringify(all)};`;
    },
    transform(code, id) {
      const ids = [...code.matchAll(/\bid: ?["'`]([\w+/]{6})["'`]/g)].map(([, each]) => String(each));
      if (ids.length > 0) saidIn.set(id, ids);
    },
    async renderChunk(code, _chunk, _options, meta) {
      const wished = [...code.matchAll(placeholder)];
      if (wished.length === 0) return null;
      const first = new Set(
        Object.values(meta.chunks)
          .filter(({ name }) => firstChunks.includes(name))
          .flatMap(({ modules }) => Object.keys(modules))
          .flatMap((module) => saidIn.get(module) ?? []),
      );
      let written = code;
      for (const [hole, locale, part] of wished) {
        const all = Object.entries(await messagesOf(String(locale)));
        const held = Object.fromEntries(all.filter(([id]) => first.has(id) === (part === 'first')));
        written = written.replace(hole, () => JSON.stringify(JSON.stringify(held)));
      }
      return { code: written, map: null };
    },
  };
}

/** A compiled message is text, or a nest of lists with the text in between. */
function spaced<Message>(message: Message): Message {
  if (typeof message === 'string') return frenchSpacing(message) as Message;
  if (Array.isArray(message)) return message.map((part: unknown) => spaced(part)) as Message;
  if (typeof message !== 'object' || message === null) return message;
  return Object.fromEntries(Object.entries(message).map(([key, part]) => [key, spaced(part)])) as Message;
}
