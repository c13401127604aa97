/** A phone of the bench that meets another one: the app's own workshop, whose links are counted, and the floors beside. */
import type { Deps, MeetingPorts } from '#app/deps.ts';
import { joinWorkshop } from '#app/joining/joinWorkshop.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import type { Meeting } from '#app/sync.ts';
import type { Workshop } from '#app/workshop.ts';
import type { LogId, ToolId, WorkshopId } from '#domain/ids.ts';
import { createSurroundings } from '#device/surroundings.ts';
import { createTimer } from '#device/timer.ts';
import { writeRegistry } from '#device/registry.ts';
import { databaseName, openDatabase } from '#store/database.ts';
import { keptMeeting } from '#sync/keptMeeting.ts';
import { createPlaces, placesNote, socketAddress } from '#sync/places.ts';
import { createWebrtcTransport } from '#sync/transports/webrtc.ts';
import { countLinks, type LinkTally } from './countedLinks.ts';
import { nowEverywhere } from './nowEverywhere.ts';
import { hashAndOpen } from './hashAndOpen.ts';
import { putAll } from './putAll.ts';
import { createRawChannel } from './rawChannel.ts';
import { openFloor } from './taking.ts';

const home = new URL('..', window.location.href.split('#')[0]);

export function createMeetingBench(deps: Deps) {
  let links: LinkTally[] = [];
  let opened: { readonly workshop: Workshop; readonly meeting: Meeting } | null = null;
  let channel = createRawChannel();
  let floor: Awaited<ReturnType<typeof openFloor>> | null = null;

  const note: MeetingPorts['note'] = (name) => ({
    get: () => localStorage.getItem(name),
    set: (value) => localStorage.setItem(name, value),
  });
  const ports: MeetingPorts = {
    surroundings: createSurroundings(window),
    note,
    home,
    random: () => 0,
    timer: createTimer(),
    version: 'bench',
    transports: () => {
      const signaling = socketAddress('', 'signal', home);
      const counted = countLinks(
        createWebrtcTransport({ signaling: signaling === null ? [] : [signaling], iceServers: [], random: () => 0 }),
      );
      links = counted.links;
      return [{ via: 'webrtc', transport: counted.transport }];
    },
  };
  /** Phones of the bench meet each other and no pod: it would be sent the same facts meanwhile. */
  function meetNoPod(workshop: WorkshopId): void {
    const places = createPlaces(note(placesNote(workshop)));
    places.set({ ...places.get(), pod: null });
  }

  async function openWith(workshop: WorkshopId, meeting: MeetingPorts): Promise<Workshop> {
    const found = await openWorkshop(workshop, { ...deps, meeting });
    if (!found.ok) throw new Error(`The workshop does not open: ${found.refusal.kind}`);
    await found.value.sweep();
    return found.value;
  }
  function current() {
    if (opened === null) throw new Error('Nothing is open on this phone');
    return opened;
  }
  const factCount = async ({ db }: Workshop): Promise<number> => (await db.state.get('state'))?.factCount ?? 0;

  return {
    async open(workshop: WorkshopId): Promise<number> {
      meetNoPod(workshop);
      const found = await openWith(workshop, ports);
      const meeting = found.meeting.now();
      if (meeting === null) throw new Error('This phone meets nobody');
      opened = { workshop: found, meeting };
      return factCount(found);
    },

    /** Resolves when the database is closed and another may lead. */
    async close(): Promise<void> {
      const { workshop, meeting } = current();
      opened = null;
      floor?.close();
      floor = null;
      await meeting.stop();
      workshop.close();
      while (workshop.db.dexie.isOpen()) await deps.rest();
    },

    async invite(): Promise<string> {
      const invited = await current().workshop.commands.invite({ role: 'member', days: 7 });
      if (!invited.ok) throw new Error(`No invitation: ${invited.refusal.kind}`);
      return invited.value.link;
    },

    /** Comes in by a link, as somebody who opens the app for the first time does; gives when all was here. */
    async join(link: string): Promise<{ readonly workshop: WorkshopId; readonly readyAt: number }> {
      const joining = joinWorkshop(link, 'Ben', { ...deps, meeting: ports }, ({ id, name }) =>
        writeRegistry(localStorage, { current: id, workshops: [{ id, name, isDemo: false }] }),
      );
      return await new Promise((resolve, reject) => {
        const look = (): void => {
          const view = joining.view();
          if (view.step === 'ready') resolve({ workshop: view.id, readyAt: nowEverywhere() });
          else if (view.step === 'refused') reject(new Error(`Not let in: ${view.refusal.kind}`));
        };
        joining.subscribe(look);
        look();
      });
    },

    /**
     * Resolves when this phone is even with somebody whose link was opened after `since`, and has so many facts at least;
     * gives when that was, and when the link was opened.
     */
    even({
      since = 0,
      facts = 0,
    }: {
      readonly since?: number;
      readonly facts?: number;
    }): Promise<{ readonly openedAt: number; readonly evenAt: number }> {
      const { workshop, meeting } = current();
      return new Promise((resolve, reject) => {
        const look = async (): Promise<void> => {
          const at = nowEverywhere();
          const link = links.findLast(({ kind, openedAt }) => kind === 'now' && openedAt > since);
          if (link === undefined || !meeting.view().peers.some(({ state }) => state === 'even')) return;
          if (facts > 0 && (await factCount(workshop)) < facts) return;
          stop();
          resolve({ openedAt: link.openedAt, evenAt: at });
        };
        const stop = meeting.subscribe(() => void look().catch(reject));
        void look().catch(reject);
      });
    },

    now: () => Promise.resolve(nowEverywhere()),
    isOpen: () => Promise.resolve(opened !== null),
    facts: () => factCount(current().workshop),
    links: (): Promise<readonly LinkTally[]> => Promise.resolve(links),

    /** Takes tools one after the other; gives the sum of their bytes, as sealed. */
    async take(tools: readonly ToolId[]): Promise<number> {
      const { workshop } = current();
      const before = (await workshop.db.logs.get(workshop.pen.log))?.height ?? 0;
      for (const tool of tools) {
        const taken = await workshop.commands.take(tool);
        if (!taken.ok) throw new Error(`The taking was refused: ${taken.refusal.kind}`);
      }
      const all = await workshop.db.chunks
        .where('[log+n]')
        .between([workshop.pen.log, 0], [workshop.pen.log, Infinity])
        .toArray();
      const entries = all.flatMap((chunk) => chunk.entries);
      return entries.slice(before).reduce((sum, { bytes, person }) => sum + bytes.length + (person?.length ?? 0), 0);
    },

    /** One taking; gives when it was asked for. */
    async takeOne(tool: ToolId): Promise<number> {
      const at = nowEverywhere();
      const taken = await current().workshop.commands.take(tool);
      if (!taken.ok) throw new Error(`The taking was refused: ${taken.refusal.kind}`);
      return at;
    },

    log: (): Promise<LogId> => Promise.resolve(current().workshop.pen.log),

    /** The app was opened and closed so many times, and has met as many others as it remembers. */
    async starts(workshop: WorkshopId, times: number): Promise<void> {
      const nobody: MeetingPorts = { ...ports, transports: () => [] };
      for (let count = 0; count < times; count += 1) {
        const found = await openWith(workshop, nobody);
        if (count === 0) {
          const kept = keptMeeting(found.db);
          const met = Array.from({ length: 200 }, (_, at) => ({ log: String(at).padStart(43, 'A') as LogId, at }));
          const before = (await kept.read()) ?? { log: found.pen.log, elsewhere: -1, met: [] };
          await kept.write({ ...before, met: [...before.met, ...met].slice(0, 200) });
        }
        await found.meeting.now()?.stop();
        found.close();
        while (found.db.dexie.isOpen()) await deps.rest();
      }
    },

    /** The same records put in bulk, the same bytes hashed and opened: milliseconds each. */
    async floors(
      workshop: WorkshopId,
    ): Promise<{ readonly puts: number; readonly opening: number; readonly bytes: number }> {
      const db = openDatabase(databaseName(workshop));
      const opening = await hashAndOpen(db, workshop, deps.crypto);
      const puts = await putAll(db, deps);
      db.dexie.close();
      return { puts: puts.ms, opening: opening.ms, bytes: opening.bytes };
    },

    channel: {
      renew: (): Promise<void> => {
        channel.close();
        channel = createRawChannel();
        return Promise.resolve();
      },
      offer: () => channel.offer(),
      answer: (offer: string) => channel.answer(offer),
      accept: (answer: string) => channel.accept(answer),
      roundTrip: (bytes: number) => channel.roundTrip(bytes),
      bulk: (bytes: number) => channel.bulk(bytes),
    },

    /** One strict transaction with the records of a taking by this log. */
    async strict(workshop: WorkshopId, log: LogId, tool: ToolId): Promise<number> {
      floor ??= await openFloor(databaseName(workshop), log);
      return floor.store(tool);
    },
  };
}
