import {
  type DutyAt,
  decideDescribeDuty,
  decideDoDuty,
  decideEndDuty,
  decideGiveBackDuty,
  decidePlanDuty,
  decideTakeOnDuty,
  decideUndoDuty,
  dutyStreams,
} from '#domain/decide/duty.ts';
import type { Draft } from '#domain/fact.ts';
import type { DutyId, MemberId } from '#domain/ids.ts';
import { dutyStream } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import { type Duty, settleDuty } from '#domain/settle/duty.ts';
import type { Tool } from '#domain/settle/tool.ts';
import type { StreamsRead } from '#store/readStreams.ts';
import { newId } from '../newIds.ts';
import type { Commands } from '../workshop.ts';
import { type CommandContext, decisionNow, meIn, single, toolIn } from './context.ts';

type DutyCommands = Pick<
  Commands,
  'planDuty' | 'describeDuty' | 'endDuty' | 'takeOnDuty' | 'giveBackDuty' | 'doDuty' | 'undoDuty'
>;

/** Care that comes round: planning it, doing it, and whose turn it is. */
export function dutyCommands({ pen, deps }: CommandContext): DutyCommands {
  const write = (at: DutyAt, decide: (duty: Duty, tool: Tool | null, read: StreamsRead) => Result<Draft, Refusal>) =>
    pen.write([...dutyStreams(at)], (read) => {
      const tool = at.tool === null ? null : toolIn(read, at.tool);
      const duty = dutyIn(read, at, tool);
      return duty === null ? refused({ kind: 'duty-unknown' }) : single(decide(duty, tool, read));
    });
  const doer = (read: StreamsRead, by: MemberId | undefined): { readonly me: MemberId; readonly by: MemberId } => {
    const me = meIn(read, pen);
    return { me, by: by ?? me };
  };

  return {
    planDuty: ({ tool, place }, words) => {
      const at = { duty: newId<DutyId>(deps.crypto), tool };
      return pen.write([...dutyStreams(at)], (read) => {
        const on = { tool: tool === null ? null : toolIn(read, tool), place };
        const drafted = decidePlanDuty(at.duty, on, words, decisionNow(deps));
        return drafted.ok ? ok({ drafts: [drafted.value], value: () => at }) : drafted;
      });
    },
    describeDuty: (at, words) => write(at, (duty) => decideDescribeDuty(duty, words, decisionNow(deps))),
    endDuty: (at, isEnded) => write(at, (duty) => decideEndDuty(duty, isEnded, decisionNow(deps))),
    takeOnDuty: (at, { by } = {}) =>
      write(at, (duty, _tool, read) => decideTakeOnDuty(duty, doer(read, by), decisionNow(deps))),
    giveBackDuty: (at) => write(at, (duty) => decideGiveBackDuty(duty, decisionNow(deps))),
    doDuty: (at, { by, skipped = [], note } = {}) =>
      write(at, (duty, tool, read) =>
        decideDoDuty(duty, tool, { ...doer(read, by), skipped, note }, decisionNow(deps)),
      ),
    undoDuty: (at, fact) => write(at, (duty) => decideUndoDuty(duty, fact, decisionNow(deps))),
  };
}

/** The duty as the decision's own read has it. */
function dutyIn(read: StreamsRead, { duty }: DutyAt, tool: Tool | null): Duty | null {
  if (tool !== null) return tool.duties.find(({ id }) => id === duty) ?? null;
  return settleDuty(duty, read.records.get(dutyStream(duty))?.facts ?? [], read.context);
}
