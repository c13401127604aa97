import { expect, test, vi } from 'vitest';
import type { LogId } from '#domain/ids.ts';
import type { Link } from '#session/link.ts';
import type { Meeting } from '#sync/meeting.ts';
import {
  type KeptMeeting,
  type MeetingDeps,
  openMeeting,
  type Surroundings,
  type TalkView,
} from '#sync/openMeeting.ts';
import type { Room, TransportStatus } from '#sync/transports/transport.ts';
import { createLocks } from '#tests/support/phone.ts';

const me = 'me' as LogId;
const ana = 'ana' as LogId;
const roomNow: Room = { name: 'now', password: 'p', kind: 'now', announces: true };

/** One browser: what all its tabs share. */
function browser() {
  let kept: KeptMeeting | null = null;
  const keptListeners = new Set<(kept: KeptMeeting | null) => void>();
  return {
    locks: createLocks(),
    kept: {
      read: () => Promise.resolve(kept),
      write: (next: KeptMeeting) => {
        kept = next;
        for (const each of keptListeners) each(next);
        return Promise.resolve();
      },
      onChange: (listener: (kept: KeptMeeting | null) => void) => {
        keptListeners.add(listener);
        return () => void keptListeners.delete(listener);
      },
    },
  };
}

/** One tab, with a transport and sessions moved by hand. */
function tab(shared = browser(), over: Partial<MeetingDeps> = {}) {
  let onLink: (link: Link, room: Room) => void = () => undefined;
  let onChange: Parameters<Surroundings['onChange']>[0] = () => undefined;
  let onStored: () => void = () => undefined;
  const status: { -readonly [Key in keyof TransportStatus]: TransportStatus[Key] } = {
    place: 'open',
    links: 0,
    unreached: 0,
  };
  const tellStatus = new Set<() => void>();
  const rooms: (readonly Room[])[] = [];
  let starts = 0;
  let stops = 0;
  let nudges = 0;
  let height = 5;
  let places: ReturnType<Meeting['places']['get']> = { signaling: '', pod: null, iceServers: [] };
  const meeting = openMeeting({
    ...shared,
    name: 'w',
    log: me,
    random: () => 0,
    now: () => 1000,
    surroundings: {
      isSecure: true,
      hasWebrtc: true,
      isHidden: () => false,
      isOnline: () => true,
      onChange: (listener) => {
        onChange = listener;
        return () => undefined;
      },
    },
    places: { get: () => places, set: (next) => (places = next) },
    transports: () => [
      {
        via: 'webrtc',
        transport: {
          start: (heard) => {
            starts += 1;
            onLink = heard;
            return {
              setRooms: (next) => void rooms.push(next),
              nudge: () => (nudges += 1),
              status: () => status,
              onStatus: (listener) => {
                tellStatus.add(listener);
                return () => void tellStatus.delete(listener);
              },
              stop: () => (stops += 1),
            };
          },
        },
      },
    ],
    rooms: () => Promise.resolve([roomNow]),
    talk: (link) => (link as FakeLink).talk,
    ownHeight: () => Promise.resolve(height),
    onStored: (listener) => {
      onStored = listener;
      return () => undefined;
    },
    duty: { isDue: () => Promise.resolve(false), act: () => Promise.resolve() },
    ...over,
  });
  return {
    meeting,
    rooms,
    counts: () => ({ starts, stops, nudges }),
    change: (change: Parameters<typeof onChange>[0]) => onChange(change),
    wrote: () => {
      height += 1;
      onStored();
    },
    say: (next: Partial<TransportStatus>) => {
      Object.assign(status, next);
      for (const each of tellStatus) each();
    },
    link: (room = roomNow) => {
      const link = fakeLink();
      onLink(link, room);
      return link;
    },
  };
}

interface FakeLink extends Link {
  readonly talk: ReturnType<MeetingDeps['talk']>;
  readonly say: (view: Partial<TalkView>) => void;
  readonly isClosed: () => boolean;
}

function fakeLink(): FakeLink {
  const closers: (() => void)[] = [];
  const listeners = new Set<() => void>();
  let isClosed = false;
  let view: TalkView = {
    log: null,
    member: null,
    state: 'greeting',
    receiving: null,
    sending: null,
    storedThere: -1,
    isOtherVersion: false,
  };
  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    for (const each of closers) each();
  };
  return {
    binding: new Uint8Array(),
    send: () => Promise.resolve(),
    onFrame: () => undefined,
    onClose: (listener) => void closers.push(listener),
    close,
    isClosed: () => isClosed,
    say: (next) => {
      view = { ...view, ...next };
      for (const each of listeners) each();
    },
    talk: {
      view: () => view,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      end: close,
    },
  };
}

test('it goes to the rooms, and shows who is there once they showed who they are', async () => {
  const { meeting, rooms, link } = tab();
  await vi.waitFor(() => expect(rooms.at(-1)).toEqual([roomNow]));
  expect(meeting.view()).toMatchObject({ role: 'leading', peers: [], onlyHere: 5 });
  const first = link();
  expect(meeting.view().peers).toEqual([]);
  first.say({ log: ana, state: 'catching-up', receiving: { done: 1, of: 9 } });
  expect(meeting.view().peers).toMatchObject([{ log: ana, via: 'webrtc', receiving: { done: 1, of: 9 } }]);
  first.close();
  expect(meeting.view().peers).toEqual([]);
  expect(await meeting.met()).toEqual([{ log: ana, at: 1000 }]);
  void meeting.stop();
});

