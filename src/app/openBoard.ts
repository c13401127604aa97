import type { BoardPort } from '#session/boardTalk.ts';
import { boardSeed, keptVersions } from '#store/queries/texts.ts';
import { workshopRow } from '#store/queries/tools.ts';
import { watch } from '#store/queries/watch.ts';
import type { TextName } from '#domain/kinds/text.ts';
import { type Keeping, openBoard } from '#sync/board.ts';
import type { Door } from '#store/door.ts';
import type { CommandContext } from './commands/context.ts';
import type { HouseBoard } from './workshop.ts';

export interface OpenBoard {
  /** What the screen writes on. */
  readonly house: HouseBoard;
  /** What sessions speak of. */
  readonly port: BoardPort;
  readonly close: () => Promise<void>;
}

/**
 * The board of a workshop, opened when somebody looks at it or meets somebody. Facts say which generation is on; when one
 * more begins, here or elsewhere, the kept versions are back.
 */
export async function openHouseBoard(
  {
    db,
    cache,
    workshop,
    door,
  }: Pick<CommandContext, 'db' | 'cache' | 'workshop'> & { readonly door: Pick<Door, 'onStored'> },
  deps: CommandContext['deps'],
): Promise<OpenBoard> {
  const keeping = (await deps.boards?.()) ?? keepNowhere;
  const seedNow = async () => {
    const { generation, from } = await boardSeed(db, cache);
    return { generation, kept: from };
  };
  const board = await openBoard({ workshop, seed: await seedNow() }, { ...deps, keeping });
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const each of listeners) each();
  };
  let isSame = true;
  async function beginAnew(): Promise<void> {
    await board.begin(await seedNow());
    isSame = true;
    tell();
  }
  const stopListening = board.onChange(tell);
  let turn: Promise<void> = Promise.resolve();
  const generationNow = async (): Promise<number> => (await workshopRow(db))?.boardGeneration ?? 0;
  const look = (generation: number): void => {
    // The database may be closed under it: then nobody looks any more.
    if (generation > board.generation()) turn = turn.then(beginAnew).catch(() => undefined);
  };
  const stopHearing = door.onStored(() => void generationNow().then(look, () => undefined));
  // What another tab stored, or the sweeper settled anew.
  const watching = watch(generationNow, look);
  const port: BoardPort = {
    ...board,
    compared(said) {
      if (isSame === said) return;
      isSame = said;
      tell();
    },
  };
  return {
    port,
    house: {
      prepare: async (text) => {
        const [stands] = await keptVersions(db, cache, text);
        await board.prepare(text, stands?.text ?? '');
        tell();
      },
      read: (text: TextName) => board.read(text),
      write: (text, value) => board.write(text, value),
      isSame: () => isSame,
      isFull: () => board.isFull(),
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    close: async () => {
      watching.unsubscribe();
      stopHearing();
      stopListening();
      listeners.clear();
      await turn;
      await board.close();
    },
  };
}

/** Where nothing is kept, the board lasts as long as the page. */
const keepNowhere: Keeping = {
  open: () => ({ ready: Promise.resolve(), close: () => Promise.resolve() }),
  forget: () => Promise.resolve(),
};
