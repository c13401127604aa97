/** Whole phones: a workshop as the app opens it, meeting others over an ether. */
import { openInvitationKey } from '#crypto/invitation.ts';
import { readInvitation } from '#crypto/invitationLink.ts';
import { roomOfInvitation } from '#crypto/rooms.ts';
import { bytesOf } from '#crypto/bytes.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import { openSealedKey } from '#crypto/sealedKey.ts';
import type { Deps, MeetingPorts } from '#app/deps.ts';
import { foundWorkshop, installKeys } from '#app/foundWorkshop.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import type { Workshop } from '#app/workshop.ts';
import type { Meeting } from '#app/sync.ts';
import type { EpochId } from '#domain/ids.ts';
import { requestAdmission } from '#session/admission.ts';
import { spokenVersions } from '#session/handshake.ts';
import { databaseName, openDatabase } from '#store/database.ts';
import { addEpochs } from '#store/epochSecrets.ts';
import { newState } from '#store/newState.ts';
import { writeSecrets } from '#store/secrets.ts';
import { createTimer } from '#device/timer.ts';
import type { Ether } from './ether.ts';
import { createPhone, type Phone, valueOf } from './phone.ts';

export interface MeetingPhone {
  readonly phone: Phone;
  readonly deps: Deps;
  readonly workshop: Workshop;
  readonly meeting: Meeting;
  readonly close: () => void;
}

function portsOver(ether: Ether): MeetingPorts {
  const notes = new Map<string, string>();
  return {
    surroundings: {
      isSecure: true,
      hasWebrtc: true,
      isHidden: () => false,
      isOnline: () => true,
      onChange: () => () => undefined,
    },
    note: (name) => ({ get: () => notes.get(name) ?? null, set: (value) => void notes.set(name, value) }),
    home: new URL('https://atelier.example/'),
    random: () => 0,
    timer: createTimer(),
    version: '0-tests',
    transports: () => [{ via: 'webrtc', transport: ether.transport() }],
  };
}

/** Opens what is on this phone, and begins to meet, as after the first paint. */
export async function switchOn(phone: Phone, ether: Ether, id: Workshop['id']): Promise<MeetingPhone> {
  const deps = { ...phone.deps, meeting: portsOver(ether) };
  const workshop = valueOf(await openWorkshop(id, deps));
  await workshop.sweep();
  const meeting = workshop.meeting.now();
  if (meeting === null) throw new Error('it meets nobody');
  return { phone, deps, workshop, meeting, close: workshop.close };
}

export async function foundMeeting(ether: Ether, myName = 'Odile'): Promise<MeetingPhone> {
  const phone = createPhone();
  const founding = { name: 'La Remise', myName, language: 'fr' } as const;
  return switchOn(phone, ether, valueOf(await foundWorkshop(founding, phone.deps)));
}

/** Comes in by a link, through whoever is met in the invitation's room. */
export async function joinMeeting(ether: Ether, link: string, startsAt?: number): Promise<MeetingPhone> {
  const phone = createPhone(startsAt);
  const { crypto } = phone.deps;
  const verify = await createVerifySignature(crypto);
  const read = valueOf(await readInvitation(link, verify, crypto));
  const { workshop, invitation } = read;
  const { signer, secrets } = await installKeys(phone.deps);
  const { prove } = await openInvitationKey(read.secret, workshop, crypto);
  const agreement = secrets.agreement.publicKey;
  const proof = bytesOf(prove({ invitation: invitation.id, log: signer.log, agreement }));
  const room = await roomOfInvitation(invitation.key, workshop, crypto);
  const welcome = await new Promise<Awaited<ReturnType<typeof requestAdmission>>>((resolve, reject) => {
    const running = ether.transport().start((found) => {
      const deps = { link: found, workshop, identity: signer, versions: spokenVersions };
      requestAdmission(
        { ...deps, crypto: { ...crypto, verify }, timer: createTimer() },
        { invitation: read.entry, agreement: bytesOf(agreement), proof },
      )
        .finally(running.stop)
        .then(resolve, reject);
    });
    running.setRooms([{ ...room, kind: 'invitation', announces: true }]);
  });
  const { keys } = valueOf(welcome);
  const given = new Map<EpochId, Uint8Array>();
  for (const { epoch, sealed } of keys) {
    const key = await openSealedKey(sealed, secrets.agreement, { workshop, epoch, log: signer.log }, crypto);
    if (key !== null) given.set(epoch, key);
  }
  const db = openDatabase(databaseName(workshop), phone.deps.storage);
  await writeSecrets(db, { ...secrets, epochs: {}, recovery: null });
  await addEpochs(db, 'provisional', given);
  await db.state.put(newState({ workshop, now: phone.clock.now, isDemo: false }));
  db.dexie.close();
  return switchOn(phone, ether, workshop);
}
