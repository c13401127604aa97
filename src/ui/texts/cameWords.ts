import type { I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { cameHows, ToolWords } from '#domain/kinds/tool.ts';

type Came = NonNullable<ToolWords['came']>;

type How = (typeof cameHows)[number];

const hows: { readonly [Each in How]: ReturnType<typeof msg> } = {
  given: msg`reçu en don`,
  entrusted: msg`confié à l’atelier`,
  made: msg`fait ici`,
  bought: msg`acheté ensemble`,
};

export const cameHowWords = (i18n: I18n, how: How): string => i18n._(hows[how]);

/** How it came into the commons: "confié à l’atelier · un grenier vidé". What was written stands as it is. */
export const cameWords = (i18n: I18n, { how, origin }: Came): string =>
  [how === undefined ? '' : cameHowWords(i18n, how), origin].filter(Boolean).join(' · ');
