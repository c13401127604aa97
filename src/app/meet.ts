import type { AgreementKeyRecord } from '#crypto/agreementKey.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import type { FactId, WorkshopId } from '#domain/ids.ts';
import { isStewardNow, memberOf, writingEpoch } from '#domain/settle/membership.ts';
import type { BoardPort } from '#session/boardTalk.ts';
import type { AdmissionRefusal } from '#session/messages.ts';
import type { WorkshopDatabase } from '#store/database.ts';
import { readEpochs, watchEpochs } from '#store/epochSecrets.ts';
import type { MembershipCache } from '#store/membershipCache.ts';
import { ownClosure } from '#store/queries/membership.ts';
import { membershipNow } from '#store/readState.ts';
import { noteTold, type Secrets } from '#store/secrets.ts';
import { createKeptBlobs } from '#sync/blobShelf.ts';
import { keptMeeting } from '#sync/keptMeeting.ts';
import { createLedger } from '#sync/ledger.ts';
import type { Meeting, MeetingPlaces, Parcels } from '#sync/meeting.ts';
import { meetNobody, noParcels } from '#sync/meetNobody.ts';
import { type MeetingDeps, openMeeting } from '#sync/openMeeting.ts';
import { createPlaces, placesNote, socketAddress } from '#sync/places.ts';
import { roomsHere } from '#sync/roomsHere.ts';
import { createTalk } from '#sync/talk.ts';
import { createParcels } from '#sync/transports/file.ts';
import { createPodTransport } from '#sync/transports/pod.ts';
import { createWebrtcTransport } from '#sync/transports/webrtc.ts';
import { createTrust } from '#sync/trust.ts';
import type { Deps, MeetingPorts } from './deps.ts';
import type { Hand } from './hand.ts';
import { createAdmitting } from './joining/admitting.ts';

type OnAnswered = (refusal: AdmissionRefusal | null) => void;

export interface Meet {
  readonly meeting: Meeting;
  readonly parcels: Parcels;
  /**
   * Goes to the room of an invitation this device may never have heard of, until stopped; tells of everybody who was let
   * in with it, or not.
   */
  readonly letIn: (
    invitation: { readonly id: FactId; readonly key: string },
    onAnswered: (refusal: AdmissionRefusal | null) => void,
  ) => () => void;
  /** Resolves when the database may be closed. */
  readonly stop: () => Promise<void>;
}

export interface MeetDeps {
  readonly db: WorkshopDatabase;
  readonly cache: MembershipCache;
  readonly workshop: WorkshopId;
  readonly secrets: Secrets;
  readonly hand: Hand;
  readonly deps: Deps;
  readonly ports: MeetingPorts;
  /** Opened by the first session that speaks of it. */
  readonly board: () => Promise<BoardPort>;
  /** What came left work for the sweeper. */
  readonly onJobs: () => void;
}

