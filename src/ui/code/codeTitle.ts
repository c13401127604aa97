import type { I18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { Resolved } from './resolve.ts';

/** What the sheet or page about a code is called. */
export const codeTitle = (i18n: I18n, resolved: Resolved): string => {
  switch (resolved.kind) {
    case 'tool':
      return resolved.tool.name;
    case 'several':
      return t(i18n)`Lequel est-ce ?`;
    case 'free-label':
      return t(i18n)`Cette étiquette est libre. La coller à quoi ?`;
    case 'elsewhere':
      return t(i18n)`L’étiquette d’un autre atelier`;
    case 'damaged':
      return t(i18n)`Cette étiquette se lit mal`;
    case 'invitation':
      return t(i18n)`C’est une invitation`;
    case 'induction':
      return t(i18n)`On t’a montré ?`;
    case 'unclaimed':
      return resolved.looks === 'number' ? t(i18n)`Ce code, c’est quel outil ?` : t(i18n)`Ce n’est pas une étiquette`;
  }
};
