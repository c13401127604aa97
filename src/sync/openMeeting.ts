import type { LogId, MemberId } from '#domain/ids.ts';
import type { Link } from '#session/link.ts';
import { type LeadingLock, takeTheLead } from './leadership.ts';
import type { Meeting, MeetingPlaces, MeetingTrouble, MetRecord, PeerView, SyncView } from './meeting.ts';
import type { Room, Running, Transport } from './transports/transport.ts';

/** A session, as far as the conductor looks at it. */
export interface Talk {
  readonly view: () => TalkView;
  readonly subscribe: (listener: () => void) => () => void;
  /** Says goodbye and closes the link. */
  readonly end: () => void;
}

export interface TalkView {
  /** Null until the other end has shown who it is. */
  readonly log: LogId | 'pod' | null;
  readonly member: MemberId | null;
  readonly state: PeerView['state'];
  readonly receiving: PeerView['receiving'];
  readonly sending: PeerView['sending'];
  /** Highest `seq` of our own log that the other end said it has stored; -1 when none. */
  readonly storedThere: number;
  readonly isOtherVersion: boolean;
}

/** The page and the network around it. */
export interface Surroundings {
  readonly isSecure: boolean;
  readonly hasWebrtc: boolean;
  readonly isHidden: () => boolean;
  readonly isOnline: () => boolean;
  /** `awake`: the page came back, or the network did. `frozen`: the browser is about to stop it. */
  readonly onChange: (listener: (change: 'awake' | 'hidden' | 'frozen') => void) => () => void;
}

/** What is remembered over restarts, and read by every tab. */
export interface KeptMeeting {
  readonly log: LogId;
  readonly elsewhere: number;
  readonly met: readonly MetRecord[];
}

export interface MeetingDeps {
  readonly name: string;
  readonly log: LogId;
  readonly locks: LeadingLock;
  readonly random: () => number;
  readonly now: () => number;
  readonly surroundings: Surroundings;
  readonly places: Meeting['places'];
  readonly transports: (
    places: MeetingPlaces,
  ) => readonly { readonly via: PeerView['via']; readonly transport: Transport }[];
  readonly rooms: () => Promise<readonly Room[]>;
  readonly talk: (link: Link, room: Room, via: PeerView['via']) => Talk;
  /** Height of this device's own log. */
  readonly ownHeight: () => Promise<number>;
  /** Called after every commit of any tab: heights, rooms and duties may be others. */
  readonly onStored: (listener: () => void) => () => void;
  readonly kept: {
    readonly read: () => Promise<KeptMeeting | null>;
    readonly write: (kept: KeptMeeting) => Promise<void>;
    /** Also when another tab wrote it. */
    readonly onChange: (listener: (kept: KeptMeeting | null) => void) => () => void;
  };
  /** A steward's device keeps those out who were cut: whether that is still to be done, and doing it. */
  readonly duty: { readonly isDue: () => Promise<boolean>; readonly act: () => Promise<void> };
}

/** A page nobody looks at lets go after this: phones stop it anyway, and a tab that is seen should lead. */
const patienceWhileHidden = 5 * 60_000;
/** Two stewards who see a cut together should not both rotate. */
const longestDutyWait = 30_000;
/** Somebody who is there answers within this. */
const lookPatience = 8_000;
const keepEvery = 300;
const keptMet = 200;

/**
 * Meets other devices for as long as it runs: goes to the rooms whose keys are here, opens a session on each link, and
 * tells the screens what comes of it. Only the tab that leads does so; the others read what it keeps.
 */
