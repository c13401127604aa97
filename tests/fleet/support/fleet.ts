/** Tells a story with real phones, and watches that no law is broken meanwhile. */
import type { Bytes } from '#crypto/bytes.ts';
import { readFact } from '#crypto/readFact.ts';
import { toHouseKey } from '#crypto/houseKey.ts';
import type { Fact, FactRef } from '#domain/fact.ts';
import type { FactId, LogId, MemberId, ToolId } from '#domain/ids.ts';
import { noticeStream, toolStream, workshopStream } from '#domain/ids.ts';
import { decideDoubled } from '#domain/decide/membership.ts';
import { howBads } from '#domain/kinds/care.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { isStewardNow, type Membership, memberOf } from '#domain/settle/membership.ts';
import { settleTool } from '#domain/settle/tool.ts';
import { settleWorkshop } from '#domain/settle/workshop.ts';
import { openBlindLedger, type BlindLedger, usualQuota } from '#pod/blindLedger.ts';
import { openPodShelf } from '#pod/blobShelf.ts';
import { createMemoryBlobStore } from '#pod/store/memoryBlobStore.ts';
import { createMemoryStore } from '#pod/store/memoryStore.ts';
import { branchOf, logOf } from '#store/chains.ts';
import { skills, skillSheet } from '#store/queries/skills.ts';
import { lateFacts } from '#store/queries/membership.ts';
import { toolSheet } from '#store/queries/tools.ts';
import { readSecrets } from '#store/secrets.ts';
import { trustInPod } from '#sync/talk.ts';
import { restoreWorkshop } from '#app/backup/restoreWorkshop.ts';
import { writeBackup } from '#app/backup/writeBackup.ts';
import type { Workshop } from '#app/workshop.ts';
import { createSigningKey, openSigner } from '#crypto/signingKey.ts';
import { beginAgain, type Beginning, inviteText, joinFleet, partyOf, sessionCryptoOf, verifying } from './beginning.ts';
import {
  type FleetPhone,
  type Installation,
  newStorage,
  putSnapshot,
  snapshotOf,
  startPhone,
  type World,
} from './fleetPhone.ts';
import { careFor } from './careFor.ts';
import { createLiar } from './liar.ts';
import { meet, type Party } from './meet.ts';
import type { Act, Step, Story } from './steps.ts';

const day = 24 * 3600 * 1000;
const mostPhones = 12;

/** A phone of the story, over its restarts. */
export interface Slot {
  phone: FleetPhone;
  readonly isLiar: boolean;
  /** What its door has told of: it must never be gone. */
  readonly accepted: Set<FactId>;
  /** By tool: what was known when a contest was shown. */
  readonly contests: Map<ToolId, Known>;
  backup: Uint8Array | null;
}

interface Known {
  readonly facts: ReadonlySet<FactId>;
  readonly clear: ReadonlySet<FactId>;
}

/** Rights that were honestly taken or given: whatever else a fold says was a liar's. */
export interface Honest {
  readonly removed: Set<MemberId>;
  readonly cut: Set<LogId>;
  readonly stewards: Set<MemberId>;
  readonly erased: Set<MemberId>;
  /** How often the board was begun anew. */
  boards: number;
}

export interface Fleet {
  readonly slots: Slot[];
  readonly pod: Party & { readonly ledger: BlindLedger };
  readonly world: World;
  readonly tools: ToolId[];
  readonly honest: Honest;
  /** Facts a liar had no right to write. */
  readonly lies: Set<FactId>;
  readonly end: () => void;
}

export const membershipOf = async ({ db, cache }: FleetPhone): Promise<Membership> => {
  const state = await db.state.get('state');
  if (state === undefined) throw new Error('no state');
  return (await cache.read(state)).membership;
};

export async function idsIn({ db, installation }: FleetPhone): Promise<ReadonlySet<FactId>> {
  const ids = new Set<FactId>();
  for (const { entries } of await db.chunks.toArray())
    for (const { bytes } of entries) {
      const read = await readFact(bytes as Bytes, installation.crypto);
      if (!read.ok) throw new Error('stored, and cannot be read');
      ids.add(read.value.id);
    }
  return ids;
}

