import type { I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { RetireReason } from '#domain/kinds/tool.ts';

const texts: { readonly [Reason in RetireReason]: ReturnType<typeof msg> } = {
  broken: msg`hors d’usage`,
  lost: msg`on ne le trouve plus`,
  given: msg`parti ailleurs, en don`,
  worn: msg`au bout de ses forces`,
  'used-up': msg`il n’en reste plus`,
  mistake: msg`inscrit par erreur`,
  other: msg`une autre raison`,
};

/** Why a tool is not lent any more. */
export const retireWords = (i18n: I18n, reason: RetireReason): string => i18n._(texts[reason]);
