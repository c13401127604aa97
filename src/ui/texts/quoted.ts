import type { I18n } from '@lingui/core';
import { t } from '@lingui/core/macro';

/** What somebody wrote, in the quotation marks of the language. */
export const quoted = (i18n: I18n, words: string): string => t(i18n)`« ${words} »`;