export async function beginStory(beginning: Beginning, { phones, liar }: Story): Promise<Fleet> {
  const world: World = { now: beginning.now };
  const started = await beginAgain(beginning, phones, world);
  const slots = started.map((phone, nth) => slotOf(phone, liar && nth >= 2 && nth === phones - 1));
  const first = slots[0]?.phone;
  if (first === undefined) throw new Error('a fleet has phones');
  const { members } = await membershipOf(first);
  const stewards = [...members.values()].flatMap(({ id, role }) => (role === 'steward' ? [id] : []));
  return {
    slots,
    pod: await createPod(beginning, world),
    world,
    tools: [...beginning.tools],
    honest: { removed: new Set(), cut: new Set(), stewards: new Set(stewards), erased: new Set(), boards: 0 },
    lies: new Set(),
    end: () => {
      for (const { phone } of slots) phone.close();
    },
  };
}

function slotOf(phone: FleetPhone, isLiar = false): Slot {
  const slot: Slot = { phone, isLiar, accepted: new Set(), contests: new Map(), backup: null };
  listen(slot);
  return slot;
}

const listen = ({ phone, accepted }: Slot) =>
  phone.door.onStored((facts) => {
    for (const { id } of facts) accepted.add(id);
  });

async function createPod({ workshop }: Beginning, world: World) {
  const crypto = await sessionCryptoOf('pod');
  const signer = await openSigner(await createSigningKey(crypto), crypto);
  if (!signer.ok) throw new Error(signer.refusal.kind);
  const ledger = await openBlindLedger({
    workshop,
    store: createMemoryStore(),
    verify: await verifying,
    crypto,
    now: () => world.now,
    quota: usualQuota,
  });
  const blobs = { store: createMemoryBlobStore(), quota: 1e9, forgotten: ledger.forgottenBlobs };
  const shelf = await openPodShelf({ workshop, ...blobs, crypto, now: () => world.now });
  return { ledger, trust: ledger.trust, signer: signer.value, crypto, shelf };
}

async function restart(slot: Slot, world: World): Promise<void> {
  slot.phone.close();
  slot.phone = await startPhone(slot.phone.installation, world);
  listen(slot);
}

/** Two meet; whatever is cut, both go on. */
export async function meetSlots(one: Slot, other: Slot, cut: number | null = null, mode?: Party['mode']) {
  const party = (slot: Slot): Party => {
    const own = slot.isLiar ? createLiar(slot.phone) : partyOf(slot.phone);
    return mode === undefined ? own : { ...own, mode };
  };
  await meet([party(one), party(other)], cut === null ? {} : { cutAfter: cut });
  for (const { phone } of [one, other]) await phone.sweep();
}

export async function meetPod({ pod }: Fleet, slot: Slot, cut: number | null = null): Promise<void> {
  const own = partyOf(slot.phone);
  const shelf = slot.phone.blobs.shelfFor('pod');
  await meet([{ ...own, trust: trustInPod(own.trust), shelf }, pod], cut === null ? {} : { cutAfter: cut });
  await slot.phone.sweep();
}

