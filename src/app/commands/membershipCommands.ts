import { readFact } from '#crypto/readFact.ts';
import { createInvitationSecret, openInvitationKey } from '#crypto/invitation.ts';
import {
  type Deciding,
  decideAdmit,
  decideAdopt,
  decideDoubled,
  decideGiveRole,
  decideInvite,
  decideLeave,
  decideRemove,
  decideRevoke,
} from '#domain/decide/membership.ts';
import { type Draft, type Fact, type FactRef, refOf } from '#domain/fact.ts';
import type { LogId, MemberId } from '#domain/ids.ts';
import { workshopStream } from '#domain/ids.ts';
import { bodyOf } from '#domain/kinds/kind.ts';
import { admitted } from '#domain/kinds/membership.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import { type Device, type Invitation, isStewardNow } from '#domain/settle/membership.ts';
import { branchOf, logOf } from '#store/chains.ts';
import type { LogRecord } from '#store/database.ts';
import { readEntries } from '#store/readEntries.ts';
import type { StreamsRead } from '#store/readStreams.ts';
import type { Decided } from '../pen.ts';
import type { Commands } from '../workshop.ts';
import { invitationText } from '../joining/invitationText.ts';
import { type CommandContext, single, workshopIn } from './context.ts';
import { createRotation } from './rotation.ts';

type MembershipCommands = Pick<
  Commands,
  | 'invite'
  | 'giveRole'
  | 'removeMember'
  | 'removeDevice'
  | 'leave'
  | 'adopt'
  | 'closeDoubled'
  | 'keepAdmission'
  | 'admit'
  | 'rotateKey'
>;

const dayLength = 24 * 3600 * 1000;

