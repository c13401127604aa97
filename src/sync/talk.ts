import type { LogId, MemberId } from '#domain/ids.ts';
import type { Result } from '#domain/result.ts';
import { type AdmissionRequest, answerAdmission, type Welcome } from '#session/admission.ts';
import { spokenVersions } from '#session/handshake.ts';
import type { BlobShelf } from '#session/blobShelf.ts';
import type { Trust } from '#session/ledger.ts';
import type { Link } from '#session/link.ts';
import type { AdmissionRefusal } from '#session/messages.ts';
import { openSession, type SessionDeps, type SessionView } from '#session/session.ts';
import type { MeetingDeps, Talk, TalkView } from './openMeeting.ts';

export interface TalkDeps extends Pick<
  SessionDeps,
  'ledger' | 'trust' | 'identity' | 'crypto' | 'timer' | 'appVersion' | 'board'
> {
  /** Pictures and files, as they are spoken of with a phone or with the pod. */
  readonly shelfFor?: (peer: 'phone' | 'pod') => BlobShelf;
  /** Another device said that this one is out, or exchanged everything with it. Somebody's word, and no fact. */
  readonly onTold: (isIn: boolean) => void;
  readonly memberOf: (log: LogId) => Promise<MemberId | null>;
  /** Lets in who shows an invitation, or says why not. */
  readonly admit: (request: AdmissionRequest) => Promise<Result<Welcome, AdmissionRefusal>>;
}

/** What is said on a link depends on where it was found: everything, keys only, or whether somebody is let in. */
export const createTalk =
  (deps: TalkDeps): MeetingDeps['talk'] =>
  (link, room, via) => {
    if (room.kind === 'invitation') return admissionTalk(link, deps);
    return sessionTalk(link, deps, { mode: room.kind === 'past' ? 'keys-only' : 'full', isPod: via === 'pod' });
  };

/** Three megabytes of slices as they are sent: somebody who comes in stores that much in one turn. */
const slicesAtOnce = 48;

const silent: TalkView = {
  log: null,
  member: null,
  state: 'greeting',
  receiving: null,
  sending: null,
  storedThere: -1,
  isOtherVersion: false,
};

function sessionTalk(
  link: Link,
  { board, shelfFor, ...deps }: TalkDeps,
  { mode, isPod }: { readonly mode: SessionDeps['mode']; readonly isPod: boolean },
): Talk {
  const listeners = new Set<() => void>();
  let member: MemberId | null = null;
  let asked: SessionView['state'] | null = null;
  let lastTold: 'in' | 'out' | null = null;
  let storedThere = -1;
  const tell = (): void => {
    for (const each of listeners) each();
  };
  const onView = ({ peer, state, end }: SessionView): void => {
    const told = end?.by === 'peer' && end.reason === 'removed' ? 'out' : state === 'even' ? 'in' : lastTold;
    if (told !== null && told !== lastTold && !isPod) deps.onTold(told === 'in');
    lastTold = told;
    // Whose device it is may be among the facts it brings.
    if (peer !== null && member === null && state !== asked && !isPod) {
      asked = state;
      void deps.memberOf(peer).then((found) => {
        member ??= found;
        return tell();
      });
    }
    tell();
  };
  const session = openSession({
    ...deps,
    link,
    mode,
    versions: spokenVersions,
    slicesAtOnce,
    trust: isPod ? trustInPod(deps.trust) : deps.trust,
    ...(board === undefined || isPod || mode !== 'full' ? {} : { board }),
    ...(shelfFor === undefined || mode !== 'full' ? {} : { blobs: shelfFor(isPod ? 'pod' : 'phone') }),
    onView,
    onPeerStored: (log, height) => {
      if (log !== deps.identity.log) return;
      storedThere = height - 1;
      tell();
    },
  });
  // It rejects for a bug only, and has said goodbye by then: the next session begins anew.
  void session.done.catch(link.close);
  return {
    view() {
      const { peer, state, receiving, sending, end } = session.view();
      const isOtherVersion =
        (end?.by === 'here' && end.detail === 'other-version') || (end?.by === 'peer' && end.reason === 'version');
      const log = peer !== null && isPod ? 'pod' : peer;
      return { log, member, state, receiving, sending, storedThere, isOtherVersion };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    end: session.close,
  };
}

/** Somebody met in an invitation's room is nobody yet: shown only once they come back as a device of the workshop. */
function admissionTalk(link: Link, deps: TalkDeps): Talk {
  const answering = answerAdmission(
    { ...deps, link, workshop: deps.ledger.workshop, versions: spokenVersions },
    deps.admit,
  );
  void answering.catch(link.close);
  return { view: () => silent, subscribe: () => () => undefined, end: link.close };
}

/** A pod keeps what it cannot read: it needs no right in the workshop, and gets no key. */
export const trustInPod = (trust: Trust): Trust => ({
  ...trust,
  standingOf: () => Promise.resolve('in'),
  standingWith: () => Promise.resolve('in'),
  missingKeys: () => Promise.resolve([]),
  newestKeys: () => Promise.resolve([]),
  sealKeysFor: () => Promise.resolve([]),
  acceptKeys: () => Promise.resolve(),
});
