import type { EpochKeys } from '#crypto/epochKeys.ts';
import type { Draft, FactRef } from '#domain/fact.ts';
import type { Decision } from '#domain/decide/custody.ts';
import type { ToolId, WorkshopId } from '#domain/ids.ts';
import { toolStream, workshopStream } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok } from '#domain/result.ts';
import type { MemberId } from '#domain/ids.ts';
import { isStewardNow, memberOf } from '#domain/settle/membership.ts';
import { type Tool, settleTool } from '#domain/settle/tool.ts';
import { type WorkshopSettled, settleWorkshop } from '#domain/settle/workshop.ts';
import type { StreamsRead } from '#store/readStreams.ts';
import { emptyStream } from '#store/settleRows.ts';
import type { WorkshopDatabase } from '#store/database.ts';
import type { MembershipCache } from '#store/membershipCache.ts';
import type { Deps } from '../deps.ts';
import type { Decided, Pen } from '../pen.ts';

/** What every command works with. */
export interface CommandContext {
  readonly pen: Pen;
  readonly db: WorkshopDatabase;
  readonly deps: Deps;
  readonly cache: MembershipCache;
  readonly workshop: WorkshopId;
  /** Shared with whoever brings more of them. */
  readonly keys: EpochKeys;
}

/** The tool as the decision's own read has it. */
export function toolIn(read: StreamsRead, id: ToolId): Tool {
  const stream = toolStream(id);
  return settleTool(id, (read.records.get(stream) ?? emptyStream(stream)).facts, read.context);
}

/** The workshop's own things, as the decision's own read has them. */
export const workshopIn = (read: StreamsRead): WorkshopSettled =>
  settleWorkshop(read.records.get(workshopStream)?.facts ?? [], read.context);

/** The person this device belongs to. The pen has checked that its log is open. */
export const meIn = (read: StreamsRead, pen: Pen): MemberId => memberOf(read.context.membership, pen.log) as MemberId;

export const isStewardIn = (read: StreamsRead, pen: Pen): boolean => isStewardNow(read.context.membership, pen.log);

export const decisionNow = ({ clock }: Deps): Decision => ({ now: clock.now(), today: clock.today() });

/** One draft, and the reference of its fact as the value. */
export function single(drafted: Result<Draft, Refusal>): Result<Decided<FactRef>, Refusal> {
  return drafted.ok ? ok({ drafts: [drafted.value], value: ([ref]) => ref as FactRef }) : drafted;
}
