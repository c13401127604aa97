import type { I18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { LabelRefusal } from '#domain/label.ts';

/** What is wrong with a label's code, and what to do. */
export const labelProblem = (i18n: I18n, refusal: LabelRefusal): string => {
  switch (refusal.kind) {
    case 'label-check':
      return t(i18n)`Le dernier signe ne va pas. Relis l’étiquette.`;
    case 'label-character': {
      const { character, position } = refusal;
      const place = position + 1;
      return t(i18n)`Le signe ${place}, « ${character} », n’est sur aucune étiquette. Relis-la.`;
    }
    case 'label-length':
      return t(i18n)`Il faut huit signes. Relis l’étiquette.`;
    case 'label-empty':
      return t(i18n)`Il n’y a pas de code ici.`;
  }
};
