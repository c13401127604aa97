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

type Line = StoryLine | TaughtLine;
const atOf = (line: Line): number => ('fact' in line ? (line.fact.at ?? 0) : line.induction.at);

/** Both newest first: each of the others before the first line that is older. The lines themselves keep their order. */
export function interleaved<One extends Line, Other extends Line>(
  lines: readonly One[],
  others: readonly Other[],
): readonly (One | Other)[] {
  const rest = [...others];
  const told = lines.flatMap((line) => {
    const older = rest.findIndex((each) => atOf(each) <= atOf(line));
    return [...rest.splice(0, older < 0 ? rest.length : older), line];
  });
  return [...told, ...rest];
}
