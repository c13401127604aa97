/** The to-do list of a large workshop with thousands of plans of care. */
import type { Deps } from '#app/deps.ts';
import { newId } from '#app/newIds.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import { type DraftMaker, writeMany } from '#app/writeMany.ts';
import { addDays } from '#domain/days.ts';
import { dutyStreams } from '#domain/decide/duty.ts';
import type { DutyId, ToolId, WorkshopId } from '#domain/ids.ts';
import { dutyStream } from '#domain/ids.ts';
import { careFor, dutiesDue } from '#store/queries/duties.ts';
import { isHouseKeyUnsaved } from '#store/queries/houseKey.ts';
import { toolsDoubtedBy, toolsHeldBy, toolsUpTo } from '#store/queries/tools.ts';

export interface DutiesOrder {
  readonly workshop: WorkshopId;
  /** One plan on each. */
  readonly tools: readonly ToolId[];
  readonly warmUp: number;
  readonly counted: number;
}

/** Plans care on each tool, as a member would, then reads what waits for this phone's person as the first screen does. */
export async function measureDuties({ workshop: id, tools, warmUp, counted }: DutiesOrder, deps: Deps) {
  const opened = await openWorkshop(id, deps);
  if (!opened.ok) throw new Error(`The workshop does not open: ${opened.refusal.kind}`);
  const workshop = opened.value;
  const today = deps.clock.today();
  const makers = tools.flatMap((tool, nth) => planned(newId<DutyId>(deps.crypto), tool, nth, today, deps.clock.now()));
  const written = await writeMany(workshop.pen, makers, { rest: deps.rest });
  if (!written.ok) throw new Error(`The plans were refused: ${written.refusal.kind}`);

  const { db } = workshop;
  const { member } = await workshop.me();
  const [care, whole]: [number[], number[]] = [[], []];
  for (let round = 0; round < warmUp + counted; round += 1) {
    const begun = performance.now();
    await careFor(db, member, today);
    const between = performance.now();
    await Promise.all([
      careFor(db, member, today),
      toolsHeldBy(db, member),
      toolsDoubtedBy(db, member),
      isHouseKeyUnsaved(db),
      toolsUpTo(db, 9),
    ]);
    if (round >= warmUp) {
      care.push(between - begun);
      whole.push(performance.now() - between);
    }
    await deps.rest();
  }
  const due = (await dutiesDue(db, today)).length;
  workshop.close();
  return { care, whole, due };
}

/** Two in three by date, the others by use; done at some time within their turn, and every sixteenth a while ago. */
function planned(duty: DutyId, tool: ToolId, nth: number, today: string, at: number): readonly DraftMaker[] {
  const streams = dutyStreams({ duty, tool });
  const n = 7 + ((nth * 37) % 84);
  const every = nth % 3 === 2 ? { unit: 'uses', n: 10 } : { unit: 'days', n };
  const since = nth % 16 === 0 ? n + (nth % 20) : (nth * 13) % n;
  const body = { name: `Care ${String(nth)}`, tool, every, steps: ['Clean', 'Oil'], starts: addDays(today, -365) };
  const plan: DraftMaker = () => ({
    thing: { kind: 'dutyPlanned', streams, after: [], at, body },
    person: null,
  });
  const done: DraftMaker = (headsOf) => ({
    thing: {
      kind: 'dutyDone',
      streams,
      after: headsOf(dutyStream(duty), 'turn'),
      at,
      body: { day: addDays(today, -since) },
    },
    person: null,
  });
  return [plan, done];
}
