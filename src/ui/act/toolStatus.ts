import type { I18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { MemberId } from '#domain/ids.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { pathOf } from '#domain/settle/tree.ts';
import type { Names } from '#store/queries/names.ts';
import type { Stance } from '../parts/Silhouette.tsx';
import type { State } from '../parts/StatusChip.tsx';
import type { DatePhrases } from '../texts/datePhrases.ts';
import { retireWords } from '../texts/retireWords.ts';
import { whoWords } from '../texts/whoWords.ts';

export interface ToolStatus {
  readonly state: State;
  readonly stance: Stance;
  readonly words: string;
}

/** "Mur nord, crochet 7", or null when it has no place. The place is named from the root down. */
export function placeWords(tool: Pick<Tool, 'words'>, { places }: Pick<Names, 'places'>): string | null {
  const path = pathOf(tool.words.place ?? null, (id) => places.get(id));
  const spot = tool.words.spot ?? null;
  const words = [path.join(' › '), spot].filter(Boolean).join(', ');
  return words === '' ? null : words;
}

/** Where a tool is and who has it, in a few words, with shape and stance. `today` decides what is late. */
export function toolStatus(
  tool: Pick<Tool, 'custody' | 'retired' | 'words'>,
  reading: {
    readonly i18n: I18n;
    readonly phrases: DatePhrases;
    readonly names: Names;
    readonly member: MemberId;
    readonly today: string;
  },
): ToolStatus {
  const { i18n, phrases, names, member, today } = reading;
  const { claims, state, arriving, putAt } = tool.custody;
  const [claim, other] = claims;
  if (claim === undefined) {
    if (tool.retired !== null) {
      const reason = retireWords(i18n, tool.retired.reason);
      return { state: 'retired', stance: 'asleep', words: t(i18n)`On ne le prête plus : ${reason}` };
    }
    const put = putAt === null ? null : (names.places.get(putAt)?.name ?? null);
    const words = put === null ? t(i18n)`Là, à sa place` : t(i18n)`Là, posé ailleurs : ${put}`;
    return { state: 'here', stance: 'here', words: tool.words.place == null && put === null ? t(i18n)`Là` : words };
  }
  const nameOf = (who: typeof claim.by) => (who === member ? t(i18n)`toi` : whoWords(i18n, who, names.members));
  if (arriving) return { state: 'news', stance: 'out', words: t(i18n)`Des nouvelles arrivent encore` };
  if (state === 'contested' && other !== undefined) {
    const one = nameOf(claim.by);
    const two = nameOf(other.by);
    return { state: 'contest', stance: 'out', words: t(i18n)`Désaccord : chez ${one}, ou chez ${two} ?` };
  }
  const isMine = claim.by === member;
  const stance = isMine ? 'mine' : 'out';
  const where = isMine ? t(i18n)`Avec toi` : t(i18n)`Chez ${nameOf(claim.by)}`;
  if (claim.until === null) return { state: isMine ? 'mine' : 'out', stance, words: where };
  if (claim.until < today) {
    const day = phrases.day(claim.until);
    return { state: 'late', stance, words: t(i18n)`${where}, attendu depuis ${day}` };
  }
  const until = phrases.until(claim.until);
  return { state: isMine ? 'mine' : 'out', stance, words: t(i18n)`${where}, ${until}` };
}
