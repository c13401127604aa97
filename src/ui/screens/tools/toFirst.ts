import type { Question } from '#app/search/question.ts';
import type { ToolRow } from '#domain/rows.ts';
import type { Found } from '../../hooks/useFound.ts';

/** The first rows as an answer of their own, until the finder has read the whole shelf. */
export function toFirst(rows: readonly ToolRow[], question: Question): Found {
  const groups = rows.flatMap(({ place }, from) =>
    from === 0 || place !== rows[from - 1]?.place ? [{ place, from }] : [],
  );
  return { ids: rows.map(({ id }) => id), groups, all: rows.length, by: { words: [], terms: [] }, question, rows };
}
