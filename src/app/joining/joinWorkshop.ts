import { bytesOf } from '#crypto/bytes.ts';
import { openInvitationKey } from '#crypto/invitation.ts';
import type { ReadInvitation } from '#crypto/invitationLink.ts';
import { readFact, thingOf } from '#crypto/readFact.ts';
import { readThing } from '#crypto/factParts.ts';
import { roomOfInvitation } from '#crypto/rooms.ts';
import { openSealedKey } from '#crypto/sealedKey.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import type { EpochId, FactId, MemberId } from '#domain/ids.ts';
import { workshopStream } from '#domain/ids.ts';
import { plainText } from '#domain/plainText.ts';
import { type Membership, invitedMember, writingEpoch } from '#domain/settle/membership.ts';
import { requestAdmission, type Welcome } from '#session/admission.ts';
import { spokenVersions } from '#session/handshake.ts';
import type { Link } from '#session/link.ts';
import { databaseName, openDatabase, type WorkshopDatabase } from '#store/database.ts';
import { addEpochs, readEpochs } from '#store/epochSecrets.ts';
import { createMembershipCache } from '#store/membershipCache.ts';
import { newState } from '#store/newState.ts';
import { ownClosure } from '#store/queries/membership.ts';
import { person } from '#store/queries/people.ts';
import { workshopRow } from '#store/queries/tools.ts';
import { membershipNow } from '#store/readState.ts';
import { readSecrets, writeSecrets } from '#store/secrets.ts';
import { storageRefusal } from '#store/storageRefusal.ts';
import { watchFactCount } from '#store/watchFactCount.ts';
import type { MeetingTrouble } from '#sync/meeting.ts';
import { createPlaces, placesNote, socketAddress } from '#sync/places.ts';
import { createWebrtcTransport } from '#sync/transports/webrtc.ts';
import type { Deps, MeetingPorts } from '../deps.ts';
import { installKeys } from '../foundWorkshop.ts';
import type { KnownWorkshop } from '../house.ts';
import { openWorkshop } from '../openWorkshop.ts';
import type { Workshop } from '../workshop.ts';
import type { JoinRefusal, Joining, JoiningView } from './joining.ts';
import { openKeys, openNextKeys, type Own, takeUpNextKeys } from './nextKeys.ts';
import { openInvitation, saidOfInvitation } from './seeInvitation.ts';

/**
 * The way in. Nothing is believed because somebody in the invitation's room said it: that room is open to all who know
 * the invitation's public half. What was received is kept apart until the fold of it has this device in, its admission
 * counts, and everything is here that the inviter knew when they wrote the invitation (decision 0005, 15). Until then the
 * database is marked as half way: it opens nothing and is thrown away when the person stops. Cut off anywhere, the same
 * invitation goes on where it was: it is the same log that asks again.
 */
