/** What a person may do with a tool. Pure: each takes the tool as settled and gives a draft or a refusal. */
import * as v from 'valibot';
import type { Body, Draft, FactRef } from '../fact.ts';
import type { MemberId, PlaceId, SkillId } from '../ids.ts';
import { memberStream, toolStream } from '../ids.ts';
import type { StreamId } from '../ids.ts';
import * as kinds from '../kinds/custody.ts';
import { plainText } from '../plainText.ts';
import type { Refusal } from '../refusal.ts';
import { type Result, ok, refused } from '../result.ts';
import { bounds, day, type Photo } from '../schema.ts';
import { isOverdue, standingOf } from '../settle/duty.ts';
import type { Tool } from '../settle/tool.ts';

export interface Decision {
  readonly now: number;
  /** Today's civil day where the phone is, to refuse a day already past. */
  readonly today: string;
}
export interface UseWords {
  readonly until?: string | undefined;
  readonly purpose?: string | undefined;
  readonly note?: string | undefined;
}
type Decided = Result<Draft, Refusal>;

/** What a taking is decided on beside the tool itself. */
export interface Beside {
  /** Skills one is asked about first, which this person does not hold. */
  readonly skillsFirst?: readonly SkillId[];
}

/** Takes a tool that is here. Who holds it otherwise is said, so that "I have it now" can be offered. */
export function decideTake(
  tool: Tool,
  by: MemberId,
  words: UseWords,
  { now, today }: Decision,
  { skillsFirst = [] }: Beside = {},
): Decided {
  if (!tool.exists) return refused({ kind: 'tool-unknown' });
  const claim = tool.custody.claims[0];
  if (claim !== undefined) {
    if (tool.custody.claims.length === 1 && claim.by === by) return refused({ kind: 'already-yours' });
    return refused({ kind: 'tool-taken', by: claim.by, contested: tool.custody.claims.length > 1 });
  }
  if (tool.retired !== null) return refused({ kind: 'tool-retired' });
  // Only taking from its place asks: a hand-over, like a return, says where it is by now, and that is always written.
  const unsafe = tool.faults.find(({ bad }) => bad === 'unsafe');
  if (unsafe !== undefined) return refused({ kind: 'tool-unsafe', by: unsafe.by, at: unsafe.at });
  if (skillsFirst.length > 0) return refused({ kind: 'skill-first', skills: skillsFirst });
  const stop = tool.duties.find((duty) => duty.exists && duty.stopsLending && isOverdue(standingOf(duty), today));
  if (stop !== undefined) return refused({ kind: 'duty-overdue', duty: stop.id, name: stop.name });
  return useDraft(tool, 'taken', words, { by }, [by], now, today);
}

/** Never refused for what state the tool is in: late, broken, retired, contested or already here. */
export function decideReturn(
  tool: Tool,
  words: {
    readonly by?: MemberId | undefined;
    readonly place?: PlaceId | undefined;
    readonly note?: string | undefined;
    readonly photo?: Photo | undefined;
    /** How long it ran, where that is counted. */
    readonly minutes?: number | undefined;
  },
  { now }: Decision,
): Decided {
  if (!tool.exists) return refused({ kind: 'tool-unknown' });
  const person = said({ by: words.by, note: trimmed(words.note) });
  const long = tooLong({ note: words.note });
  if (long !== null) return refused(long);
  return ok(
    custodyDraft(
      tool,
      'returned',
      said({ place: words.place, photo: words.photo, minutes: words.minutes }),
      person,
      words.by ? [words.by] : [],
      now,
    ),
  );
}

/** From hand to hand, or "I have it now" when it is with somebody else: covers every claim there is. */
export function decideHandOver(tool: Tool, to: MemberId, words: UseWords, { now, today }: Decision): Decided {
  if (!tool.exists) return refused({ kind: 'tool-unknown' });
  const { claims, doubts } = tool.custody;
  if (claims.length === 0) return refused({ kind: 'nobody-holds-it' });
  if (claims.length === 1 && claims[0]?.by === to && doubts.length === 0) return refused({ kind: 'already-yours' });
  const from = claims.length === 1 ? claims[0]?.by : undefined;
  const giver = typeof from === 'string' && from !== 'forgotten' && from !== 'to-come' ? from : undefined;
  return useDraft(tool, 'handedOver', words, said({ from: giver, to }), giver ? [to, giver] : [to], now, today);
}

/** Takes back one custody fact: `undo` within moments by who wrote it, `not-me` later by the person it names. */
export function decideWithdraw(
  tool: Tool,
  fact: FactRef,
  why: 'undo' | 'not-me',
  by: MemberId | undefined,
  { now }: Decision,
): Decided {
  const line = tool.story.find((entry) => entry.fact.id === fact.id);
  if (line === undefined || line.withdrawn !== null || !isCustody(line.fact.kind))
    return refused({ kind: 'nothing-to-undo' });
  const { log, seq, id } = fact;
  return ok(custodyDraft(tool, 'withdrawn', { fact: { log, seq, id }, why }, said({ by }), by ? [by] : [], now));
}

function useDraft(
  tool: Tool,
  kind: 'taken' | 'handedOver',
  words: UseWords,
  names: Body,
  about: readonly MemberId[],
  now: number,
  today: string,
): Decided {
  const long = tooLong(words);
  if (long !== null) return refused(long);
  if (words.until !== undefined && !v.is(day, words.until)) return refused({ kind: 'text-wrong', field: 'until' });
  if (words.until !== undefined && words.until < today) return refused({ kind: 'until-past' });
  const person = { ...names, ...said({ note: trimmed(words.note) }) };
  return ok(
    custodyDraft(tool, kind, said({ until: words.until, purpose: trimmed(words.purpose) }), person, about, now),
  );
}

function custodyDraft(
  tool: Tool,
  kind: string,
  body: Body,
  person: Body,
  about: readonly MemberId[],
  now: number,
): Draft {
  const streams: readonly StreamId[] = [toolStream(tool.id)];
  // Of a retired tool it says that this was known: else it would look taken by somebody who could not know.
  const known = [...tool.custody.heads, ...(tool.retired === null ? [] : (tool.heads.get('standing') ?? []))];
  return {
    thing: { kind, streams, after: known.slice(0, bounds.after), at: now, body },
    person: Object.keys(person).length === 0 ? null : { streams: about.map(memberStream), body: person },
  };
}

const isCustody = (kind: string): boolean => Object.values(kinds).some(({ name }) => name === kind);

const trimmed = (text: string | undefined): string | undefined => plainText(text ?? '') || undefined;

function tooLong(words: Pick<UseWords, 'purpose' | 'note'>): Refusal | null {
  for (const field of ['purpose', 'note'] as const)
    if (plainText(words[field] ?? '').length > bounds[field])
      return { kind: 'text-too-long', field, max: bounds[field] };
  return null;
}

/** The words that were said: undefined ones left out, since a body has no undefined. */
export const said = (words: Readonly<Record<string, Body[string] | undefined>>): Body =>
  Object.fromEntries(Object.entries(words).filter((entry): entry is [string, Body[string]] => entry[1] !== undefined));
