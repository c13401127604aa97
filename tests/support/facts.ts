/**
 * A small language for making facts without keys: people with phones, who write on top of what their phone has seen, and
 * meet. Ids are well-formed and drawn from a counter, so a story gives the same facts each time it is told.
 */
import { createHash } from 'node:crypto';
import type { Body, Draft, Fact, FactRef, PersonState } from '#domain/fact.ts';
import { isClearKind, refOf } from '#domain/fact.ts';
import type {
  BatchId,
  BlobId,
  CategoryId,
  DutyId,
  EpochId,
  FactId,
  LabelId,
  LogId,
  MemberId,
  PlaceId,
  SkillId,
  StreamId,
  ToolId,
  WorkshopId,
} from '#domain/ids.ts';
import {
  categoryStream,
  codeStream,
  dutyStream,
  labelStream,
  memberStream,
  placeStream,
  toolStream,
  workshopStream,
} from '#domain/ids.ts';
import type { DutyAt } from '#domain/decide/duty.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Result } from '#domain/result.ts';
import type { Photo } from '#domain/schema.ts';
import { settleCode, settleLabel } from '#domain/settle/code.ts';
import type { SettleContext } from '#domain/settle/context.ts';
import { type Duty, settleDuty } from '#domain/settle/duty.ts';
import { settleProfile } from '#domain/settle/member.ts';
import { type Device, type Member, type Membership, nobody, type Role } from '#domain/settle/membership.ts';
import { settleTool } from '#domain/settle/tool.ts';
import { settleCategory, settlePlace } from '#domain/settle/tree.ts';
import { settleWorkshop } from '#domain/settle/workshop.ts';

const digest = (bytes: number, seed: string): string =>
  createHash('sha256').update(seed).digest().subarray(0, bytes).toString('base64url');

/** Ids by name: the same name gives the same id. */
export const idOf = {
  tool: (name: string) => digest(16, `tool ${name}`) as ToolId,
  duty: (name: string) => digest(16, `duty ${name}`) as DutyId,
  place: (name: string) => digest(16, `place ${name}`) as PlaceId,
  category: (name: string) => digest(16, `category ${name}`) as CategoryId,
  skill: (name: string) => digest(16, `skill ${name}`) as SkillId,
  member: (name: string) => digest(16, `member ${name}`) as MemberId,
  batch: (name: string) => digest(16, `batch ${name}`) as BatchId,
  blob: (name: string) => digest(32, `blob ${name}`) as BlobId,
  log: (name: string) => digest(32, `log ${name}`) as LogId,
  fact: (name: string) => digest(32, `fact ${name}`) as FactId,
};

export const photoOf = (name: string): Photo => {
  const sealed = (part: string, size: number) => ({
    blob: idOf.blob(`${name} ${part}`),
    key: digest(32, `key ${name} ${part}`),
    size,
    width: size,
    height: size,
  });
  return { full: sealed('full', 1280), thumb: sealed('thumb', 320) };
};

/** Monday 5 January 2026, nine o'clock; every act is a minute later. */
export const firstMorning = Date.UTC(2026, 0, 5, 9);
export const minute = 60_000;
const epoch = digest(16, 'the epoch') as EpochId;

/** What one says of a fact; the rest follows from who says it. */
export interface Said {
  readonly kind: string;
  readonly streams: readonly StreamId[];
  readonly after?: readonly FactRef[];
  readonly body?: Body;
  readonly person?: PersonState;
  readonly at?: number;
  /** Sealed, unless the kind is one of the clear ones; said here to dress it wrongly. */
  readonly clear?: boolean;
}

export interface Phone {
  readonly log: LogId;
  readonly member: MemberId;
  /** What this phone has seen, by id. */
  readonly seen: ReadonlyMap<FactId, Fact>;
  write(said: Said): Fact;
  /** Writes what a decision gave; a refusal fails the story. */
  act(decided: Result<Draft, Refusal>): Fact;
  /** Both know afterwards what either knew. */
  meets(...others: readonly Phone[]): void;
  /** Some facts arrive, the others do not. */
  hears(...facts: readonly Fact[]): void;
  /** The clock of this phone reads this at its next act, and runs on from there. */
  setClock(at: number): void;
  readonly now: () => number;
  readonly about: (stream: StreamId) => readonly Fact[];
  readonly context: () => SettleContext;
  readonly tool: (id: ToolId) => ReturnType<typeof settleTool>;
  readonly label: (id: LabelId) => ReturnType<typeof settleLabel>;
  readonly code: (format: string, text: string) => ReturnType<typeof settleCode>;
  readonly duty: (at: DutyAt) => Duty;
  readonly place: (id: PlaceId) => ReturnType<typeof settlePlace>;
  readonly category: (id: CategoryId) => ReturnType<typeof settleCategory>;
  readonly profile: (id: MemberId) => ReturnType<typeof settleProfile>;
  readonly workshop: () => ReturnType<typeof settleWorkshop>;
}