export function joinWorkshop(
  text: string,
  myName: string,
  deps: Deps & { readonly meeting: MeetingPorts },
  onJoined: (known: KnownWorkshop) => void,
): Joining {
  const listeners = new Set<() => void>();
  const stops = new Set<() => void>();
  let view: JoiningView = { step: 'looking', trouble: null };
  let isOver = false;
  let db: WorkshopDatabase | null = null;

  const show = (next: JoiningView): void => {
    if (isOver || JSON.stringify(next) === JSON.stringify(view)) return;
    view = next;
    for (const each of listeners) each();
  };
  const stop = (): void => {
    for (const each of stops) each();
    stops.clear();
  };
  const refuse = async (refusal: JoinRefusal): Promise<void> => {
    show({ step: 'refused', refusal });
    isOver = true;
    stop();
    // A full disk or a lost connection says nothing of what came so far: the next attempt goes on from there.
    if (refusal.kind === 'storage-full' || refusal.kind === 'storage-lost') db?.dexie.close();
    else await throwAway(db);
  };
  void run().catch(async (error: unknown) => {
    if (isOver) return;
    const stored = storageRefusal(error);
    await refuse(stored ?? { kind: 'storage-lost' });
    if (stored === null) throw error;
  });

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    cancel() {
      if (isOver) return;
      isOver = true;
      stop();
      void throwAway(db).catch(() => undefined);
    },
  };

  async function run(): Promise<void> {
    const opened = await openInvitation(text, deps);
    if (!opened.ok) return refuse(opened.refusal);
    const invitation = opened.value;
    if (invitation.invitation.member === null && plainText(myName) === '') return refuse({ kind: 'name-missing' });

    db = openDatabase(databaseName(invitation.workshop), deps.storage);
    const state = await db.state.get('state');
    if (state !== undefined && state.isJoining !== true) return comeBackOrArrive(invitation, db);
    const own = await openOwn(db, deps);
    if (state === undefined) {
      const welcome = await findWelcome(invitation, own);
      if (welcome === null || isOver) return;
      // First: whoever is cut off after it was kept does not come by here again.
      meetWhereInvited(invitation, deps.meeting);
      await keepWelcome(db, invitation, own, welcome, deps);
    }
    await receive(invitation, own);
  }

  /** Goes to the invitation's room and asks whoever comes, until somebody says yes, or no for good. */
  async function findWelcome({ workshop, entry, secret, signaling, invitation }: ReadInvitation, own: Own) {
    const { crypto, meeting } = deps;
    const verify = await createVerifySignature(crypto);
    const [key, room] = await Promise.all([
      openInvitationKey(secret, workshop, crypto),
      roomOfInvitation(invitation.key, workshop, crypto),
    ]);
    const { log } = own.signer;
    const proof = key.prove({ invitation: invitation.id, log, agreement: own.agreement.publicKey });
    const addresses = (signaling.length > 0 ? signaling : ['']).map((address) =>
      socketAddress(address, 'signal', meeting.home),
    );
    const places = { signaling: addresses[0] ?? null, pod: null, iceServers: [] };
    const transport =
      meeting.transports?.(places)[0]?.transport ??
      createWebrtcTransport({
        signaling: addresses.filter((address) => address !== null),
        iceServers: [],
        random: meeting.random,
      });
    return await new Promise<Welcome | null>((resolve) => {
      let isAsking = false;
      const ask = async (link: Link): Promise<void> => {
        // One at a time: two members who let in at once would have to be told apart by a steward.
        if (isAsking || isOver) return link.close();
        isAsking = true;
        const answer = await requestAdmission(
          {
            link,
            workshop,
            identity: own.signer,
            versions: spokenVersions,
            crypto: { ...crypto, verify },
            timer: meeting.timer,
          },
          { invitation: entry, agreement: bytesOf(own.agreement.publicKey), proof: bytesOf(proof) },
        );
        isAsking = false;
        if (answer.ok) return done(answer.value);
        // Others in the room may know better, unless the answer is the same whoever gives it.
        const refusal = answer.refusal.kind === 'ended' ? null : saidOfInvitation[answer.refusal.reason];
        if (refusal === null) return;
        await refuse(refusal);
        resolve(null);
      };
      const running = transport.start((link) => void ask(link));
      const stopStatus = running.onStatus(() => show({ step: 'looking', trouble: troubleOf() }));
      stops.add(() => {
        stopStatus();
        running.stop();
        resolve(null);
      });
      running.setRooms([{ ...room, kind: 'invitation', announces: true, invitation: invitation.key }]);
      show({ step: 'looking', trouble: troubleOf() });

      function done(welcome: Welcome): void {
        stopStatus();
        running.stop();
        resolve(welcome);
      }
      function troubleOf(): MeetingTrouble | null {
        const { surroundings } = meeting;
        if (!surroundings.isSecure) return 'insecure-page';
        if (!surroundings.hasWebrtc) return 'no-webrtc';
        const { place, unreached } = running.status();
        if (place === 'failed') return surroundings.isOnline() ? 'signaling-unreachable' : 'offline';
        return unreached > 1 ? 'cannot-connect' : null;
      }
    });
  }

  /** From here on like any device: it meets the others in the room of the key it was given. */
  async function receive(invitation: ReadInvitation, own: Own): Promise<void> {
    show({ step: 'receiving', done: 0, of: 0 });
    const opened = await openWorkshop(invitation.workshop, deps);
    if (!opened.ok) return refuse({ kind: 'storage-lost' });
    const workshop = opened.value;
    if (isOver) return workshop.close();
    stops.add(workshop.close);
    await workshop.sweep();
    if (isOver) return;
    const outcome = await settled(workshop, invitation, own);
    if (outcome === null || isOver) return;
    if (outcome !== 'in') return refuse(outcome);
    await workshop.fillRows((done, of) => show({ step: 'receiving', done, of }));
    if (isOver) return;
    const member = invitedMember(invitation.invitation);
    // A further device says again what is known of its owner: had it never written anything, there would be no fact to cut
    // it at, should it be lost.
    const words = invitation.invitation.member === null ? { name: myName } : await knownWords(workshop.db, member);
    if (plainText(words.name) !== '') {
      const written = await workshop.commands.writeProfile(member, words);
      if (!written.ok)
        return refuse({ kind: written.refusal.kind === 'storage-full' ? 'storage-full' : 'storage-lost' });
    }
    await workshop.db.state.update('state', { isJoining: false });
    await arrive(invitation, workshop.db);
  }

  /** What is said of them already; names come after the facts they belong to. */
  async function knownWords(whole: WorkshopDatabase, member: MemberId) {
    for (let left = patienceWithNames; left > 0 && !isOver; left -= 1) {
      const known = await person(whole, member);
      if (known?.name != null) return { name: known.name, contact: known.contact ?? undefined };
      await new Promise<void>((resolve) => void deps.meeting.timer.after(250, resolve));
    }
    return { name: '' };
  }

  /**
   * The notebook is here. A device whose log is closed comes back with new keys and a new log, in the same database; what
   * it lacks comes as it comes to everybody, once it is opened again.
   */
  async function comeBackOrArrive(invitation: ReadInvitation, whole: WorkshopDatabase): Promise<void> {
    const cache = createMembershipCache(whole);
    const closure = await ownClosure(whole, cache);
    if (closure === null) return arrive(invitation, whole);
    if (closure.member !== invitation.invitation.member) return refuse({ kind: 'invitation-not-yours' });
    const own = await openNextKeys(whole, await membershipNow(whole, cache), deps);
    const welcome = await findWelcome(invitation, own);
    if (welcome === null || isOver) return;
    meetWhereInvited(invitation, deps.meeting);
    await addEpochs(whole, 'provisional', await keysOf(welcome, invitation, own, deps));
    await takeUpNextKeys(whole, own);
    await arrive(invitation, whole);
  }

  /** The workshop is whole on this device: just now, or since another tab came in with the same invitation. */
  async function arrive({ workshop: id, workshopName }: ReadInvitation, whole: WorkshopDatabase): Promise<void> {
    const name = (await workshopRow(whole))?.name ?? workshopName;
    if (isOver) return;
    onJoined({ id, name, isDemo: false, isDoor: false });
    show({ step: 'ready', id, name });
    isOver = true;
    stop();
    db?.dexie.close();
  }

  /** Waits until what came says that this device is in, and all of it is here. */
  async function settled(workshop: Workshop, invitation: ReadInvitation, own: Own): Promise<'in' | JoinRefusal | null> {
    const grounds = await groundsOf(invitation, deps);
    return await new Promise((resolve) => {
      let wrongSince: number | null = null;
      let isDone = false;
      const meeting = workshop.meeting.now();
      const look = async (): Promise<void> => {
        if (isOver || isDone || !workshop.db.dexie.isOpen()) return;
        const state = await workshop.db.state.get('state');
        if (state === undefined) return;
        const { membership } = await workshop.cache.read(state);
        const peers = (meeting?.view().peers ?? []).filter(({ state: at }) => at !== 'closed');
        const isEven = peers.some(({ state: at }) => at === 'even');
        const receiving = peers.flatMap((peer) => peer.receiving ?? []).toSorted((a, b) => b.of - a.of)[0];
        if (membership.waiting.has(own.signer.log)) return show({ step: 'waiting' });
        show({ step: 'receiving', done: receiving?.done ?? 0, of: receiving?.of ?? 0 });
        const stream = await workshop.db.streams.get(workshopStream);
        const here = new Set(stream?.facts.map(({ id }) => id));
        if (isIn(membership, invitation, own) && grounds.every((id) => here.has(id))) {
          // Before the key it was given is checked against its rotation, nothing can be written.
          const epochs = await readEpochs(workshop.db, 'epochs');
          if (!isEven || writingEpoch(membership, (epoch) => epochs.has(epoch)) === null) return;
          isDone = true;
          return resolve('in');
        }
        // A pod knows what it was brought, and that may be older than the admission.
        if (!peers.some(({ log, state: at }) => log !== 'pod' && at === 'even')) return void (wrongSince = null);
        // Everything they have is here, and this device is still nobody.
        const now = deps.meeting.timer.now();
        wrongSince ??= now;
        if (now - wrongSince > patienceWithStrangers) resolve({ kind: 'not-members' });
      };
      const lookSafely = (): void => void look().catch(() => undefined);
      const stopWatching = watchFactCount(workshop.db, lookSafely);
      const stopListening = meeting?.subscribe(lookSafely);
      const again = setInterval(lookSafely, 1000);
      stops.add(() => {
        clearInterval(again);
        stopWatching();
        stopListening?.();
        resolve(null);
      });
      lookSafely();
    });
  }
}

