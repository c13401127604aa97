import * as v from 'valibot';
import type { FactRef } from './fact.ts';
import type { MemberId, SkillId } from './ids.ts';
import { factRef, memberId, skillId } from './schema.ts';

/** What the teacher's screen shows: where their half is, and whom it is for. It opens nothing by itself. */
export interface InductionCode {
  readonly skill: SkillId;
  readonly of: FactRef;
  readonly learner: MemberId;
}

const shape = v.object({ skill: skillId, of: factRef, learner: memberId });

export const inductionText = ({ skill, of, learner }: InductionCode): string =>
  [skill, of.log, String(of.seq), of.id, learner].join('.');

export function readInductionText(text: string): InductionCode | null {
  const [skill, log, seq = '', id, learner, more] = text.split('.');
  if (more !== undefined || !/^\d{1,15}$/.test(seq)) return null;
  const read = v.safeParse(shape, { skill, of: { log, seq: Number(seq), id }, learner });
  return read.success ? read.output : null;
}
