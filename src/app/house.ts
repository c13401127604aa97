import type { WorkshopId } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok } from '#domain/result.ts';
import { databaseName, openDatabase } from '#store/database.ts';
import { findDatabases } from '#store/findDatabases.ts';
import { workshopRow } from '#store/queries/tools.ts';
import { boardName } from '#sync/boardName.ts';
import type { RestoreProgress, Restored, RestoreRefusal } from './backup/restoreWorkshop.ts';
import type { Deps } from './deps.ts';
import type { Founding } from './foundWorkshop.ts';
import { joinLate } from './joining/joinLate.ts';
import type { InvitationRefusal, InvitationSeen, Joining } from './joining/joining.ts';
import { type OpenRefusal, openWorkshop } from './openWorkshop.ts';
import type { Workshop } from './workshop.ts';

export interface KnownWorkshop {
  readonly id: WorkshopId;
  readonly name: string;
  readonly isDemo: boolean;
  /** This device stands at the door here, and belongs to nobody. */
  readonly isDoor: boolean;
}

/** Where the list of workshops is kept; the databases themselves are the truth. */
export interface Shelf {
  readonly read: () => { readonly current: string | null; readonly workshops: readonly KnownWorkshop[] };
  readonly write: (next: { readonly current: string | null; readonly workshops: readonly KnownWorkshop[] }) => void;
}

/** All workshops on this device: which one is open, founding, leaving. */
export interface House {
  readonly list: () => readonly KnownWorkshop[];
  readonly current: () => KnownWorkshop | null;
  /** Finds the databases again when the note about them was lost. */
  readonly search: () => Promise<readonly KnownWorkshop[]>;
  readonly choose: (id: WorkshopId | null) => void;
  readonly change: (id: WorkshopId, change: Partial<Omit<KnownWorkshop, 'id'>>) => void;
  /** Begins to open what will be asked for in a moment. */
  readonly openAhead: (id: WorkshopId) => void;
  readonly open: (id: WorkshopId) => Promise<Result<Workshop, OpenRefusal>>;
  readonly found: (founding: Founding) => Promise<Result<WorkshopId, Refusal>>;
  /** The demo: made anew when it is not here. Never mixes with a workshop: a database of its own. */
  readonly openDemo: (onProgress: (done: number, of: number) => void) => Promise<Result<WorkshopId, Refusal>>;
  /** Brings a workshop back from its backup and the key of the house, and makes it the current one. */
  readonly restore: (
    file: Uint8Array,
    typedKey: string,
    progress?: RestoreProgress,
  ) => Promise<Result<Restored, RestoreRefusal>>;
  /** What an invitation says, before anybody is asked. */
  readonly readInvitation: (text: string) => Promise<Result<InvitationSeen, InvitationRefusal>>;
  /** Asks the others to be let in with it; the workshop is in the list, and the current one, once it is whole. */
  readonly join: (text: string, myName: string) => Joining;
  /** Notes a workshop that came by a backup. */
  readonly add: (known: KnownWorkshop) => void;
  /** Deletes everything of a workshop from this device. */
  readonly discard: (id: WorkshopId) => Promise<void>;
}

export function createHouse(deps: Deps, shelf: Shelf): House {
  const list = () => shelf.read().workshops;
  const ahead = new Map<WorkshopId, ReturnType<House['open']>>();
  const add = (known: KnownWorkshop): void => {
    const others = list().filter(({ id }) => id !== known.id);
    shelf.write({ current: known.id, workshops: [...others, known] });
  };

  return {
    list,
    add,
    current: () => {
      const { current, workshops } = shelf.read();
      return workshops.find(({ id }) => id === current) ?? null;
    },
    search: async () => {
      const found = (await findDatabases()).map(({ workshop, ...rest }) => ({ id: workshop, isDoor: false, ...rest }));
      const known = list();
      // A demo nobody remembers may be half written, and nothing in it is anybody's.
      const lost = found.filter(({ id, isDemo }) => !isDemo && !known.some((each) => each.id === id));
      if (lost.length > 0) {
        const workshops = [...known, ...lost];
        shelf.write({ current: shelf.read().current ?? workshops[0]?.id ?? null, workshops });
      }
      return list();
    },
    choose: (id) => shelf.write({ ...shelf.read(), current: id }),
    change: (id, change) => {
      const { current, workshops } = shelf.read();
      shelf.write({ current, workshops: workshops.map((each) => (each.id === id ? { ...each, ...change } : each)) });
    },
    openAhead: (id) => {
      // A failure is told to whoever asks for it.
      const opening = openWorkshop(id, deps, { forScreens: true });
      opening.catch(() => undefined);
      ahead.set(id, opening);
    },
    open: (id) => {
      const opening = ahead.get(id);
      ahead.delete(id);
      return opening ?? openWorkshop(id, deps, { forScreens: true });
    },
    found: async (founding) => {
      const { foundWorkshop } = await import('./foundWorkshop.ts');
      const founded = await foundWorkshop(founding, deps);
      if (founded.ok) add({ id: founded.value, name: founding.name.trim(), isDemo: false, isDoor: false });
      return founded;
    },
    openDemo: async (onProgress) => {
      const here = list().find(({ isDemo }) => isDemo);
      if (here !== undefined) {
        shelf.write({ ...shelf.read(), current: here.id });
        return ok(here.id);
      }
      await clearHalfDemos(deps);
      const { makeDemo } = await import('./demo/makeDemo.ts');
      const made = await makeDemo(deps, onProgress);
      if (made.ok) add({ id: made.value.id, name: made.value.name, isDemo: true, isDoor: false });
      return made.ok ? ok(made.value.id) : made;
    },
    restore: async (file, typedKey, progress) => {
      const { restoreWorkshop } = await import('./backup/restoreWorkshop.ts');
      const restored = await restoreWorkshop(file, typedKey, deps, progress);
      if (restored.ok) add({ id: restored.value.id, name: restored.value.name, isDemo: false, isDoor: false });
      return restored;
    },
    readInvitation: async (text) => (await import('./joining/seeInvitation.ts')).seeInvitation(text, deps),
    join: (text, myName) => joinLate(text, myName, deps, add),
    discard: async (id) => {
      const db = openDatabase(databaseName(id), deps.storage);
      const generation = (await workshopRow(db).catch(() => null))?.boardGeneration ?? 0;
      await db.dexie.delete();
      await (await deps.boards?.())?.forget(boardName(id, generation));
      const { current, workshops } = shelf.read();
      const left = workshops.filter((each) => each.id !== id);
      shelf.write({ current: current === id ? (left[0]?.id ?? null) : current, workshops: left });
    },
  };
}

/** A demo whose page was closed while it was written. None is in the list, or it would have been opened. */
async function clearHalfDemos(deps: Deps): Promise<void> {
  const left = deps.storage === undefined ? await findDatabases() : [];
  for (const { workshop, isDemo } of left) if (isDemo) await openDatabase(databaseName(workshop)).dexie.delete();
}
