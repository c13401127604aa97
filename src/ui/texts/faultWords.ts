import type { I18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { FaultWhat, HowBad, RepairStage } from '#domain/kinds/care.ts';
import type { MarkName } from '../parts/drawingNames.ts';

const bads: { readonly [Bad in HowBad]: ReturnType<typeof msg> } = {
  usable: msg`Utilisable quand même`,
  care: msg`Avec précaution`,
  unsafe: msg`Pas sûr`,
};
const stages: { readonly [Stage in RepairStage]: ReturnType<typeof msg> } = {
  open: msg`Personne ne s’en occupe encore`,
  'parts-wanted': msg`On attend des pièces`,
  'in-hand': msg`Quelqu’un s’en occupe`,
};

/** A triangle for what may hurt, a diamond for what wants care. */
export const badMark = (bad: HowBad): MarkName & ('broken' | 'care') => (bad === 'unsafe' ? 'broken' : 'care');

export const badWords = (i18n: I18n, bad: HowBad): string => i18n._(bads[bad]);

export const stageWords = (i18n: I18n, stage: RepairStage): string => i18n._(stages[stage]);

/** What is wrong, in a word or two: "Cassé", "Il manque la clé, l’embout". */
export function faultWords(i18n: I18n, { what, missing }: { what: FaultWhat; missing: readonly string[] }): string {
  if (what === 'broken') return t(i18n)`Abîmé ou cassé`;
  const list = missing.join(', ');
  return list === '' ? t(i18n)`Il manque quelque chose` : t(i18n)`Il manque : ${list}`;
}
