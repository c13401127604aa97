import type { LogId } from '#domain/ids.ts';
import { memberOf, writingEpoch } from '#domain/settle/membership.ts';
import { readEpochs } from '#store/epochSecrets.ts';
import { person } from '#store/queries/people.ts';
import { membershipNow } from '#store/readState.ts';
import { formerLog } from '#store/secrets.ts';
import type { Hand } from '../hand.ts';
import type { CommandContext } from '../commands/context.ts';

/**
 * A device that came back with a new log says once more who its owner is, as soon as it reads that it is in: a device that
 * never wrote could not be cut, should it be lost. Returns a way to stop waiting.
 */
export async function settleIn(
  { db, cache }: Pick<CommandContext, 'db' | 'cache'>,
  { commands, door }: Pick<Hand, 'commands' | 'door'>,
  log: LogId,
): Promise<() => void> {
  const isBack = async (): Promise<boolean> => (await formerLog(db)) !== null && (await db.logs.get(log)) === undefined;
  let turn: Promise<void> = Promise.resolve();
  let stop = (): void => undefined;

  async function look(): Promise<void> {
    if (!(await isBack())) return stop();
    const membership = await membershipNow(db, cache);
    const member = memberOf(membership, log);
    const epochs = await readEpochs(db, 'epochs');
    if (member === null || writingEpoch(membership, (epoch) => epochs.has(epoch)) === null) return;
    const known = await person(db, member);
    if (known?.name == null) return;
    await commands.writeProfile(member, { name: known.name, contact: known.contact ?? undefined });
  }

  if (!(await isBack())) return stop;
  const lookInTurn = (): void => void (turn = turn.then(look).catch(() => undefined));
  const stops = [door.onStored(lookInTurn)];
  // Its key may come after the facts.
  const again = setInterval(lookInTurn, patience);
  stop = () => {
    clearInterval(again);
    for (const each of stops) each();
  };
  lookInTurn();
  return stop;
}

const patience = 2000;
