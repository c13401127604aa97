/** What a person may say of something that is wrong. Pure: drafts or refusals. Anybody may report, note and release. */
import type * as v from 'valibot';
import type { Body, Draft, FactRef } from '../fact.ts';
import { refOf } from '../fact.ts';
import type { LogId, MemberId } from '../ids.ts';
import { memberStream, toolStream } from '../ids.ts';
import {
  type CloseHow,
  type FaultWhat,
  type HowBad,
  type RepairStage,
  careWithdrawn,
  faultClosed,
  faultReported,
  repairNoted,
} from '../kinds/care.ts';
import { plainText } from '../plainText.ts';
import type { Refusal } from '../refusal.ts';
import { type Result, ok, refused } from '../result.ts';
import { type Photo, bounds } from '../schema.ts';
import type { Tool } from '../settle/tool.ts';
import { said } from './custody.ts';
import { misfit } from './describe.ts';

type Decided = Result<Draft, Refusal>;

export interface FaultWords {
  readonly bad: HowBad;
  readonly what: FaultWhat;
  readonly missing?: readonly string[] | undefined;
  readonly words?: string | undefined;
  readonly photo?: Photo | undefined;
}
export interface RepairWords {
  readonly stage?: RepairStage | undefined;
  readonly bad?: HowBad | undefined;
  readonly words?: string | undefined;
  readonly parts?: string | undefined;
  readonly photo?: Photo | undefined;
  readonly inHandOf?: MemberId | undefined;
}
/** Who says it, and when. */
interface Saying {
  readonly by: MemberId;
  readonly now: number;
}

/** In whatever state the tool is: also of one that is out, retired or reported already. */
export function decideReportFault(tool: Tool, fault: FaultWords, saying: Saying): Decided {
  const missing = fault.missing?.map(plainText).filter(Boolean) ?? [];
  const body = said({
    bad: fault.bad,
    what: fault.what,
    missing: missing.length > 0 ? missing : undefined,
    words: trimmed(fault.words),
    photo: fault.photo,
  });
  return careDraft(tool, faultReported, body, saying);
}

export function decideNoteRepair(tool: Tool, fault: FactRef, note: RepairWords, saying: Saying): Decided {
  if (!isOpen(tool, fault)) return refused({ kind: 'fault-closed' });
  const { stage, bad, photo, inHandOf } = note;
  const words = said({ stage, bad, words: trimmed(note.words), parts: trimmed(note.parts), photo });
  if (Object.keys(words).length === 0) return refused({ kind: 'nothing-said' });
  return careDraft(tool, repairNoted, { fault: bare(fault), ...words }, saying, inHandOf);
}

/** Lent again as far as this fault goes; a mistake says that nothing was wrong. */
export function decideCloseFault(
  tool: Tool,
  fault: FactRef,
  { how, words }: { readonly how: CloseHow; readonly words?: string | undefined },
  saying: Saying,
): Decided {
  if (!isOpen(tool, fault)) return refused({ kind: 'fault-closed' });
  return careDraft(tool, faultClosed, { fault: bare(fault), ...said({ how, words: trimmed(words) }) }, saying);
}

/** Undo, on the device that wrote it. */
export function decideWithdrawCare(tool: Tool, fact: FactRef, log: LogId, saying: Saying): Decided {
  const line = tool.story.find((each) => each.fact.id === fact.id);
  if (line === undefined || line.withdrawn !== null || line.fact.log !== log || !isUndoable(line.fact.kind))
    return refused({ kind: 'nothing-to-undo' });
  return careDraft(tool, careWithdrawn, { fact: bare(fact) }, saying);
}

const undoable: ReadonlySet<string> = new Set([faultReported.name, repairNoted.name, faultClosed.name]);
const isUndoable = (kind: string): boolean => undoable.has(kind);
const isOpen = ({ faults }: Tool, { id }: FactRef): boolean => faults.some(({ ref }) => ref.id === id);
const bare = (ref: FactRef): Body => ({ ...refOf(ref) });
const trimmed = (text: string | undefined): string | undefined => plainText(text ?? '') || undefined;

function careDraft(
  tool: Tool,
  kind: { readonly name: string; readonly body: v.GenericSchema },
  body: Body,
  { by, now }: Saying,
  inHandOf?: MemberId,
): Decided {
  if (!tool.exists) return refused({ kind: 'tool-unknown' });
  const wrong = misfit(kind.body, body);
  if (wrong !== null) return refused(wrong);
  const people = [...new Set([by, ...(inHandOf === undefined ? [] : [inHandOf])])];
  const after = (tool.heads.get('care') ?? []).slice(0, bounds.after);
  return ok({
    thing: { kind: kind.name, streams: [toolStream(tool.id)], after, at: now, body },
    person: { streams: people.map(memberStream), body: said({ by, inHandOf }) },
  });
}