export function openMeeting(deps: MeetingDeps): Meeting {
  const listeners = new Set<() => void>();
  let kept: KeptMeeting = { log: deps.log, elsewhere: -1, met: [] };
  let ownHeight = 0;
  let leading: Leading | null = null;
  let view = viewNow();
  let isStopped = false;
  let hidden: ReturnType<typeof setTimeout> | undefined;
  let lead: ReturnType<typeof takeTheLead> | null = null;

  function viewNow(): SyncView {
    const now = leading?.view();
    return {
      role: leading === null ? 'other-tab' : 'leading',
      peers: now?.peers ?? [],
      onlyHere: Math.max(0, ownHeight - 1 - kept.elsewhere),
      signaling: now?.signaling ?? 'none',
      pod: now?.pod ?? 'none',
      trouble: now?.trouble ?? null,
    };
  }
  function changed(): void {
    const next = viewNow();
    if (JSON.stringify(next) === JSON.stringify(view)) return;
    view = next;
    for (const each of listeners) each();
  }
  function takeKept(record: KeptMeeting | null): void {
    // Of a log this device no longer writes, and of a tab that knows less, nothing is taken.
    if (record === null || record.log !== deps.log || leading !== null) return;
    kept = record;
    changed();
  }
  async function measure(): Promise<void> {
    try {
      ownHeight = await deps.ownHeight();
      changed();
    } catch (error) {
      // The workshop was closed meanwhile.
      if (!isStopped) throw error;
    }
  }

  function standInLine(): void {
    lead ??= takeTheLead({ name: `circule/meeting/${deps.name}`, locks: deps.locks }, async () => {
      const before = await deps.kept.read();
      if (before !== null && before.log === deps.log) kept = before;
      leading = startLeading(deps, { read: () => kept, write: (next) => (kept = next), changed });
      changed();
      return async () => {
        const ending = leading;
        leading = null;
        await ending?.stop();
        changed();
      };
    });
  }
  function stepBack(): Promise<void> {
    const leaving = lead?.stop();
    lead = null;
    return leaving ?? Promise.resolve();
  }

  const stops = [
    deps.kept.onChange(takeKept),
    deps.onStored(() => {
      void measure();
      leading?.look();
    }),
    deps.surroundings.onChange((change) => {
      clearTimeout(hidden);
      if (change === 'frozen') void stepBack();
      else if (change === 'hidden') hidden = setTimeout(() => void stepBack(), patienceWhileHidden);
      else if (!isStopped) {
        standInLine();
        leading?.nudge();
      }
    }),
  ];
  void deps.kept.read().then(takeKept);
  void measure();
  standInLine();

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    elsewhere: () => kept.elsewhere,
    async met() {
      const before = leading === null ? ((await deps.kept.read())?.met ?? []) : kept.met;
      const here = new Set(view.peers.map(({ log }) => log));
      return before.map((each) => (here.has(each.log) ? { ...each, at: deps.now() } : each));
    },
    places: {
      get: deps.places.get,
      set(places) {
        deps.places.set(places);
        leading?.moveTo(places);
      },
    },
    nudge() {
      standInLine();
      leading?.nudge();
    },
    stop() {
      isStopped = true;
      clearTimeout(hidden);
      for (const stop of stops) stop();
      listeners.clear();
      return stepBack();
    },
  };
}

interface Leading {
  readonly view: () => Pick<SyncView, 'peers' | 'signaling' | 'pod' | 'trouble'>;
  /** Rooms and duties anew: something was stored. */
  readonly look: () => void;
  readonly nudge: () => void;
  readonly moveTo: (places: MeetingPlaces) => void;
  readonly stop: () => Promise<void>;
}

interface Memory {
  readonly read: () => KeptMeeting;
  readonly write: (kept: KeptMeeting) => void;
  readonly changed: () => void;
}

interface OpenTalk {
  readonly talk: Talk;
  readonly room: Room;
  readonly via: PeerView['via'];
  log: TalkView['log'];
}