export async function act(fleet: Fleet, step: Step): Promise<void> {
  const { slots, world, honest } = fleet;
  const slotAt = (nth: number): Slot => slots[nth % slots.length] as Slot;
  const toolAt = (nth: number): ToolId => fleet.tools[nth % fleet.tools.length] as ToolId;
  switch (step.do) {
    case 'sleep':
      world.now += step.days * day;
      return;
    case 'lie':
      return lie(fleet, step);
    case 'meet': {
      const [one, other] = [slotAt(step.who), slotAt(step.whom)];
      if (one === other) return;
      await meetSlots(one, other, step.cut);
      if ((step.crash & 1) === 1) await restart(one, world);
      if ((step.crash & 2) === 2) await restart(other, world);
      return;
    }
    case 'oldRoom': {
      const [one, other] = [slotAt(step.who), slotAt(step.whom)];
      if (one !== other) await meetSlots(one, other, null, 'keys-only');
      return;
    }
    case 'pod':
      return meetPod(fleet, slotAt(step.who), step.cut);
    case 'restart':
      return restart(slotAt(step.who), world);
    case 'clock':
      slotAt(step.who).phone.installation.clock.ahead = step.years * 365 * day;
      return;
    case 'clone': {
      const { phone, isLiar } = slotAt(step.who);
      if (slots.length >= mostPhones || isLiar) return;
      const copy: Installation = {
        ...phone.installation,
        name: `${phone.installation.name} again`,
        storage: newStorage(),
        crypto: await sessionCryptoOf(`clone ${slots.length}`),
        clock: { ahead: 0 },
      };
      await putSnapshot(await snapshotOf(phone.db), copy);
      slots.push(slotOf(await startPhone(copy, world)));
      return;
    }
    case 'backup': {
      const slot = slotAt(step.who);
      const { db, installation, deps, log } = slot.phone;
      const member = memberOf(await membershipOf(slot.phone), log);
      const me = () => Promise.resolve({ member, log, isSteward: true });
      const written = await writeBackup({ db, id: installation.workshop, me } as unknown as Workshop, deps);
      if (written.ok) slot.backup = new Uint8Array(await written.value.arrayBuffer());
      return;
    }
    case 'restore': {
      const slot = slots.find(({ backup }) => backup !== null);
      const secret = slot && (await readSecrets(slot.phone.db))?.recovery;
      if (slot?.backup == null || secret == null || slots.length >= mostPhones) return;
      const crypto = await sessionCryptoOf(`restored ${slots.length}`);
      const { installation, deps } = slot.phone;
      const fresh: Installation = { ...installation, storage: newStorage(), crypto, clock: { ahead: 0 } };
      const key = await toHouseKey(new Uint8Array(secret), crypto);
      const restored = await restoreWorkshop(slot.backup, key, { ...deps, crypto, storage: fresh.storage });
      if (!restored.ok) return;
      for (const device of (await membershipOf(slot.phone)).devices.values())
        if (device.member === memberOf(await membershipOf(slot.phone), slot.phone.log)) honest.cut.add(device.log);
      slots.push(slotOf(await startPhone({ ...fresh, name: `${installation.name} restored` }, world)));
      return;
    }
    case 'join': {
      const [by, inviter] = [slotAt(step.by), slotAt(step.who)];
      if (slots.length >= mostPhones || inviter.isLiar || by.isLiar) return;
      const me = memberOf(await membershipOf(inviter.phone), inviter.phone.log);
      const text = await inviteText(inviter.phone, 'member', step.device ? me : null);
      if (text === null) return;
      const crypto = await sessionCryptoOf(`joined ${slots.length}`);
      const joined = await joinFleet(by.phone, { invitation: text, name: `Phone ${slots.length}`, crypto }, world);
      if (joined.ok) slots.push(slotOf(joined.value));
      return;
    }
    default: {
      const slot = slotAt(step.who);
      await command(fleet, slot, step, slotAt, toolAt);
      await slot.phone.sweep();
    }
  }
}

