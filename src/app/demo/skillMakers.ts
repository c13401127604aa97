import { decideAddSkill } from '#domain/decide/skill.ts';
import { said } from '#domain/decide/custody.ts';
import type { Body, Draft } from '#domain/fact.ts';
import type { MemberId, SkillId, ToolId } from '#domain/ids.ts';
import { memberStream, skillStream, toolStream } from '#domain/ids.ts';
import { inductionNoted, willShow } from '#domain/kinds/skill.ts';
import { toolDescribed } from '#domain/kinds/tool.ts';
import type { DraftMaker } from '../writeMany.ts';
import { type DemoSkill, demoSkills } from './contentSkills.ts';
import type { StoryDays } from './storyDays.ts';

interface Ids {
  readonly members: ReadonlyMap<string, MemberId>;
  readonly tools: ReadonlyMap<string, ToolId>;
}
export interface DatedMaker {
  readonly at: number;
  readonly make: DraftMaker;
}

/** Before anything was lent, and after all tools were written down. */
const saidAgo = 366;

/** The skills of the demo and who showed whom, noted by Léa for those who have no phone there. */
export function skillMakers(ids: Ids, on: StoryDays, newId: () => SkillId): readonly DatedMaker[] {
  return demoSkills.flatMap((skill) => makersOf(skill, newId(), ids, on));
}

function makersOf(skill: DemoSkill, id: SkillId, ids: Ids, on: StoryDays): readonly DatedMaker[] {
  const stream = skillStream(id);
  const who = (key: string): MemberId => ids.members.get(key) as MemberId;
  const began = on.ago(saidAgo, '18:30');
  const fact = (
    kind: { readonly name: string; readonly concern: string },
    at: number,
    body: Body,
    person: { readonly about: readonly MemberId[]; readonly body: Body },
  ): DatedMaker => ({
    at,
    make: (headsOf): Draft => ({
      thing: { kind: kind.name, streams: [stream], after: headsOf(stream, kind.concern), at, body },
      person: { streams: person.about.map(memberStream), body: person.body },
    }),
  });
  const added: DatedMaker = {
    at: began,
    make: () => {
      const drafted = decideAddSkill(id, skill.words, { now: began, isSteward: true });
      if (!drafted.ok) throw new Error(`The demo was refused: ${JSON.stringify(drafted.refusal)}`);
      return drafted.value;
    },
  };
  const needed = skill.tools.map((key): DatedMaker => {
    const tool = toolStream(ids.tools.get(key) as ToolId);
    return {
      at: began,
      make: (headsOf) => {
        const after = headsOf(tool, toolDescribed.concern);
        return {
          thing: { kind: toolDescribed.name, streams: [tool], after, at: began, body: { skills: [id] } },
          person: null,
        };
      },
    };
  });
  const inductions = skill.inductions.map(({ ago, to, from }) => {
    const [learner, teacher] = [who(to), from === undefined ? undefined : who(from)];
    const about = [...new Set([learner, teacher ?? learner])];
    const body = said({ knew: teacher === undefined ? true : undefined });
    return fact(inductionNoted, on.ago(ago, '17:20'), body, { about, body: said({ learner, teacher }) });
  });
  const shows = skill.show.map((key) =>
    fact(willShow, on.ago(40, '12:10'), { will: true }, { about: [who(key)], body: { by: who(key) } }),
  );
  return [added, ...needed, ...inductions, ...shows];
}
