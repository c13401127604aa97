import { whoFace } from '../../parts/personFace.ts';
import type { I18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { Tool } from '#domain/settle/tool.ts';
import type { Names } from '#store/queries/names.ts';
import type { SilhouetteName } from '../../parts/drawingNames.ts';
import type { ThreadStep } from '../../parts/Thread.tsx';
import type { DatePhrases } from '../../texts/datePhrases.ts';

interface Reading {
  readonly i18n: I18n;
  readonly phrases: Pick<DatePhrases, 'day' | 'since'>;
  readonly names: Names;
  readonly silhouette: SilhouetteName;
}

/** How a tool came where it is now: from its hook, through the last hands, to whoever has it or back to the wall. */
export function threadSteps(
  tool: Pick<Tool, 'uses' | 'custody' | 'addedAt' | 'words'>,
  { i18n, phrases, names, silhouette }: Reading,
): readonly ThreadStep[] {
  const { uses, custody, addedAt, words } = tool;
  const { day, since } = phrases;
  const isOut = custody.claims.length > 0;
  const shown = uses.slice(0, isOut ? 3 : 2).toReversed();
  const nameOf = (place: typeof custody.putAt) => (place === null ? undefined : names.places.get(place)?.name);
  const home = nameOf(words.place ?? null) ?? t(i18n)`à sa place`;
  const at = (id: string, place: string, when: string): ThreadStep => ({ id, at: 'place', place, silhouette, when });

  const back = isOut ? [] : [at('now', nameOf(custody.putAt) ?? home, since(uses[0]?.ended?.at ?? addedAt ?? 0))];
  const [first] = shown;
  if (first === undefined) return back;
  const before = uses[shown.length];
  // A hand-over came from a hand, which is not shown; a taking came from the wall.
  const lay = before?.ended?.at ?? addedAt;
  const from = first.how === 'taken' ? [at('from', home, lay === null ? '' : day(lay))] : [];
  return [
    ...from,
    ...shown.map((use): ThreadStep => ({
      id: use.ref.id,
      at: 'person',
      person: whoFace(use.by, names.members),
      byHand: use.how === 'handed-over' && use !== first,
      when: use.ended === null ? since(use.at) : day(use.at),
    })),
    ...back,
  ];
}
