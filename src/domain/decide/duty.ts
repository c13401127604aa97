/** Planning care, doing it, taking it on and giving it back. Pure: drafts or refusals. */
import * as v from 'valibot';
import type { Body, Draft, FactRef } from '../fact.ts';
import type { DutyId, MemberId, PlaceId, StreamId, ToolId } from '../ids.ts';
import { dutyStream, memberStream, toolStream } from '../ids.ts';
import { type Rhythm, dutyDescribed, dutyDone, dutyPlanned } from '../kinds/duty.ts';
import { plainText } from '../plainText.ts';
import type { Refusal } from '../refusal.ts';
import { type Result, ok, refused } from '../result.ts';
import { bounds } from '../schema.ts';
import type { Duty } from '../settle/duty.ts';
import type { Tool } from '../settle/tool.ts';
import { type Decision, said } from './custody.ts';

type Decided = Result<Draft, Refusal>;

/** Where a duty is told: its id, and the tool it is on. */
export interface DutyAt {
  readonly duty: DutyId;
  readonly tool: ToolId | null;
}

export interface PlanWords {
  readonly name: string;
  readonly every: { readonly unit: Rhythm; readonly n: number };
  readonly steps: readonly string[];
  readonly starts: string;
  readonly stopsLending: boolean;
  readonly skill: string | null;
}

export const dutyStreams = ({ duty, tool }: DutyAt): readonly StreamId[] =>
  tool === null ? [dutyStream(duty)] : [dutyStream(duty), toolStream(tool)];

const draft = (
  kind: string,
  at: DutyAt,
  after: readonly FactRef[],
  now: number,
  body: Body,
  person: Draft['person'] = null,
): Draft => ({
  thing: { kind, streams: dutyStreams(at), after: after.slice(0, bounds.after), at: now, body },
  person,
});

const plain = ({ name, steps, ...words }: Partial<PlanWords>): Body =>
  said({
    name: name === undefined ? undefined : plainText(name),
    steps: steps?.map(plainText).filter((step) => step !== ''),
    ...words,
  });

/** What was seen of the tool's uses, so that those before are not counted. */
const seenOf = (tool: Tool | null): Body =>
  tool === null || tool.custody.heads.length === 0
    ? {}
    : { seen: tool.custody.heads.slice(0, bounds.after).map(({ log, seq, id }) => ({ log, seq, id })) };

/** Anybody plans. What is counted by use stands on a tool; so does what stops lending. */
export function decidePlanDuty(
  id: DutyId,
  on: { readonly tool: Tool | null; readonly place: PlaceId | null },
  { skill, stopsLending, ...words }: PlanWords,
  { now }: Pick<Decision, 'now'>,
): Decided {
  if (on.tool !== null && !on.tool.exists) return refused({ kind: 'tool-unknown' });
  const body = {
    ...plain(words),
    ...said({
      tool: on.tool?.id,
      place: on.tool === null ? (on.place ?? undefined) : undefined,
      stopsLending: (stopsLending && on.tool !== null) || undefined,
      skill: skill ?? undefined,
    }),
    ...seenOf(on.tool),
  };
  const wrong = misfit(dutyPlanned.body, body) ?? unfitFor(on.tool, words.every.unit);
  return wrong === null
    ? ok(draft(dutyPlanned.name, { duty: id, tool: on.tool?.id ?? null }, [], now, body))
    : refused(wrong);
}

export function decideDescribeDuty(duty: Duty, words: Partial<PlanWords>, { now }: Pick<Decision, 'now'>): Decided {
  if (!duty.exists) return refused({ kind: 'duty-unknown' });
  const body = plain(words);
  const isUnfit = words.every !== undefined && duty.tool === null && isByTool(words.every.unit);
  const wrong =
    misfit(dutyDescribed.body, body) ?? (isUnfit ? ({ kind: 'text-wrong', field: 'every' } as const) : null);
  return wrong === null ? ok(draft(dutyDescribed.name, at(duty), duty.heads.plan, now, body)) : refused(wrong);
}

