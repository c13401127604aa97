/** A workshop of four: Ana founds, Ben is a steward, Carl and Eve are members. One of them, or somebody else, wants harm. */
import { expect } from 'vitest';
import type { Bytes } from '#crypto/bytes.ts';
import { sealFact, type WrittenFact } from '#crypto/sealFact.ts';
import { createSigningKey, openSigner, type Signer } from '#crypto/signingKey.ts';
import type { Body, Draft, FactRef } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import type { FactId, LogId, MemberId, StreamId, WorkshopId } from '#domain/ids.ts';
import { workshopStream } from '#domain/ids.ts';
import type { Membership } from '#domain/settle/membership.ts';
import { writingEpoch } from '#domain/settle/membership.ts';
import { settleWorkshop } from '#domain/settle/workshop.ts';
import { createCarrier } from '#session/carrier.ts';
import { createConversation, type Conversation } from '#session/conversation.ts';
import { shakeHands, spokenVersions } from '#session/handshake.ts';
import type { CarriedFact } from '#session/ledger.ts';
import type { Message } from '#session/messages.ts';
import { openSession, type Session } from '#session/session.ts';
import { readStreams } from '#store/readStreams.ts';
import { incoming } from '#app/incoming.ts';
import { type Beginning, makeBeginning, sessionCryptoOf } from '#tests/fleet/support/beginning.ts';
import {
  beginStory,
  type Fleet,
  idsIn,
  membershipOf,
  meetPod,
  meetSlots,
  type Slot,
} from '#tests/fleet/support/fleet.ts';
import { checkLaws, meetAll } from '#tests/fleet/support/laws.ts';
import { createMemoryLinks, type LinkWeather } from '#tests/support/memoryLink.ts';
import { createMemoryTimer } from '#tests/support/memoryTimer.ts';

let beginning: Promise<Beginning> | null = null;

export interface Setting extends Fleet {
  readonly workshop: WorkshopId;
  readonly ana: Slot;
  readonly ben: Slot;
  readonly carl: Slot;
  /** Her phone does what she likes; no law is asked of it. */
  readonly eve: Slot;
}

/** `eveLies: false` where harm is done by somebody else. */
export async function createSetting(eveLies = true): Promise<Setting> {
  beginning ??= makeBeginning(4, 3);
  const { workshop } = await beginning;
  const fleet = await beginStory(await beginning, { phones: 4, liar: eveLies, steps: [] });
  const [ana, ben, carl, eve] = fleet.slots as [Slot, Slot, Slot, Slot];
  return { ...fleet, workshop, ana, ben, carl, eve };
}

/** After each attack: everybody meets everybody twice, nothing is lost, nothing forged counts, all honest phones agree. */
export async function expectUnharmed(setting: Setting): Promise<void> {
  await meetAll(setting);
  await meetAll(setting);
  await checkLaws(setting);
  const honest = setting.slots.filter(({ isLiar }) => !isLiar);
  expect(honest.length).toBeGreaterThan(1);
  setting.end();
}

export const meeting = meetSlots;
export const toPod = meetPod;
export const idsOn = ({ phone }: Slot): Promise<ReadonlySet<FactId>> => idsIn(phone);
export const foldOf = ({ phone }: Slot): Promise<Membership> => membershipOf(phone);
export const memberOfSlot = async (slot: Slot): Promise<MemberId> => {
  const member = (await foldOf(slot)).devices.get(slot.phone.log)?.member;
  if (member === undefined) throw new Error('not in');
  return member;
};

export async function newSigner(seed: string): Promise<Signer> {
  const crypto = await sessionCryptoOf(seed);
  const signer = await openSigner(await createSigningKey(crypto), crypto);
  if (!signer.ok) throw new Error(signer.refusal.kind);
  return signer.value;
}

/** What the log's last fact is on this phone. */
export async function headOn({ phone }: Slot, log: LogId): Promise<FactRef> {
  const record = await phone.db.logs.get(log);
  if (record === undefined) throw new Error('no such log here');
  return { log, seq: record.height - 1, id: record.head };
}

/** The fact of a log at a place, from what this phone has opened. */
export async function factAt({ phone }: Slot, log: LogId, seq: number): Promise<FactRef> {
  for (const { facts } of await phone.db.streams.toArray()) {
    const found = facts.find((fact) => fact.log === log && fact.seq === seq);
    if (found !== undefined) return refOf(found);
  }
  throw new Error('no such fact here');
}

export const clearDraft = (
  kind: string,
  body: Body,
  after: readonly FactRef[],
  streams: readonly StreamId[] = [workshopStream],
): Draft => ({ thing: { kind, streams, after, at: null, body }, person: null });

/** What a phone's membership would be written on, by an honest hand. */
export async function membershipHeads({ phone }: Slot): Promise<readonly FactRef[]> {
  const read = await readStreams(phone.db, phone.cache, [workshopStream], phone.log);
  return settleWorkshop(read.records.get(workshopStream)?.facts ?? [], read.context).heads.membership;
}