/** Who may come in, with what right, and who goes. Whatever takes a right away begins a new epoch in the same breath. */
export function membershipCommands(context: CommandContext): MembershipCommands {
  const { pen, db, deps } = context;
  const { now } = deps.clock;

  const deciding = (read: StreamsRead): Deciding => ({
    membership: read.context.membership,
    log: pen.log,
    after: workshopIn(read).heads.membership,
  });
  /** All lines of a log, itself first. */
  const linesOf = async (log: LogId): Promise<readonly LogRecord[]> =>
    (await db.logs.where('log').startsWith(log).toArray()).toSorted(
      (a, b) => Number(branchOf(a.log) !== null) - Number(branchOf(b.log) !== null),
    );
  /** Where all lines of these logs stand here. A cut that must name one of them names the log itself. */
  const headsOf = async (logs: readonly LogId[]): Promise<readonly FactRef[]> =>
    (await Promise.all(logs.map(linesOf))).flat().map(endOf);
  const headsOfMember = ({ membership }: Deciding, member: MemberId) =>
    headsOf([...membership.devices.values()].flatMap((each) => (each.member === member ? [each.log] : [])));

  /** The two lines of a doubled log that part first, and where they stand here. */
  const firstFork = async (log: LogId) => {
    const [own, ...sides] = await linesOf(log);
    const [side] = sides.toSorted((a, b) => (a.from ?? 0) - (b.from ?? 0) || (a.log < b.log ? -1 : 1));
    const branch = side === undefined ? null : branchOf(side.log);
    if (own === undefined || side === undefined || branch === null) return null;
    const seq = side.from ?? 0;
    const entry = (await readEntries(db, own, [seq])).get(seq);
    const fact = entry === undefined ? null : await readFact(new Uint8Array(entry.bytes), deps.crypto);
    if (fact?.ok !== true) return null;
    return { log, seq, ids: [fact.value.id, branch], heads: [endOf(own), endOf(side)] } as const;
  };

  /** Writes what was decided and, on a steward's device, begins a new epoch with a key for those who stay. */
  const writeAndRotate = async (
    decide: (at: Deciding) => Promise<Result<Draft, Refusal>>,
    isOut: (device: Device) => boolean,
  ) => {
    const rotation = await createRotation(context);
    const written = await pen.write([workshopStream], async (read) => {
      const at = deciding(read);
      const decided = await decide(at);
      if (!decided.ok) return decided;
      const value = ([fact, rotated]: readonly FactRef[]) => ({ fact: fact as FactRef, rotated });
      // Members may end devices of their own; the key is then changed by the first steward's device that hears of it.
      if (!isStewardNow(at.membership, pen.log)) return ok({ drafts: [decided.value], value });
      const rotate = await rotation.draft(at.membership, (device) => !isOut(device));
      const next = (earlier: readonly Fact[]): Draft => rotate({ ...at, after: earlier.map(refOf) });
      return ok({ drafts: [decided.value, next], value });
    });
    if (!written.ok) return written;
    const { fact, rotated } = written.value;
    if (rotated !== undefined) await rotation.keep(rotated);
    return ok(fact);
  };

  return {
    invite: async ({ role, member, days, signaling = [] }) => {
      const secret = createInvitationSecret(deps.crypto);
      const { key } = await openInvitationKey(secret, context.workshop, deps.crypto);
      const until = now() + days * dayLength;
      const written = await pen.write([workshopStream], (read) =>
        single(decideInvite(deciding(read), { key, role, until, member: member ?? null }, now())),
      );
      if (!written.ok) return written;
      const link = await invitationText(context, written.value, { secret, signaling });
      return ok({ fact: written.value, until, link });
    },

    admit: (asking) =>
      pen.write([workshopStream], async (read) => {
        const { id, log, seq } = asking.invitation;
        const isHere = read.records.get(workshopStream)?.facts.some((fact) => fact.id === id) === true;
        // Another fact stands at its place: it was signed beside its log, and would count nowhere.
        if (!isHere && seq < ((await db.logs.get(log))?.height ?? 0)) return refused({ kind: 'invitation-void' });
        return admission(decideAdmit(deciding(read), asking, now()), asking.invitation);
      }),

    keepAdmission: (log) =>
      pen.write([workshopStream], (read) => {
        const at = deciding(read);
        const first = at.membership.waiting.get(log)?.admission;
        const fact = read.records.get(workshopStream)?.facts.find(({ id }) => id === first?.id);
        const body = fact === undefined ? null : bodyOf(admitted, fact);
        const terms = first === undefined ? undefined : read.records.get(workshopStream)?.admissions?.[first.id];
        if (body === null || terms === undefined) return refused({ kind: 'device-unknown' });
        const { invitation: entry, agreement, proof } = body;
        return admission(decideAdmit(at, { invitation: terms, entry, log, agreement, proof }, now()), terms);
      }),

    giveRole: (member, role) =>
      pen.write([workshopStream], async (read) => {
        const at = deciding(read);
        return single(decideGiveRole(at, member, role, await headsOfMember(at, member)));
      }),

    removeMember: (member) =>
      writeAndRotate(
        async (at) => decideRemove(at, member, await headsOfMember(at, member)),
        (device) => device.member === member,
      ),

    removeDevice: (log) =>
      writeAndRotate(
        async (at) => {
          const [head] = await headsOf([log]);
          // A cut names a fact, and of this one none ever came.
          return head === undefined ? refused({ kind: 'device-silent' }) : decideRevoke(at, head);
        },
        (device) => device.log === log,
      ),

    leave: () =>
      pen.write([workshopStream], async (read): Promise<Result<Decided<FactRef>, Refusal>> => {
        const at = deciding(read);
        const me = at.membership.devices.get(pen.log)?.member;
        return me === undefined
          ? refused({ kind: 'log-closed' })
          : single(decideLeave(at, await headsOfMember(at, me)));
      }),

    adopt: (place) => pen.write([workshopStream], (read) => single(decideAdopt(deciding(read), place))),

    closeDoubled: (log) =>
      writeAndRotate(
        async (at) => {
          const found = await firstFork(log);
          return found === null ? refused({ kind: 'device-unknown' }) : decideDoubled(at, found);
        },
        (device) => device.log === log,
      ),

    rotateKey: async () => {
      const rotation = await createRotation(context);
      const written = await pen.write([workshopStream], async (read) => {
        const at = deciding(read);
        if (!isStewardNow(at.membership, pen.log)) return refused({ kind: 'stewards-only' });
        const rotate = await rotation.draft(at.membership, () => true);
        return ok({ drafts: [rotate(at)], value: ([ref]: readonly FactRef[]) => ref as FactRef });
      });
      if (written.ok) await rotation.keep(written.value);
      return written;
    },
  };
}

const endOf = ({ log, height, head }: LogRecord): FactRef => ({ log: logOf(log), seq: height - 1, id: head });

/** The door takes an admission only with what was verified of it. */
const admission = (drafted: Result<Draft, Refusal>, terms: Invitation): Result<Decided<FactRef>, Refusal> =>
  drafted.ok ? ok({ drafts: [drafted.value], value: ([ref]) => ref as FactRef, admissions: [terms] }) : drafted;
