import type { I18n } from '@lingui/core';
import { t } from '@lingui/core/macro';

const dayLength = 86_400_000;

/** A phrase for a time, unless the phone that wrote it was more than a day ahead: then nobody knows when it was. */
export const unlessDoubtful = (i18n: I18n, now: number, at: number, phrase: (at: number) => string): string =>
  at > now + dayLength ? t(i18n)`heure douteuse` : phrase(at);