/** Signed with this phone's key on top of `head`, whatever it says. Stored nowhere. */
export async function forge(
  { phone }: Slot,
  draft: Draft,
  head: { readonly seq: number; readonly id: FactId } | null,
): Promise<WrittenFact & CarriedFact> {
  const { crypto, workshop } = phone.installation;
  const id = writingEpoch(await membershipOf(phone), (epoch) => phone.keys.has(epoch));
  const epoch = id === null ? null : { id, keys: phone.keys };
  const sealed = await sealFact(draft, head, { workshop, signer: phone.signer, epoch }, crypto);
  if (!sealed.ok) throw new Error(sealed.refusal.kind);
  const { fact, person } = sealed.value;
  return { ...sealed.value, log: fact.log, seq: fact.seq, branch: null, bytes: fact.bytes, person };
}

/** The same, put at the end of its log on its own phone, past all rules; it travels from there like any other. */
export async function write(slot: Slot, draft: Draft): Promise<FactRef> {
  const { phone } = slot;
  const record = await phone.db.logs.get(phone.log);
  const head = record === undefined ? null : { seq: record.height - 1, id: record.head };
  const forged = await forge(slot, draft, head);
  const written = await phone.door.write({ facts: [incoming(forged, draft)], isOwn: true, now: 0 });
  if (!written.ok) throw new Error(written.refusal.kind);
  return refOf(forged.fact);
}

/** One end of a link in the hands of an attacker; at the other a phone holds an honest session. */
export interface Assault {
  readonly session: Session;
  readonly talk: Conversation;
  readonly timer: ReturnType<typeof createMemoryTimer>;
  readonly links: ReturnType<typeof createMemoryLinks>;
  /** Everything the phone says from now on, until it says nothing more. */
  readonly heard: () => Promise<readonly Message[]>;
}

/** Sessions of a phone with somebody who speaks by hand. Proven with `signer`; without, nothing was said yet. */
export async function assail(
  victim: Slot,
  signer: Signer | null,
  { mode = 'full', weather = {} }: { readonly mode?: 'full' | 'keys-only'; readonly weather?: LinkWeather } = {},
): Promise<Assault> {
  const { phone } = victim;
  const { crypto, workshop } = phone.installation;
  const links = createMemoryLinks(weather);
  const timer = createMemoryTimer();
  const session = openSession({
    link: links.ends[0],
    ledger: phone.ledger,
    trust: phone.trust,
    identity: phone.signer,
    mode,
    versions: spokenVersions,
    appVersion: '1',
    crypto,
    timer,
  });
  const talk = createConversation(links.ends[1], createMemoryTimer());
  const attacker = await sessionCryptoOf(`attacker ${signer?.log ?? ''} ${links.sent[0].bytes}`);
  if (signer !== null)
    await shakeHands(talk, {
      workshop,
      identity: signer,
      versions: spokenVersions,
      binding: links.ends[1].binding,
      crypto: attacker,
      timer: createMemoryTimer(),
    });
  return { session, talk, timer, links, heard: () => heardOn(talk) };
}

async function heardOn(talk: Conversation): Promise<readonly Message[]> {
  const heard: Message[] = [];
  for (;;) {
    const next = await Promise.race([talk.next(), silence()]);
    if (next === null || next === 'silence') return heard;
    heard.push(next.message);
  }
}
const silence = () => new Promise<'silence'>((resolve) => setTimeout(() => resolve('silence'), 150));

/** Sends slices as a member would, and gives what was answered to each. */
export async function sendUpdates(
  victim: Slot,
  signer: Signer,
  updates: readonly Bytes[],
): Promise<readonly unknown[]> {
  const { talk, heard, session } = await assail(victim, signer);
  await talk.send({ kind: 'heights', heights: [], buckets: null });
  await heard();
  const answers: unknown[] = [];
  for (const [number, update] of updates.entries()) {
    await talk.send({ kind: 'slice', number, update, parts: [], branch: null });
    const said = await heard();
    const stored = said.find((message) => message.kind === 'stored' && message.number === number);
    answers.push(stored?.kind === 'stored' ? stored.refused : session.view().end);
  }
  session.close();
  await session.done;
  return answers;
}

/** Facts as an update, like an honest phone writes them. */
export const updateOf = ({ workshop }: Setting, facts: readonly CarriedFact[], slot: Slot): Promise<Bytes> =>
  createCarrier(workshop, slot.phone.installation.crypto).encodeUpdate(facts);

/** The facts of a log as this phone would send them. */
export async function factsOn({ phone }: Slot, log: LogId, from = 0): Promise<readonly CarriedFact[]> {
  const facts: CarriedFact[] = [];
  for await (const run of phone.ledger.read([{ log, branch: null, from }])) facts.push(...run);
  return facts;
}