test('the second tick: what another device has stored, also after a restart and in another tab', async () => {
  const shared = browser();
  const first = tab(shared);
  await vi.waitFor(() => expect(first.meeting.view().role).toBe('leading'));
  const second = tab(shared);
  expect(second.meeting.view().role).toBe('other-tab');
  first.link().say({ log: ana, state: 'even', storedThere: 3 });
  expect(first.meeting.elsewhere()).toBe(3);
  expect(first.meeting.view().onlyHere).toBe(1);
  await vi.waitFor(() => expect(second.meeting.elsewhere()).toBe(3));
  await vi.waitFor(() => expect(second.meeting.view().onlyHere).toBe(1));
  first.wrote();
  await vi.waitFor(() => expect(first.meeting.view().onlyHere).toBe(2));
  void first.meeting.stop();
  await vi.waitFor(() => expect(second.meeting.view().role).toBe('leading'));
  expect(second.counts().starts).toBe(1);
  expect(second.meeting.elsewhere()).toBe(3);
  void second.meeting.stop();
});

test('a device that loaded its page anew is one device: what is left of the older link is closed', async () => {
  const { meeting, link } = tab();
  await vi.waitFor(() => expect(meeting.view().role).toBe('leading'));
  const older = link();
  older.say({ log: ana, state: 'even' });
  const newer = link();
  newer.say({ log: ana, state: 'even' });
  expect(older.isClosed()).toBe(true);
  expect(newer.isClosed()).toBe(false);
  expect(meeting.view().peers).toHaveLength(1);
  void meeting.stop();
  expect(newer.isClosed()).toBe(false);
  await vi.waitFor(() => expect(newer.isClosed()).toBe(true));
});

test('a page that freezes lets go; one that comes back leads again', async () => {
  const { meeting, change, counts } = tab();
  await vi.waitFor(() => expect(meeting.view().role).toBe('leading'));
  change('frozen');
  await vi.waitFor(() => expect(meeting.view().role).toBe('other-tab'));
  expect(counts().stops).toBe(1);
  change('awake');
  await vi.waitFor(() => expect(meeting.view().role).toBe('leading'));
  expect(counts().starts).toBe(2);
  change('awake');
  expect(counts().nudges).toBe(1);
  void meeting.stop();
});

test('other places: everything is begun anew there', async () => {
  const { meeting, counts, rooms } = tab();
  await vi.waitFor(() => expect(rooms.at(-1)).toEqual([roomNow]));
  meeting.places.set({ signaling: 'ws://elsewhere', pod: null, iceServers: [] });
  expect(counts()).toMatchObject({ starts: 2, stops: 1 });
  expect(rooms.at(-1)).toEqual([roomNow]);
  void meeting.stop();
});

test('why nobody is met, in plain kinds', async () => {
  vi.useFakeTimers();
  try {
    const { meeting, say, link } = tab();
    await vi.advanceTimersByTimeAsync(100);
    expect(meeting.view().trouble).toBeNull();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(meeting.view().trouble).toBe('nobody-there');
    say({ unreached: 2 });
    expect(meeting.view().trouble).toBe('cannot-connect');
    say({ place: 'failed' });
    expect(meeting.view().trouble).toBe('signaling-unreachable');
    say({ place: 'open', unreached: 0 });
    link().say({ isOtherVersion: true, state: 'closed' });
    expect(meeting.view().trouble).toBe('other-version');
    link().say({ log: ana, state: 'even' });
    expect(meeting.view().trouble).toBeNull();
    void meeting.stop();
  } finally {
    vi.useRealTimers();
  }
});

test.each([
  [{ isSecure: false }, 'insecure-page'],
  [{ hasWebrtc: false }, 'no-webrtc'],
] as const)('%o is said as %s', async (over, trouble) => {
  const surroundings = {
    isSecure: true,
    hasWebrtc: true,
    isHidden: () => false,
    isOnline: () => true,
    onChange: () => () => undefined,
    ...over,
  };
  const { meeting } = tab(browser(), { surroundings });
  await vi.waitFor(() => expect(meeting.view().trouble).toBe(trouble));
  void meeting.stop();
});

test('a duty is done after a wait, once, and not when another did it meanwhile', async () => {
  vi.useFakeTimers();
  try {
    let isDue = true;
    let acts = 0;
    const duty = {
      isDue: () => Promise.resolve(isDue),
      act: () => {
        acts += 1;
        isDue = false;
        return Promise.resolve();
      },
    };
    const one = tab(browser(), { duty, random: () => 0.5 });
    await vi.advanceTimersByTimeAsync(14_000);
    expect(acts).toBe(0);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(acts).toBe(1);
    isDue = true;
    one.wrote();
    await vi.advanceTimersByTimeAsync(1_000);
    isDue = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(acts).toBe(1);
    void one.meeting.stop();
  } finally {
    vi.useRealTimers();
  }
});