/** It comes round no more; what was done stays told. `isEnded` false: it does again. */
export function decideEndDuty(duty: Duty, isEnded: boolean, { now }: Pick<Decision, 'now'>): Decided {
  if (!duty.exists) return refused({ kind: 'duty-unknown' });
  return ok(draft(isEnded ? 'dutyEnded' : 'dutyResumed', at(duty), duty.heads.plan, now, {}));
}

interface Doer {
  /** Who writes. */
  readonly me: MemberId;
  /** Who did it, or will. */
  readonly by: MemberId;
}

/** For oneself, or in the name of somebody who agrees. */
export function decideTakeOnDuty(duty: Duty, doer: Doer, { now }: Pick<Decision, 'now'>): Decided {
  if (!duty.exists || duty.isEnded) return refused({ kind: 'duty-unknown' });
  if (duty.takers.length === 1 && duty.takers[0]?.by === doer.by) return refused({ kind: 'duty-theirs-already' });
  return ok(draft('dutyTakenOn', at(duty), duty.heads.turn, now, forAnother(doer), personOf(doer)));
}

/** Back to the pool: nobody owes anything for it. */
export function decideGiveBackDuty(duty: Duty, { now }: Pick<Decision, 'now'>): Decided {
  if (duty.takers.length === 0) return refused({ kind: 'nothing-to-undo' });
  return ok(draft('dutyGivenBack', at(duty), duty.heads.turn, now, {}));
}

/** Done by anybody at any time, asked or not, due or not. */
export function decideDoDuty(
  duty: Duty,
  tool: Tool | null,
  { skipped, note, ...doer }: Doer & { readonly skipped: readonly string[]; readonly note?: string | undefined },
  { now, today }: Decision,
): Decided {
  if (!duty.exists) return refused({ kind: 'duty-unknown' });
  const words = plainText(note ?? '');
  if (words.length > bounds.note) return refused({ kind: 'text-too-long', field: 'note', max: bounds.note });
  const body = {
    day: today,
    ...(skipped.length > 0 ? { skipped } : {}),
    ...seenOf(tool),
    ...forAnother(doer),
  };
  const wrong = misfit(dutyDone.body, body);
  if (wrong !== null) return refused(wrong);
  return ok(draft(dutyDone.name, at(duty), duty.heads.turn, now, body, personOf(doer, words)));
}

/** That time does not count. */
export function decideUndoDuty(duty: Duty, fact: FactRef, { now }: Pick<Decision, 'now'>): Decided {
  if (!duty.dones.some(({ ref }) => ref.id === fact.id)) return refused({ kind: 'nothing-to-undo' });
  const { log, seq, id } = fact;
  return ok(draft('dutyUndone', at(duty), duty.heads.turn, now, { fact: { log, seq, id } }));
}

const at = ({ id, tool }: Duty): DutyAt => ({ duty: id, tool });
const isByTool = (unit: Rhythm): boolean => unit === 'uses' || unit === 'hours' || unit === 'each-use';
const unfitFor = (tool: Tool | null, unit: Rhythm): Refusal | null =>
  tool === null && isByTool(unit) ? { kind: 'text-wrong', field: 'every' } : null;

const forAnother = ({ me, by }: Doer): Body => (by === me ? {} : { forAnother: true });

/** Names nobody when the writer did it: the log says so, and nothing is to be forgotten. */
function personOf({ me, by }: Doer, note = ''): Draft['person'] {
  const body = said({ by: by === me ? undefined : by, note: note || undefined });
  return Object.keys(body).length === 0 ? null : { streams: by === me ? [] : [memberStream(by)], body };
}

function misfit(schema: v.GenericSchema, body: Body): Refusal | null {
  if (body['name'] === '') return { kind: 'name-missing' };
  const read = v.safeParse(schema, body);
  if (read.success) return null;
  const issue = read.issues[0];
  const field = v.getDotPath(issue)?.split('.')[0] ?? '';
  return issue.type === 'max_length' && typeof issue.requirement === 'number'
    ? { kind: 'text-too-long', field, max: issue.requirement }
    : { kind: 'text-wrong', field };
}