const patienceWithStrangers = 20_000;
/** In quarters of a second. */
const patienceWithNames = 40;

/** Only what is half way: a workshop that is whole here, or became so in another tab, is not this attempt's to delete. */
async function throwAway(db: WorkshopDatabase | null): Promise<void> {
  if (db === null) return;
  const isHalfWay = await db.state.get('state').then(
    (state) => state === undefined || state.isJoining === true,
    () => false,
  );
  if (isHalfWay) await db.dexie.delete();
  else db.dexie.close();
}

/** The keys of this attempt, or of the one before that was cut off. */
async function openOwn(db: WorkshopDatabase, deps: Deps): Promise<Own> {
  const before = await readSecrets(db);
  if (before === null) await writeSecrets(db, { ...(await installKeys(deps)).secrets, epochs: {}, recovery: null });
  const secrets = await readSecrets(db);
  if (secrets === null) throw new Error('This browser did not keep the new keys');
  return openKeys(secrets, deps);
}

/** Keys that no rotation vouches for yet: they open rooms, and nothing else. */
async function keepWelcome(
  db: WorkshopDatabase,
  invitation: ReadInvitation,
  own: Own,
  welcome: Welcome,
  deps: Deps,
): Promise<void> {
  await addEpochs(db, 'provisional', await keysOf(welcome, invitation, own, deps));
  const { workshop } = invitation;
  await db.state.put(
    newState({ workshop, now: deps.clock.now(), isDemo: false }, { isJoining: true, rowsCome: 'later' }),
  );
}

