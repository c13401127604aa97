/** Care that comes round, in words: how often, where, when, and who was asked. Nobody's count is ever said. */
import type { I18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { DutyRow, ToolRow } from '#domain/rows.ts';
import type { Every } from '#domain/settle/duty.ts';
import type { DueSeen } from '#store/queries/duties.ts';
import type { State } from '../parts/StatusChip.tsx';
import { whoWords } from '../texts/whoWords.ts';
import { type Speech, placeWords } from './toolFace.ts';

/** "Tous les 10 jours", "Après chaque usage". */
export function everyWords(i18n: I18n, { unit, n }: Every): string {
  switch (unit) {
    case 'days':
      return n === 1 ? t(i18n)`Tous les jours` : t(i18n)`Tous les ${n} jours`;
    case 'weeks':
      return n === 1 ? t(i18n)`Chaque semaine` : t(i18n)`Toutes les ${n} semaines`;
    case 'months':
      return n === 1 ? t(i18n)`Chaque mois` : t(i18n)`Tous les ${n} mois`;
    case 'uses':
      return n === 1 ? t(i18n)`À chaque usage` : t(i18n)`Tous les ${n} usages`;
    case 'hours':
      return n === 1 ? t(i18n)`À chaque heure de marche` : t(i18n)`Toutes les ${n} heures de marche`;
    case 'each-use':
      return t(i18n)`Après chaque usage`;
    case null:
      return t(i18n)`Un rythme d’une version plus récente de Circule`;
  }
}

/** The tool, the place, or the whole workshop. */
export const whereWords = (
  row: Pick<DutyRow, 'place'>,
  on: Pick<ToolRow, 'name'> | null,
  { i18n, names }: Pick<Speech, 'i18n' | 'names'>,
): string => on?.name ?? (row.place === null ? t(i18n)`Tout l’atelier` : placeWords(row.place, names.places));

/** What has been used since, or the day it is due. */
export function whenWords(row: Pick<DutyRow, 'every' | 'since'>, due: string | null, speech: Speech): string {
  const { i18n, phrases, today } = speech;
  const { unit, n } = row.every;
  const { since } = row;
  if (unit === 'each-use')
    return since === 0 ? t(i18n)`Rien à faire avant le prochain usage` : t(i18n)`Il vient de servir`;
  if (unit === 'uses') return t(i18n)`${since} usages sur ${n}`;
  if (unit === 'hours') {
    const hours = Math.floor(since / 60);
    return t(i18n)`${hours} h de marche sur ${n}`;
  }
  if (due === null) return '';
  if (due === today) return t(i18n)`Aujourd’hui`;
  const day = phrases.day(due);
  return t(i18n)`Prévu : ${day}`;
}

/** Whom it is asked of, or who took it on; both where two did while apart. */
export function askedWords(
  { asked, isTakenOn, row }: Pick<DueSeen, 'asked' | 'isTakenOn' | 'row'>,
  speech: Speech,
): string {
  const { i18n, me, names, language } = speech;
  const others = asked.filter((id) => id !== me).map((id) => whoWords(i18n, id, names.members));
  const who = new Intl.ListFormat(language, { type: 'conjunction' }).format(others);
  if (asked.length === 0) return row.skill === null ? t(i18n)`Pour qui veut` : t(i18n)`Pour qui sait faire`;
  if (others.length === asked.length)
    return isTakenOn
      ? asked.length === 1
        ? t(i18n)`${who} s’en charge`
        : t(i18n)`${who} s’en chargent`
      : t(i18n)`Demandé à ${who}`;
  if (!isTakenOn) return t(i18n)`Demandé à toi`;
  return others.length === 0 ? t(i18n)`Tu t’en charges` : t(i18n)`Tu t’en charges, et ${who} aussi`;
}

/** Gently louder: a day late is only said, a week late is seen. What has no day waits for uses. */
export const careState = (due: string | null, isLong: boolean, today: string): State =>
  isLong ? 'late' : due !== null && due <= today ? 'care' : 'here';
