import type { MemberId, ToolId } from '#domain/ids.ts';
import type { UseWords } from '#domain/decide/custody.ts';
import { type Draft, useDraft } from '../hooks/useDraft.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';

/** What is being said of a use before it is written down. */
export interface UseDraftWords {
  readonly until: string | null;
  readonly purpose: string;
  readonly note: string;
  /** For somebody else than whoever acts. */
  readonly by: MemberId | null;
}
export type UseDraft = Draft<UseDraftWords>;

const text = (kept: unknown): string => (typeof kept === 'string' ? kept : '');
const readWords = (kept: Partial<Record<keyof UseDraftWords, unknown>>): UseDraftWords => ({
  until: text(kept.until) || null,
  purpose: text(kept.purpose),
  note: text(kept.note),
  by: (text(kept.by) || null) as MemberId | null,
});

/**
 * One draft for each tool and person: at the tablet nobody finds the words of the one before. `preset` is what was said
 * once for all tools of a visit; what is said of this one goes before it.
 */
export const useUseDraft = (tool: ToolId, member: MemberId, preset: Partial<UseDraftWords> = {}): UseDraft =>
  useDraft(`${useWorkshop().id.slice(0, 8)}.use.${tool}.${member}`, (kept) => readWords({ ...preset, ...kept }));

/** The words as commands take them. */
export const wordsOfUse = ({ until, purpose, note }: UseDraftWords): UseWords => ({
  until: until ?? undefined,
  purpose: purpose.trim() || undefined,
  note: note.trim() || undefined,
});
