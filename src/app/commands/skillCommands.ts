import {
  type Writing,
  decideAddSkill,
  decideDescribeSkill,
  decideLearn,
  decideNote,
  decideRetireSkill,
  decideTeach,
  decideWillShow,
  decideWithdrawInduction,
  groundOf,
} from '#domain/decide/skill.ts';
import type { FactRef } from '#domain/fact.ts';
import type { LogId, MemberId, SkillId } from '#domain/ids.ts';
import { skillStream } from '#domain/ids.ts';
import { ok, refused } from '#domain/result.ts';
import type { Membership } from '#domain/settle/membership.ts';
import { type Skill, settleSkill } from '#domain/settle/skill.ts';
import { lastUse } from '#store/queries/skillNeeds.ts';
import type { StreamsRead } from '#store/readStreams.ts';
import { newId } from '../newIds.ts';
import type { Commands } from '../workshop.ts';
import { type CommandContext, isStewardIn, meIn, single } from './context.ts';

type SkillCommands = Pick<
  Commands,
  | 'addSkill'
  | 'describeSkill'
  | 'retireSkill'
  | 'teach'
  | 'noteInduction'
  | 'learn'
  | 'withdrawInduction'
  | 'offerToShow'
>;

/** Skills: what they ask, who showed whom, and who may be asked. */
export function skillCommands({ pen, db, deps }: CommandContext): SkillCommands {
  const { now } = deps.clock;
  const skillIn = (read: StreamsRead, id: SkillId): Skill =>
    settleSkill(id, read.records.get(skillStream(id))?.facts ?? [], read.context);
  const writing = (read: StreamsRead): Writing => ({
    now: now(),
    me: meIn(read, pen),
    isSteward: isStewardIn(read, pen),
  });
  const rightIn = async (read: StreamsRead, skill: Skill) => {
    const at = writing(read);
    return groundOf(skill, at, await lastUse(db, skill.id, at.me));
  };

  return {
    addSkill: (words) => {
      const id = newId<SkillId>(deps.crypto);
      return pen.write([skillStream(id)], (read) => {
        const drafted = decideAddSkill(id, words, writing(read));
        return drafted.ok ? ok({ drafts: [drafted.value], value: () => id }) : drafted;
      });
    },
    describeSkill: (skill, words) =>
      pen.write([skillStream(skill)], (read) =>
        single(decideDescribeSkill(skillIn(read, skill), words, writing(read))),
      ),
    retireSkill: (skill, isRetired) =>
      pen.write([skillStream(skill)], (read) =>
        single(decideRetireSkill(skillIn(read, skill), isRetired, writing(read))),
      ),

    teach: (id, showing) =>
      pen.write([skillStream(id)], async (read) => {
        const skill = skillIn(read, id);
        const [to] = openLogs(read.context.membership, showing.learner);
        if (to === undefined) return refused({ kind: 'device-unknown' });
        const right = await rightIn(read, skill);
        if (!right.ok) return right;
        return single(decideTeach(skill, right.value, { ...showing, to }, writing(read)));
      }),
    noteInduction: (id, showing) =>
      pen.write([skillStream(id)], async (read) => {
        const skill = skillIn(read, id);
        const { membership } = read.context;
        const at = writing(read);
        if (!membership.members.has(showing.learner)) return refused({ kind: 'member-unknown' });
        const isOfMine = showing.learner === at.me && at.isSteward;
        if (!isOfMine && openLogs(membership, showing.learner).length > 0) return refused({ kind: 'has-a-phone' });
        const right = await rightIn(read, skill);
        return right.ok ? single(decideNote(skill, right.value, showing, at)) : right;
      }),
    learn: (id, of) =>
      pen.write([skillStream(id)], (read) => single(decideLearn(skillIn(read, id), of, writing(read)))),
    withdrawInduction: (id, of) =>
      pen.write([skillStream(id)], async (read) => {
        const skill = skillIn(read, id);
        const said = [...skill.inductions, ...skill.open].find(({ ref }) => ref.id === of.id);
        const logs = logsOf(read.context.membership, said?.learner as MemberId | undefined);
        const heads = (await db.logs.bulkGet([...logs])).flatMap((head): readonly FactRef[] =>
          head === undefined ? [] : [{ log: head.log, seq: head.height - 1, id: head.head }],
        );
        return single(decideWithdrawInduction(skill, of, heads, writing(read)));
      }),
    offerToShow: (id, offer) =>
      pen.write([skillStream(id)], (read) => {
        const { membership } = read.context;
        const { by } = offer;
        if (by !== undefined && !membership.members.has(by)) return refused({ kind: 'member-unknown' });
        if (by !== undefined && openLogs(membership, by).length > 0) return refused({ kind: 'has-a-phone' });
        return single(decideWillShow(skillIn(read, id), offer, writing(read)));
      }),
  };
}

const logsOf = ({ devices }: Membership, member: MemberId | undefined): readonly LogId[] =>
  [...devices.values()].flatMap((device) => (device.member === member ? [device.log] : []));

const openLogs = (membership: Membership, member: MemberId): readonly LogId[] =>
  logsOf(membership, member).filter((log) => membership.devices.get(log)?.cut === null);
