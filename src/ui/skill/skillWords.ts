import type { I18n } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';
import { type LapseTerms, standingNow } from '#domain/lapse.ts';
import type { SkillRow } from '#domain/rows.ts';
import type { MySkill } from '#store/queries/skillNeeds.ts';
import type { State } from '../parts/StatusChip.tsx';
import type { DatePhrases } from '../texts/datePhrases.ts';

interface Saying {
  readonly i18n: I18n;
  readonly phrases: DatePhrases;
  readonly now: number;
}

/** "jusqu’au 12 mai", "a expiré le 3 mars, faute de servir", "acquis" */
export function heldWords({ i18n, phrases, now }: Saying, lapse: MySkill['lapse']): string {
  if (lapse === null) return t(i18n)`acquis`;
  const day = phrases.due(lapse.at);
  if (standingNow(lapse, now) !== 'lapsed') return phrases.until(lapse.at);
  return lapse.why === 'disuse' ? t(i18n)`expiré (${day}), faute de servir` : t(i18n)`expiré (${day})`;
}

/** Shape and colour of how it stands. */
export const heldState = (lapse: MySkill['lapse'], now: number): State =>
  (({ held: 'checked', soon: 'care', lapsed: 'late' }) as const)[standingNow(lapse, now)];

/** "Sécurité : à renouveler tous les 24 mois, et après 6 mois sans servir." */
export function termsWords(i18n: I18n, { safety, lapsesAfterMonths, lapsesUnusedMonths }: LapseTerms): string {
  if (!safety) return t(i18n)`Compétence : une fois montrée, elle reste.`;
  const months = (count: number): string => i18n._(msg`${plural(count, { one: '# mois', other: '# mois' })}`);
  const [date, unused] = [lapsesAfterMonths, lapsesUnusedMonths].map((span) => (span === null ? null : months(span)));
  if (date != null && unused != null)
    return t(i18n)`Sécurité : à renouveler au bout de ${date}, ou après ${unused} sans servir.`;
  if (date != null) return t(i18n)`Sécurité : à renouveler au bout de ${date}.`;
  if (unused != null) return t(i18n)`Sécurité : à renouveler après ${unused} sans servir.`;
  return t(i18n)`Sécurité, sans échéance.`;
}

export const ruleWords = (i18n: I18n, rule: SkillRow['rule']): string =>
  rule === 'warn'
    ? t(i18n)`Sans passation, on est prévenu, et on prend quand même.`
    : t(i18n)`Sans passation, il faut être avec quelqu’un qui sait.`;
