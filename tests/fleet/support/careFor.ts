import type { ToolId } from '#domain/ids.ts';
import { toolSheet } from '#store/queries/tools.ts';
import type { FleetPhone } from './fleetPhone.ts';

/** Plans care on the tool where this phone knows of none; else takes it on, does it, gives it back, or takes a time back. */
export async function careFor({ commands, db, cache }: FleetPhone, tool: ToolId, how: number): Promise<void> {
  const duty = (await toolSheet(db, cache, tool))?.duties.find(({ exists }) => exists);
  if (duty === undefined) {
    const every = { unit: 'uses', n: 2 } as const;
    const words = { name: 'Oil it', every, steps: ['Oil'], starts: '2026-01-05', stopsLending: false, skill: null };
    await commands.planDuty({ tool, place: null }, words);
    return;
  }
  const at = { duty: duty.id, tool };
  const [last] = duty.dones;
  if (how === 0) await commands.takeOnDuty(at);
  else if (how === 1) await commands.giveBackDuty(at);
  else if (how === 2 && last !== undefined) await commands.undoDuty(at, last.ref);
  else await commands.doDuty(at, { skipped: ['Oil'] });
}
