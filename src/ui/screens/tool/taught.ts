import { useLiveQuery } from 'dexie-react-hooks';
import type { Skill, Induction } from '#domain/settle/skill.ts';
import type { StoryLine, Tool } from '#domain/settle/tool.ts';
import { skillSheet } from '#store/queries/skills.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';

/** Somebody was shown what this tool asks for. */
export interface TaughtLine {
  readonly skill: Pick<Skill, 'name'>;
  readonly induction: Induction;
}

/** All who were shown what this tool asks for, the newest first; undefined until it is read. */
export function useTaught(tool: Tool): readonly TaughtLine[] | undefined {
  const { db, cache } = useWorkshop();
  const { skills } = tool.words;
  return useLiveQuery(async () => {
    const sheets = await Promise.all((skills ?? []).map((id) => skillSheet(db, cache, id)));
    return sheets
      .flatMap((skill) => (skill === null ? [] : skill.inductions.map((induction) => ({ skill, induction }))))
      .toSorted((a, b) => b.induction.at - a.induction.at);
  }, [db, cache, skills]);
}

/** Both newest first: each showing before the first line that is not later. The tool's own lines keep their order. */
export function interleaved(
  lines: readonly StoryLine[],
  taught: readonly TaughtLine[],
): readonly (StoryLine | TaughtLine)[] {
  const rest = [...taught];
  const told = lines.flatMap((line) => {
    const older = rest.findIndex(({ induction }) => induction.at <= (line.fact.at ?? 0));
    return [...rest.splice(0, older < 0 ? rest.length : older), line];
  });
  return [...told, ...rest];
}