async function keysOf(
  { keys }: Welcome,
  { workshop }: ReadInvitation,
  { agreement, signer: { log } }: Own,
  deps: Deps,
): Promise<ReadonlyMap<EpochId, Uint8Array>> {
  const opened = await Promise.all(
    keys.map(async ({ epoch, sealed }): Promise<readonly [EpochId, Uint8Array] | null> => {
      const secret = await openSealedKey(sealed, agreement, { workshop, epoch, log }, deps.crypto);
      return secret === null ? null : [epoch, secret];
    }),
  );
  return new Map(opened.filter((each) => each !== null));
}

/** The others were found at an address that came with the invitation: this device goes on looking for them there. */
function meetWhereInvited({ workshop, signaling: [address] }: ReadInvitation, { note }: MeetingPorts): void {
  if (address === undefined) return;
  const places = createPlaces(note(placesNote(workshop)));
  places.set({ ...places.get(), signaling: address });
}

/** Is the own log in with this very invitation, and does whoever wrote it still belong? */
function isIn({ devices, members }: Membership, { invitation }: ReadInvitation, { signer }: Own): boolean {
  const device = devices.get(signer.log);
  if (device === undefined || device.cut !== null || device.invitation !== invitation.id) return false;
  const standingOf = (log: typeof invitation.log): boolean => {
    const found = devices.get(log);
    return found !== undefined && members.get(found.member)?.standing === 'in';
  };
  const admitter = device.admittedBy?.log;
  return standingOf(invitation.log) && admitter !== undefined && standingOf(admitter);
}

/** What the inviter knew of membership when the invitation was written: a removal that lies below cannot be kept back. */
async function groundsOf({ entry }: ReadInvitation, deps: Deps): Promise<readonly FactId[]> {
  const fact = await readFact(entry, deps.crypto);
  const thing = fact.ok ? readThing(thingOf(fact.value), true) : null;
  return thing?.ok === true ? thing.value.after.map(({ id }) => id) : [];
}