export interface Atelier {
  phone(name: string, role?: Role): Phone;
  /** Another device of the same person. */
  secondPhone(phone: Phone, name: string): Phone;
  /** Nothing this phone writes after `seq` counts, for anybody who settles from now on. */
  cut(phone: Phone, seq: number): void;
  erase(member: MemberId): void;
  membership(): Membership;
}

/** People, their phones, and a clock that all but the odd ones share. Membership is told, not settled, here. */
export function createAtelier(): Atelier {
  let time = firstMorning;
  let count = 0;
  const members = new Map<MemberId, Member>();
  const devices = new Map<LogId, Device>();
  const membership = (): Membership => ({ ...nobody, members: new Map(members), devices: new Map(devices) });

  function phone(name: string, role: Role = 'member', member: MemberId = idOf.member(name)): Phone {
    const log = idOf.log(name);
    members.set(member, { id: member, role, erased: false, standing: 'in' });
    const device = { log, member, cut: null, agreement: null, admittedBy: null, invitation: null, branches: [] };
    devices.set(log, { ...device, roles: [{ from: 0, role }] });
    const seen = new Map<FactId, Fact>();
    let seq = 0;
    let offset = 0;

    const about = (stream: StreamId) => [...seen.values()].filter(({ streams }) => streams.includes(stream));
    const context = (): SettleContext => contextOf(membership(), [...seen.values()]);
    const self: Phone = {
      log,
      member,
      seen,
      about,
      context,
      now: () => time + offset,
      write({ kind, streams, after = [], body = {}, person = null, at, clear = isClearKind(kind) }) {
        time += minute;
        count += 1;
        const fact: Fact = {
          log,
          seq: seq++,
          id: idOf.fact(`${count} of ${name}`),
          kind,
          streams,
          after: after.map(refOf),
          at: clear ? null : (at ?? time + offset),
          body,
          epoch: clear ? null : epoch,
          person,
        };
        seen.set(fact.id, fact);
        return fact;
      },
      act(decided) {
        if (!decided.ok) throw new Error(`Refused: ${JSON.stringify(decided.refusal)}`);
        const { thing, person } = decided.value;
        return self.write({ ...thing, person, at: thing.at ?? 0 });
      },
      meets(...others) {
        const all = [self, ...others].flatMap((each) => [...each.seen.values()]);
        for (const each of [self, ...others]) each.hears(...all);
      },
      hears(...facts) {
        for (const fact of facts) seen.set(fact.id, fact);
      },
      setClock(at) {
        offset = at - time;
      },
      tool: (id) => settleTool(id, about(toolStream(id)), context()),
      label: (id) => settleLabel(about(labelStream(id)), context()),
      code: (format, text) => settleCode(about(codeStream(format, text)), context()),
      duty: ({ duty, tool }) =>
        tool === null
          ? settleDuty(duty, about(dutyStream(duty)), context())
          : (self.tool(tool).duties.find(({ id }) => id === duty) as Duty),
      place: (id) => settlePlace(id, about(placeStream(id)), context()),
      category: (id) => settleCategory(id, about(categoryStream(id)), context()),
      profile: (id) => settleProfile(id, about(memberStream(id)), context()),
      workshop: () => settleWorkshop(about(workshopStream), context()),
    };
    return self;
  }

  return {
    phone: (name, role) => phone(name, role),
    secondPhone: ({ member }, name) => phone(name, members.get(member)?.role, member),
    cut: ({ log }, seq) => {
      const device = devices.get(log);
      if (device !== undefined) devices.set(log, { ...device, cut: { seq } });
    },
    erase: (id) => {
      const member = members.get(id);
      if (member !== undefined) members.set(id, { ...member, erased: true });
    },
    membership,
  };
}

/** What settling needs to know beside a stream, from all facts a phone has. */
export function contextOf(membership: Membership, facts: readonly Fact[]): SettleContext {
  const heights = new Map<LogId, number>();
  for (const { log, seq } of facts) heights.set(log, Math.max(heights.get(log) ?? 0, seq + 1));
  const context = { membership, heightOf: (log: LogId) => heights.get(log) ?? 0, withdrawnBatches: new Set<BatchId>() };
  const { withdrawnBatches } = settleWorkshop(
    facts.filter(({ streams }) => streams[0] === workshopStream),
    context,
  );
  return { ...context, withdrawnBatches: new Set(withdrawnBatches) };
}

/** The founding fact's id names the workshop. */
export const workshopOf = ({ id }: Fact): WorkshopId => id as string as WorkshopId;