async function command(
  { tools, honest, slots }: Fleet,
  slot: Slot,
  act: Act,
  slotAt: (nth: number) => Slot,
  toolAt: (nth: number) => ToolId,
): Promise<void> {
  const { phone } = slot;
  const { commands, pen, db, cache } = phone;
  const lies = new Set(slots.flatMap((each) => (each.isLiar ? [each.phone.log] : [])));
  const whomOf = async (nth: number) => {
    const other = slotAt(nth);
    const membership = await membershipOf(phone);
    return { other, log: other.phone.log, member: memberOf(membership, other.phone.log), membership };
  };
  switch (act.do) {
    case 'take':
      return void (await commands.take(toolAt(act.tool)));
    case 'giveBack':
      return void (await commands.giveBack(toolAt(act.tool)));
    case 'haveNow':
      return void (await commands.haveNow(toolAt(act.tool)));
    case 'retire':
      return void (await commands.retire(toolAt(act.tool), { reason: 'broken' } as never));
    case 'care':
      return careFor(phone, toolAt(act.tool), act.how);
    case 'handOver': {
      const { member } = await whomOf(act.to);
      if (member !== null) await commands.handOver(toolAt(act.tool), member);
      return;
    }
    case 'describe':
      return void (await commands.describeTool(toolAt(act.tool), { name: `Name ${act.name}` }));
    case 'fault':
      return void (await commands.reportFault(toolAt(act.tool), {
        bad: howBads[act.n % 3] ?? 'care',
        what: 'broken',
        words: `Fault ${act.n}`,
      }));
    case 'noteRepair':
    case 'release': {
      const tool = toolAt(act.tool);
      const faults = (await toolSheet(db, cache, tool))?.faults ?? [];
      const fault = faults[act.n % Math.max(1, faults.length)]?.ref;
      if (fault === undefined) return;
      if (act.do === 'release') await commands.closeFault(tool, fault, { how: 'released' });
      else await commands.noteRepair(tool, fault, { stage: 'in-hand', bad: howBads[act.n % 5] });
      return;
    }
    case 'withdrawCare': {
      const facts = (await db.streams.get(toolStream(toolAt(act.tool))))?.facts ?? [];
      const own = facts.filter(({ log, body }) => log === phone.log && ('bad' in body || 'fault' in body)).at(-1);
      if (own !== undefined) await commands.withdrawCare(toolAt(act.tool), own);
      return;
    }
    case 'addPhoto': {
      const sized = (length: number) => ({ bytes: phone.deps.crypto.randomBytes(length), width: 4, height: 3 });
      return void (await commands.addPhoto(toolAt(act.tool), { full: sized(40_000), thumb: sized(300) }));
    }
    case 'removePhoto': {
      const [photo] = (await toolSheet(db, cache, toolAt(act.tool)))?.photos ?? [];
      if (photo !== undefined) await commands.removePhoto(toolAt(act.tool), photo.full.blob);
      return;
    }
    case 'addTool': {
      const added = await commands.addTool({ name: `Tool ${tools.length}` });
      if (added.ok) tools.push(added.value);
      return;
    }
    case 'withdraw': {
      const stream = toolStream(toolAt(act.tool));
      const facts = (await db.streams.get(stream))?.facts ?? [];
      const own = facts.filter(({ log, kind }) => log === phone.log && kind !== 'toolAdded').at(-1);
      if (own !== undefined) await commands.withdraw(toolAt(act.tool), own, 'undo');
      return;
    }
    case 'later': {
      const tool = toolAt(act.tool);
      const stream = toolStream(tool);
      await pen.write([stream], (read) => {
        const { heads } = settleTool(tool, read.records.get(stream)?.facts ?? [], read.context);
        const after = [...heads.values()].flat().slice(0, 50);
        const thing = { kind: 'sharpened', streams: [stream], after, at: 1, body: { how: 'on a stone' } };
        return ok({ drafts: [{ thing, person: null }], value: () => null });
      });
      return;
    }
    case 'profile': {
      const { member } = await whomOf(act.whom);
      if (member !== null) await commands.writeProfile(member, { name: `Called ${act.who}` });
      return;
    }
    case 'erase': {
      const { member } = await whomOf(act.whom);
      if (member === null) return;
      const erased = await commands.eraseMember(member);
      if (erased.ok) honest.erased.add(member);
      return;
    }
    case 'teach': {
      const { member } = await whomOf(act.whom);
      const [skill] = await skills(db);
      if (skill === undefined) await commands.addSkill({ name: 'Lathe', safety: true });
      else if (member !== null) await commands.teach(skill.id, { learner: member });
      return;
    }
    case 'learn':
    case 'unlearn': {
      const [skill] = await skills(db);
      const sheet = skill && (await skillSheet(db, cache, skill.id));
      const half = act.do === 'learn' ? sheet?.open[0] : (sheet?.inductions.at(-1) ?? sheet?.open.at(-1));
      if (skill === undefined || half === undefined) return;
      await (act.do === 'learn' ? commands.learn(skill.id, half.ref) : commands.withdrawInduction(skill.id, half.ref));
      return;
    }
    case 'role': {
      const { member, other } = await whomOf(act.whom);
      if (member === null || other.isLiar || slot.isLiar) return;
      const given = await commands.giveRole(member, act.steward ? 'steward' : 'member');
      if (given.ok && act.steward) honest.stewards.add(member);
      return;
    }
    case 'removeDevice': {
      const { log } = await whomOf(act.whom);
      if (slot.isLiar) return;
      const cut = await commands.removeDevice(log);
      if (cut.ok) honest.cut.add(log);
      return;
    }
    case 'removeMember': {
      const { member } = await whomOf(act.whom);
      if (member === null || slot.isLiar) return;
      const removed = await commands.removeMember(member);
      if (removed.ok) honest.removed.add(member);
      return;
    }
    case 'leave': {
      if (slot.isLiar) return;
      const { member } = await whomOf(act.who);
      const left = await commands.leave();
      if (left.ok && member !== null) honest.removed.add(member);
      return;
    }
    case 'keepText':
      return void (await commands.keepText('rules', `Kept ${act.who}`));
    case 'keepNotice':
      return void (await commands.keepText(noticeStream(toolAt(act.tool)), `Kept ${act.who}`));
    case 'beginBoard': {
      if (slot.isLiar) return;
      const begun = await commands.beginBoard();
      if (begun.ok) honest.boards += 1;
      return;
    }
    case 'rotate':
      if (!slot.isLiar) await commands.rotateKey();
      return;
    case 'adopt': {
      if (slot.isLiar) return;
      const honestly = (await lateFacts(db, cache)).filter(({ log }) => !lies.has(log));
      const late = honestly[act.whom % Math.max(1, honestly.length)];
      if (late !== undefined) await commands.adopt(late.last);
      return;
    }
    case 'doubled': {
      const closed = await closeDoubled(phone);
      if (closed !== null) honest.cut.add(closed);
    }
  }
}