/** Wires what meets other devices: the facts here, who is trusted, the rooms, and the ways to reach others. */
export async function meet({
  db,
  cache,
  workshop,
  secrets,
  hand,
  deps,
  ports,
  board,
  onJobs,
}: MeetDeps): Promise<Meet> {
  const { crypto, clock, locks, rest } = deps;
  const { log } = secrets.signing;
  const { door, keys, pen, commands } = hand;
  const [identity, verify] = await Promise.all([hand.signer(), createVerifySignature(crypto)]);
  // A device that cannot show who it is has nothing to say to others.
  if (identity === null) return meetsNobody;
  // Rooms and duties change with what is stored and with keys that came.
  const lookers = new Set<() => void>();
  const look = (): void => {
    for (const each of lookers) each();
  };
  const common = { db, door, cache, workshop, keys, crypto, now: clock.now, rest, onJobs };
  const trust = createTrust({
    ...common,
    log,
    agreement: secrets.agreement as AgreementKeyRecord | null,
    onKeys: look,
  });
  // What went wrong with a key keeps no fact out: it is stored, unread.
  const ledger = createLedger({ ...common, learned: () => trust.settled().catch(() => undefined) });
  const blobs = createKeptBlobs({ db, crypto, log, now: clock.now });
  /** Invitations a person of this device is letting somebody in with just now. */
  const shown = new Set<{ readonly id: FactId; readonly key: string; readonly onAnswered: OnAnswered }>();
  const stopLooking = ledger.onStored(look);
  // Keys that came while another tab led: what is written here is sealed with the newest.
  const stopTakingKeys = watchEpochs(db, (found) => {
    for (const [epoch, secret] of found) keys.add(epoch, secret);
  });

  const rooms: MeetingDeps['rooms'] = async () => {
    const [membership, epochs, provisional] = await Promise.all([
      membershipNow(db, cache),
      readEpochs(db, 'epochs'),
      readEpochs(db, 'provisional'),
    ]);
    // A rotation that was cut is no room to be found in.
    const counts = new Set(membership.epochs.map(({ epoch }) => epoch));
    const held = new Map([...provisional, ...[...epochs].filter(([epoch]) => counts.has(epoch))]);
    // A device that is closed lets nobody in; and it must not meet itself, should it come back with one of these.
    const isOpen = (await ownClosure(db, cache)) === null;
    const awaited = isOpen ? membership.invitations.filter(({ until }) => until > clock.now()) : [];
    const arrived = await db.logs.bulkGet(awaited.flatMap(({ usedBy }) => usedBy));
    const wrote = new Set(arrived.flatMap((record) => (record === undefined ? [] : [record.log as string])));
    // Somebody let in whose answer was lost on the way asks again in the same room, until something of theirs is here.
    const open = awaited.filter(({ usedBy }) => !usedBy.some((each) => wrote.has(each)));
    return roomsHere(
      {
        workshop,
        epochs: membership.epochs,
        current: writingEpoch(membership, (epoch) => epochs.has(epoch)),
        keys: held,
        invitations: [
          ...new Set([...open.slice(-mostInvitations).map(({ key }) => key), ...[...shown].map(({ key }) => key)]),
        ],
      },
      crypto,
    );
  };
  const current = async () => {
    const [membership, epochs] = await Promise.all([membershipNow(db, cache), readEpochs(db, 'epochs')]);
    const epoch = writingEpoch(membership, (each) => epochs.has(each));
    const key = epoch === null ? undefined : epochs.get(epoch);
    return epoch === null || key === undefined ? null : { epoch, key };
  };
  const transports = (places: MeetingPlaces): ReturnType<MeetingDeps['transports']> => {
    const signaling = socketAddress(places.signaling, 'signal', ports.home);
    const pod = socketAddress(places.pod, 'pod', ports.home);
    return [
      {
        via: 'webrtc',
        transport: createWebrtcTransport({
          signaling: signaling === null || !ports.surroundings.hasWebrtc ? [] : [signaling],
          iceServers: places.iceServers,
          random: ports.random,
        }),
      },
      ...(pod === null
        ? []
        : [{ via: 'pod', transport: createPodTransport({ address: pod, workshop, random: ports.random }) } as const]),
    ];
  };

  const admit = createAdmitting({
    db,
    cache,
    workshop,
    deps,
    commands,
    trust,
    onAnswered: (invitation, refusal) => {
      for (const each of shown) if (each.id === invitation) each.onAnswered(refusal);
    },
  });
  const talk = createTalk({
    ledger,
    trust,
    identity,
    crypto: { ...crypto, verify },
    timer: ports.timer,
    appVersion: ports.version,
    board,
    shelfFor: blobs.shelfFor,
    onTold: (isIn) => void noteTold(db, isIn ? null : log).then(look, () => undefined),
    memberOf: async (other) => memberOf(await membershipNow(db, cache), other),
    admit,
  });
  const meeting = openMeeting({
    name: workshop,
    log,
    locks,
    random: ports.random,
    now: clock.now,
    surroundings: ports.surroundings,
    places: createPlaces(ports.note(placesNote(workshop))),
    transports: ports.transports ?? transports,
    talk,
    rooms,
    ownHeight: async () => (await db.logs.get(log))?.height ?? 0,
    onStored: (listener) => {
      lookers.add(listener);
      return () => void lookers.delete(listener);
    },
    kept: keptMeeting(db),
    duty: {
      isDue: async () => {
        const membership = await membershipNow(db, cache);
        return membership.needsRotation && isStewardNow(membership, pen.log);
      },
      act: async () => void (await commands.rotateKey()),
    },
  });
  return {
    meeting,
    parcels: createParcels({
      crypto,
      ledger,
      current,
      keyOf: async (epoch) => (await readEpochs(db, 'epochs')).get(epoch) ?? null,
    }),
    letIn: (invitation, onAnswered) => {
      const entry = { ...invitation, onAnswered };
      shown.add(entry);
      look();
      return () => {
        shown.delete(entry);
        look();
      };
    },
    stop: async () => {
      stopLooking();
      stopTakingKeys();
      trust.stop();
      ledger.stop();
      await meeting.stop();
      blobs.stop();
    },
  };
}

export const meetsNobody: Meet = {
  meeting: meetNobody,
  parcels: noParcels,
  letIn: () => () => undefined,
  stop: () => Promise.resolve(),
};

/** Each is a room to be in. */
const mostInvitations = 8;
