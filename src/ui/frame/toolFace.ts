/** How a tool is shown: its drawing, how it hangs, who has it, and its state in words. Plain functions of rows. */
import type { I18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { MemberId, PlaceId } from '#domain/ids.ts';
import { type RowClaim, type ToolRow, isDisputed, isMember } from '#domain/rows.ts';
import { pathOf } from '#domain/settle/tree.ts';
import type { Names } from '#store/queries/names.ts';
import { whoFace } from '../parts/personFace.ts';
import type { ThingFace } from '../parts/PegTile.tsx';
import type { Stance } from '../parts/Silhouette.tsx';
import { silhouetteOf } from '../parts/silhouetteOf.ts';
import type { State } from '../parts/StatusChip.tsx';
import type { DatePhrases } from '../texts/datePhrases.ts';
import { whoWords } from '../texts/whoWords.ts';

/** Who looks, and when: a stance and "late" are asked of a row, they are not in it. */
export interface Seen {
  readonly me: MemberId | null;
  readonly now: number;
  /** Today where the device is, `YYYY-MM-DD`. */
  readonly today: string;
}

/** What is needed to say something in words. */
export interface Speech extends Seen {
  readonly i18n: I18n;
  readonly language: string;
  readonly phrases: DatePhrases;
  readonly names: Names;
}

/** Nobody moved it for so long that it is said to sleep. */
export const asleepAfter = 180 * 24 * 3600 * 1000;

type Drawn = Pick<ToolRow, 'drawing' | 'category' | 'what'>;
type Held = Pick<ToolRow, 'state' | 'claims' | 'movedAt' | 'doubts' | 'fault'>;

export const isMine = ({ claims }: Pick<ToolRow, 'claims'>, me: MemberId | null): boolean =>
  me !== null && claims.some(({ by }) => by === me);

/** Days are civil: what is due today is late tomorrow. */
export const isLate = ({ until }: Pick<RowClaim, 'until'>, today: string): boolean => until !== null && until < today;

export const isAsleep = ({ state, movedAt }: Held, now: number): boolean =>
  state === 'here' && now - movedAt > asleepAfter;

/** The state as shape and colour; the words are `stateWords`. */
export function stateOf(row: Held, { me, now, today }: Seen): State {
  if (isDisputed(row)) return 'contest';
  if (row.state === 'retired') return 'retired';
  if (row.state === 'out') {
    if (row.claims.some((claim) => isLate(claim, today))) return 'late';
    return isMine(row, me) ? 'mine' : 'out';
  }
  if (row.fault?.bad === 'unsafe') return 'broken';
  return row.fault?.bad === 'care' ? 'care' : isAsleep(row, now) ? 'asleep' : 'here';
}

export function stanceOf(row: Held, { me, now }: Pick<Seen, 'me' | 'now'>): Stance {
  if (row.state === 'out') return isMine(row, me) ? 'mine' : 'out';
  if (row.state === 'contested') return 'out';
  if (row.state === 'here' && row.fault?.bad === 'unsafe') return 'broken';
  return row.state === 'retired' || isAsleep(row, now) ? 'asleep' : 'here';
}

/** How it hangs on the wall. `photo` is the address of a picture that can be loaded here. */
export function toThing(
  row: Drawn & Held,
  names: Names,
  { me, now, photo }: Pick<Seen, 'me' | 'now'> & { readonly photo?: string | undefined },
): ThingFace {
  const stance = stanceOf(row, { me, now });
  // Two whom nobody can name are one token: there is nothing to tell them apart by.
  const apart = new Map(row.claims.map(({ by }) => [isMember(by) ? by : null, whoFace(by, names.members)]));
  const holders = stance === 'mine' ? [] : [...apart.values()];
  return { silhouette: silhouetteOf(row, names.categories), stance, photo, holders };
}

/** "Atelier bois, mur nord": the names from the root, the first as written, the others going on in the sentence. */
export function placeWords(place: PlaceId | null, places: Names['places']): string {
  return pathOf(place, (id) => places.get(id))
    .map((name, at) => (at === 0 ? name : goingOn(name)))
    .join(', ');
}

/** A capital that only begins the text goes small inside a sentence; "WC" and "Salle B" keep theirs. */
const goingOn = (name: string): string =>
  /^\p{Lu}\p{Ll}/u.test(name) && !/\s\p{Lu}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;

/**
 * The state in words: "Là, mur nord, crochet 7", "Chez Nour, jusqu’à dimanche", "Avec toi, en retard". Under the heading
 * of its place (`atPlace`) only the hook is said.
 */
export function stateWords(
  row: Held & Pick<ToolRow, 'what' | 'place' | 'spot' | 'putAt'>,
  speech: Speech,
  { atPlace = false }: { readonly atPlace?: boolean } = {},
): string {
  const { i18n, me } = speech;
  if (row.state === 'retired') return t(i18n)`Retiré`;
  if (isDisputed(row)) return contestWords([...row.claims, ...(row.doubts ?? [])], speech);
  if (row.state === 'here') return hereWords(row, speech, atPlace);
  const claim = row.claims.find(({ by }) => by === me && me !== null) ?? row.claims[0];
  const when = claim === undefined ? null : untilWords(claim, speech);
  if (isMine(row, me)) return when === null ? t(i18n)`Avec toi` : t(i18n)`Avec toi, ${when}`;
  const name = whoWords(speech.i18n, claim?.by ?? null, speech.names.members);
  return when === null ? t(i18n)`Chez ${name}` : t(i18n)`Chez ${name}, ${when}`;
}

function contestWords(claims: readonly Pick<RowClaim, 'by'>[], speech: Speech): string {
  const { i18n, language, me } = speech;
  const others = claims.filter(({ by }) => by !== me);
  const joined = (each: readonly Pick<RowClaim, 'by'>[]): string =>
    new Intl.ListFormat(language, { type: 'conjunction' }).format([
      ...new Set(each.map(({ by }) => whoWords(speech.i18n, by, speech.names.members))),
    ]);
  if (others.length === 0 || claims.length < 2) return t(i18n)`Désaccord`;
  const names = joined(others);
  return others.length < claims.length ? t(i18n)`Désaccord avec ${names}` : t(i18n)`Désaccord entre ${names}`;
}

/** "jusqu’à dimanche", "en retard", or nothing. */
export function untilWords(claim: RowClaim, { i18n, phrases, today }: Speech): string | null {
  if (claim.until === null) return null;
  return isLate(claim, today) ? t(i18n)`en retard` : phrases.until(claim.until);
}

function hereWords(
  row: Held & Pick<ToolRow, 'what' | 'place' | 'spot' | 'putAt'>,
  { i18n, names, now, phrases }: Speech,
  atPlace: boolean,
): string {
  if (row.fault?.bad === 'unsafe') return t(i18n)`Pas sûr : on ne le prête pas`;
  // Put down elsewhere than where it belongs: that place is the news.
  const isAstray = row.putAt !== null && row.putAt !== row.place;
  const path = isAstray ? placeWords(row.putAt, names.places) : atPlace ? '' : placeWords(row.place, names.places);
  const where = [path, isAstray ? '' : (row.spot ?? '')].filter((part) => part !== '').map(goingOn);
  const place = where.join(', ');
  const words =
    row.what === 'space'
      ? place === ''
        ? t(i18n)`Libre`
        : t(i18n)`Libre, ${place}`
      : place === ''
        ? t(i18n)`Là`
        : t(i18n)`Là, ${place}`;
  if (row.fault?.bad === 'care') return t(i18n)`${words}, avec précaution`;
  if (!isAsleep(row, now)) return words;
  const since = phrases.since(row.movedAt);
  return t(i18n)`${words}, dort ${since}`;
}
