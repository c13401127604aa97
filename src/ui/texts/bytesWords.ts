import type { I18n } from '@lingui/core';
import { t } from '@lingui/core/macro';

const mega = 1_000_000;

/** `3 Mo`, `1,2 Go`: as phones say it. */
export function bytesWords(i18n: I18n, bytes: number): string {
  const isLarge = bytes >= 1000 * mega;
  const amount = i18n.number(bytes / (isLarge ? 1000 * mega : mega), {
    maximumFractionDigits: bytes < 10 * mega || isLarge ? 1 : 0,
  });
  return isLarge ? t(i18n)`${amount} Go` : t(i18n)`${amount} Mo`;
}