function startLeading(deps: MeetingDeps, memory: Memory): Leading {
  const talks = new Set<OpenTalk>();
  let running: readonly { readonly via: PeerView['via']; readonly running: Running; readonly stop: () => void }[] = [];
  let rooms: readonly Room[] = [];
  let isStopped = false;
  let isLooking = false;
  let isLookWanted = false;
  let sawOtherVersion = false;
  let hasLookedLong = false;
  let duty: ReturnType<typeof setTimeout> | undefined;
  let keeping: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();

  const keep = (): void => {
    keeping ??= setTimeout(keepNow, keepEvery);
  };
  function keepNow(): void {
    clearTimeout(keeping);
    keeping = undefined;
    // What could not be kept is kept with the next; the facts themselves are not in it.
    writing = writing.then(() => deps.kept.write(memory.read())).catch(() => undefined);
  }
  function meetNow(log: LogId | 'pod'): void {
    const before = memory.read();
    const met = [{ log, at: deps.now() }, ...before.met.filter((each) => each.log !== log)].slice(0, keptMet);
    memory.write({ ...before, met });
    keep();
  }

  function onLink(link: Link, room: Room, via: PeerView['via']): void {
    if (isStopped) return link.close();
    const open: OpenTalk = { talk: deps.talk(link, room, via), room, via, log: null };
    talks.add(open);
    const follow = (): void => {
      const { log, state, storedThere, isOtherVersion } = open.talk.view();
      if (open.log === null && log !== null) {
        open.log = log;
        meetNow(log);
        endDoubles(open, true);
      }
      if (storedThere > memory.read().elsewhere) {
        memory.write({ ...memory.read(), elsewhere: storedThere });
        keep();
      }
      if (isOtherVersion) sawOtherVersion = true;
      else if (state === 'even') sawOtherVersion = false;
      memory.changed();
    };
    const stop = open.talk.subscribe(follow);
    link.onClose(() => {
      follow();
      stop();
      talks.delete(open);
      if (open.log !== null) meetNow(open.log);
      memory.changed();
    });
    follow();
  }

  /**
   * One link to one device. Of two in the same room the older is what is left of before its page was loaded anew; of two
   * rooms the one where everything is said now is kept, which both ends know alike.
   */
  function endDoubles(newer: OpenTalk, isNew: boolean): void {
    const rank = ({ room }: OpenTalk): number => {
      const now = rooms.find(({ name }) => name === room.name);
      return now?.kind === 'now' ? 1 + Number(now.announces) : 0;
    };
    for (const other of talks) {
      if (other === newer || other.log !== newer.log || other.via !== newer.via) continue;
      if (other.room.name === newer.room.name ? isNew : rank(other) < rank(newer)) other.talk.end();
    }
  }

  function startTransports(places: MeetingPlaces): void {
    running = deps.transports(places).map(({ via, transport }) => {
      const started = transport.start((link, room) => onLink(link, room, via));
      const stopTelling = started.onStatus(memory.changed);
      started.setRooms(rooms);
      return {
        via,
        running: started,
        stop: () => {
          stopTelling();
          started.stop();
        },
      };
    });
    lookPatiently();
  }
  function stopTransports(): void {
    for (const { talk } of talks) talk.end();
    for (const { stop } of running) stop();
    running = [];
  }

  let patience: ReturnType<typeof setTimeout> | undefined;
  function lookPatiently(): void {
    clearTimeout(patience);
    hasLookedLong = false;
    patience = setTimeout(() => {
      hasLookedLong = true;
      memory.changed();
    }, lookPatience);
  }

  async function lookOnce(): Promise<void> {
    const next = await deps.rooms();
    if (isStopped) return;
    if (JSON.stringify(next) !== JSON.stringify(rooms)) {
      rooms = next;
      for (const each of running) each.running.setRooms(rooms);
      for (const open of talks) if (open.log !== null) endDoubles(open, false);
    }
    if (duty !== undefined || !(await deps.duty.isDue()) || isStopped) return;
    duty = setTimeout(() => {
      void (async () => {
        if (!isStopped && (await deps.duty.isDue())) await deps.duty.act();
      })()
        .catch(() => undefined)
        .finally(() => (duty = undefined));
    }, deps.random() * longestDutyWait);
  }
  /** One look at a time; what is stored meanwhile leads to one more. */
  function look(): void {
    isLookWanted = true;
    if (isLooking) return;
    isLooking = true;
    void (async () => {
      while (isLookWanted && !isStopped) {
        isLookWanted = false;
        await lookOnce();
      }
    })()
      .catch(() => undefined)
      .finally(() => (isLooking = false));
  }

  startTransports(deps.places.get());
  look();

  return {
    view() {
      const statusOf = (via: PeerView['via']) => running.find((each) => each.via === via)?.running.status() ?? null;
      const webrtc = statusOf('webrtc');
      const pod = statusOf('pod');
      const peers = [...talks].flatMap(({ talk, via }): readonly PeerView[] => {
        const { log, member, state, receiving, sending } = talk.view();
        return log === null ? [] : [{ log, member, via, state, receiving, sending }];
      });
      const signaling = webrtc?.place ?? 'none';
      return {
        peers,
        signaling: signaling === 'full' || signaling === 'refused' ? 'failed' : signaling,
        pod: pod?.place ?? 'none',
        trouble: troubleOf(),
      };

      function troubleOf(): MeetingTrouble | null {
        const { isSecure, hasWebrtc, isOnline } = deps.surroundings;
        if (peers.some(({ log, state }) => log !== 'pod' && state !== 'closed')) return null;
        if (!isSecure) return 'insecure-page';
        if (!hasWebrtc) return 'no-webrtc';
        if (deps.places.get().signaling === null) return 'no-signaling-address';
        if (sawOtherVersion) return 'other-version';
        if (signaling === 'open') {
          if ((webrtc?.unreached ?? 0) > 1) return 'cannot-connect';
          return hasLookedLong ? 'nobody-there' : null;
        }
        if (!isOnline()) return 'offline';
        return signaling === 'failed' ? 'signaling-unreachable' : null;
      }
    },
    look,
    nudge() {
      lookPatiently();
      for (const each of running) each.running.nudge();
    },
    moveTo(places) {
      stopTransports();
      startTransports(places);
      memory.changed();
    },
    async stop() {
      isStopped = true;
      clearTimeout(duty);
      clearTimeout(patience);
      stopTransports();
      if (keeping !== undefined) keepNow();
      await writing;
    },
  };
}
