import { t } from '@lingui/core/macro';
import { toolRow } from '#domain/rows.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { type Speech, placeWords, stanceOf, stateOf, stateWords } from '../frame/toolFace.ts';
import type { Stance } from '../parts/Silhouette.tsx';
import type { State } from '../parts/StatusChip.tsx';
import { retireWords } from '../texts/retireWords.ts';

export interface ToolStatus {
  readonly state: State;
  readonly stance: Stance;
  readonly words: string;
}

/**
 * Where a tool is and who has it, in the words lists use; but while news one of two claims stands on are still on their
 * way, that is all that is said, and a retired tool says why.
 */
export function toolStatus(tool: Tool, speech: Speech): ToolStatus {
  const { i18n } = speech;
  const row = toolRow(tool, []);
  if (row === null || row.state === 'retired') {
    const reason = retireWords(i18n, tool.retired?.reason ?? 'other');
    return { state: 'retired', stance: 'asleep', words: t(i18n)`On ne le prête plus : ${reason}` };
  }
  const stance = stanceOf(row, speech);
  if (tool.custody.arriving) return { state: 'news', stance, words: t(i18n)`Des nouvelles arrivent encore` };
  return { state: stateOf(row, speech), stance, words: stateWords(row, speech) };
}

/** What decides the face of a tool without a photo. */
export const drawnOf = ({ what, words }: Pick<Tool, 'what' | 'words'>) => ({
  what,
  drawing: words.drawing ?? null,
  category: words.category ?? null,
});

/** "Atelier bois, mur nord, crochet 7", or null when it has no place. */
export function homeWords({ words }: Pick<Tool, 'words'>, { names }: Pick<Speech, 'names'>): string | null {
  const place = placeWords(words.place ?? null, names.places);
  return [place, words.spot].filter(Boolean).join(', ') || null;
}