/** Whoever has both branches of a log says so, and closes both where they stand. */
async function closeDoubled({ db, pen, log: own }: FleetPhone): Promise<LogId | null> {
  const records = await db.logs.toArray();
  const branch = records.find(({ log }) => branchOf(log) !== null && logOf(log) !== own);
  const main = branch && records.find(({ log }) => log === logOf(branch.log));
  const id = branch && branchOf(branch.log);
  if (branch?.from === undefined || main === undefined || id == null) return null;
  const log = logOf(branch.log);
  const seq = branch.from;
  const headOf = ({ height, head }: typeof main): FactRef => ({ log, seq: height - 1, id: head });
  const written = await pen.write([workshopStream], (read): Result<never, never> | ReturnType<typeof decided> => {
    const at = {
      membership: read.context.membership,
      log: own,
      after: settleWorkshop(read.records.get(workshopStream)?.facts ?? [], read.context).heads.membership,
    };
    return decided(decideDoubled(at, { log, seq, ids: [id, id], heads: [headOf(main), headOf(branch)] }));
  });
  return written.ok ? log : null;
}
const decided = (drafted: ReturnType<typeof decideDoubled>) =>
  drafted.ok ? ok({ drafts: [drafted.value], value: () => null }) : refused(drafted.refusal);

async function lie(fleet: Fleet, { how, about }: Extract<Step, { do: 'lie' }>): Promise<void> {
  const { slots, lies, tools } = fleet;
  const slot = slots.find(({ isLiar }) => isLiar);
  if (slot === undefined) return;
  const liar = createLiar(slot.phone);
  const victim = (slots[about % slots.length] as Slot).phone;
  const isKnownCut = await Promise.all(
    slots.map(async ({ phone, isLiar }) => {
      const device = isLiar ? undefined : (await membershipOf(phone)).devices.get(slot.phone.log);
      return device?.cut != null;
    }),
  );
  // What it may write until somebody cut it is no lie.
  const isStewardHere = isStewardNow(await membershipOf(slot.phone), slot.phone.log);
  if (isStewardHere || ((how === 'late' || how === 'fault') && !isKnownCut.includes(true))) return;
  const told = await liar.tell(how, { victim: victim.log, tool: tools[about % tools.length] as ToolId });
  for (const { id } of told) lies.add(id);
}

/** The tools a phone shows as contested, and what it knew then. A contest that is gone must have been ended by somebody. */
export async function watchContests({ phone, contests, isLiar }: Slot): Promise<void> {
  if (isLiar) return;
  const { db } = phone;
  const state = await db.state.get('state');
  const clear = new Set(((await db.streams.get(workshopStream))?.facts ?? []).map(({ id }) => id));
  for (const { id, state: shown } of await db.rows(state?.side ?? 'A').tools.toArray()) {
    const facts = (await db.streams.get(toolStream(id)))?.facts ?? [];
    const before = contests.get(id);
    if (shown === 'contested') contests.set(id, { facts: new Set(facts.map((fact) => fact.id)), clear });
    else if (before !== undefined) {
      contests.delete(id);
      const isSameRight = clear.size === before.clear.size;
      const old = pastOf(facts, before.facts);
      const isEnded = facts.some((fact) => !before.facts.has(fact.id) && !old.has(fact.id));
      if (isSameRight && !isEnded)
        throw new Error(`${phone.installation.name} showed a contest that went away by itself`);
    }
  }
}

/** All that these facts were written on, as far as it is here. */
function pastOf(facts: readonly Fact[], from: ReadonlySet<FactId>): ReadonlySet<FactId> {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const past = new Set<FactId>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const ref of byId.get(id)?.after ?? []) {
      if (past.has(ref.id)) continue;
      past.add(ref.id);
      open.push(ref.id);
    }
  }
  return past;
}
