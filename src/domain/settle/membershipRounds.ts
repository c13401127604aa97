import type { Fact, FactRef } from '../fact.ts';
import { groupBy } from '../groupBy.ts';
import type { FactId, LogId, MemberId, WorkshopId } from '../ids.ts';
import type { Evidence, Invitation, Role } from './membership.ts';
import { type Said, saidOf } from './membershipSaid.ts';
import { type Branch, type Pasts, createPasts, isOnLine } from './pasts.ts';

/** What counts of a log lies at or below one of the places. Several cuts: the lowest counts. */
export interface LogCut {
  readonly log: LogId;
  readonly places: readonly FactRef[];
  readonly by: Fact;
}
/** The same for all logs a member has or will have, until invited again. */
interface MemberCut extends Omit<LogCut, 'log'> {
  readonly member: MemberId;
  readonly how: 'removed' | 'left';
}

/** A change of role; at or below its places the old one stays. Nobody wrote that of an heir. */
export interface RoleStatement {
  readonly member: MemberId;
  readonly role: Role;
  readonly places: readonly FactRef[];
  readonly by: Fact | Heir;
}

/** The member who becomes steward when none is left. Each loss: the facts any one of which ended a steward's role. */
export interface Heir {
  readonly member: MemberId;
  readonly losses: readonly (readonly Fact[])[];
  readonly places: readonly FactRef[];
}

/** An admission that its writer and its inviter had the right to; whether it lets in depends on what else used it. */
export interface Use {
  readonly invitation: Invitation;
  readonly fact: Fact;
  readonly log: LogId;
  readonly member: MemberId;
  readonly isStewards: boolean;
}

export interface Owned {
  readonly member: MemberId;
  readonly by: Fact;
  readonly agreement: string | null;
  readonly invitation: Invitation | null;
}

export interface Joined {
  readonly by: Fact;
  readonly role: Role;
  /** The invitation that made this member. */
  readonly invitation: FactId | null;
}

/** What one round found; the next one is judged by its cuts, demotions and invitations used twice. */
export interface Round {
  readonly joined: ReadonlyMap<MemberId, Joined>;
  readonly owned: ReadonlyMap<LogId, Owned>;
  readonly keys: readonly { readonly key: string; readonly by: Fact }[];
  readonly rotations: readonly Fact[];
  readonly erased: ReadonlySet<MemberId>;
  readonly statements: readonly RoleStatement[];
  /** Facts after which a key must be replaced. */
  readonly endings: readonly Fact[];
  readonly memberCuts: readonly MemberCut[];
  readonly invited: readonly { readonly fact: Fact; readonly by: MemberId }[];
  readonly uses: readonly Use[];
  readonly ground: Ground;
}

/** What bears on facts written without knowing it, and so is found a round before. */
interface Ground {
  readonly cuts: ReadonlyMap<LogId, readonly (readonly FactRef[])[]>;
  readonly demotions: readonly RoleStatement[];
  /** Admissions that let nobody in: another log used the invitation. */
  readonly barred: ReadonlyMap<FactId, 'void' | 'waits'>;
}

/** The facts, read once, and what can be asked of their order. */
export interface History {
  readonly workshop: WorkshopId;
  readonly ordered: readonly Fact[];
  readonly said: ReadonlyMap<FactId, Said>;
  readonly byId: ReadonlyMap<FactId, Fact>;
  readonly isBelow: Pasts['isBelow'];
  readonly sides: ReadonlyMap<LogId, readonly Branch[]>;
  readonly invitationOf: (fact: Fact) => Invitation | null;
  readonly isProven: Evidence['isProven'];
  readonly heightOf: (log: LogId) => number;
}

export function readHistory(workshop: WorkshopId, facts: readonly Fact[], evidence: Evidence): History {
  const clear = facts.filter(({ epoch }) => epoch === null);
  const byId = new Map(clear.map((fact) => [fact.id, fact]));
  const said = new Map<FactId, Said>();
  const invitations = new Map<FactId, Invitation>();
  const heights = new Map<LogId, number>();
  for (const fact of byId.values()) {
    heights.set(fact.log, Math.max(heights.get(fact.log) ?? 0, fact.seq + 1));
    const words = saidOf(fact);
    if (words === null) continue;
    said.set(fact.id, words);
    if (words.kind !== 'admitted') continue;
    const invitation = evidence.invitationOf(fact);
    if (invitation !== null) invitations.set(fact.id, invitation);
  }
  const sides = groupBy(evidence.branches ?? [], ({ log }) => log);
  const pasts = createPasts([...byId.values()], {
    sides,
    isFirst: ({ id }) => (id as string) === workshop,
    isAsked: ({ id }) => said.has(id) && !unasked.has(said.get(id)?.kind ?? 'erased'),
  });
  return {
    workshop,
    byId,
    said,
    sides,
    ...pasts,
    invitationOf: ({ id }) => invitations.get(id) ?? null,
    isProven: (fact, key) => evidence.isProven(fact, key),
    heightOf: (log) => Math.max(heights.get(log) ?? 0, evidence.heightOf?.(log) ?? 0),
  };
}

/** Nothing is judged by whether these were known. */
const unasked: ReadonlySet<Said['kind']> = new Set(['erased', 'invited']);

const mostRounds = 12;

/**
 * A phone is lost; whoever found it writes on, and pretends not to know that it was revoked. So cuts are found first, and
 * the facts are then read again by them, until nothing changes. Only then are adoptions heard, and an invitation used
 * twice lets nobody in before a steward who does not rest on it kept one: else a thief's new phone could adopt the stolen
 * one that let it in. Should liars write what never comes to rest, both of the last rounds hold: what either cut is cut.
 */
export function settleRounds(history: History, heirs: readonly Heir[]): Round {
  const start: Ground = { cuts: new Map(), demotions: [], barred: usedTwice(history) };
  const strict = atRest(history, heirs, start, false);
  return [...history.said.values()].some(({ kind }) => kind === 'adopted')
    ? atRest(history, heirs, strict.ground, true)
    : strict;
}

function atRest(history: History, heirs: readonly Heir[], start: Ground, hearsAdoptions: boolean): Round {
  let ground = start;
  for (let round = 0; round < mostRounds; round += 1) {
    const found = readRound(history, heirs, ground, hearsAdoptions);
    if (spelled(ground) === spelled(found.ground)) return found;
    ground = round + 2 < mostRounds ? found.ground : together(ground, found.ground);
  }
  return { ...readRound(history, heirs, ground, hearsAdoptions), ground };
}

/** Admissions with an invitation that more than one log brought. */
function usedTwice({ said, byId, invitationOf }: History): Ground['barred'] {
  const uses = [...said].flatMap(([id, words]) => {
    const fact = byId.get(id);
    const invitation = words.kind === 'admitted' && fact !== undefined ? invitationOf(fact) : null;
    return words.kind === 'admitted' && invitation !== null ? [{ id, log: words.body.log, by: invitation.id }] : [];
  });
  const several = [...groupBy(uses, ({ by }) => by).values()].filter((group) =>
    group.some(({ log }) => log !== group[0]?.log),
  );
  return new Map(several.flat().map(({ id }) => [id, 'waits'] as const));
}

const spelled = ({ cuts, demotions, barred }: Ground): string =>
  JSON.stringify([
    [...cuts].toSorted(byKey),
    demotions.map(({ by }) => ('id' in by ? by.id : by.member)),
    [...barred].toSorted(byKey),
  ]);
const byKey = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;

const together = (one: Ground, other: Ground): Ground => ({
  cuts: new Map(
    [...one.cuts.keys(), ...other.cuts.keys()].map((log) => [
      log,
      [...(one.cuts.get(log) ?? []), ...(other.cuts.get(log) ?? [])],
    ]),
  ),
  demotions: [...new Set([...one.demotions, ...other.demotions])],
  barred: new Map([...one.barred, ...other.barred]),
});

function readRound(history: History, heirs: readonly Heir[], ground: Ground, hearsAdoptions: boolean): Round {
  const { ordered, said, byId, isBelow, sides, workshop } = history;
  const joined = new Map<MemberId, Joined>();
  const owned = new Map<LogId, Owned>();
  const keys: { readonly key: string; readonly by: Fact }[] = [];
  const rotations: Fact[] = [];
  const erased = new Set<MemberId>();
  const statements: RoleStatement[] = heirs.map((heir) => ({ ...heir, role: 'steward', by: heir }));
  const logCuts: LogCut[] = [];
  const memberCuts: MemberCut[] = [];
  const adoptions: LogCut[] = [];
  const doublings: Fact[] = [];
  const invited: { readonly fact: Fact; readonly by: MemberId }[] = [];
  const uses: Use[] = [];

  const isAt = (places: readonly FactRef[], fact: FactRef): boolean =>
    places.some((place) => isAtOrBelow(fact, place, sides.get(fact.log) ?? []));
  const isWithin = (fact: FactRef): boolean => (ground.cuts.get(fact.log) ?? []).every((places) => isAt(places, fact));

  const knows = (fact: Fact, { by }: RoleStatement): boolean =>
    'id' in by ? isBelow(by, fact) : by.losses.every((losses) => losses.some((loss) => isBelow(loss, fact)));
  /** What the writer's member was there. A promotion must be known, a demotion counts unless `asKnown`. */
  const isSteward = (log: LogId, place: FactRef, knower: Fact | null, asKnown = false): boolean => {
    const member = owned.get(log)?.member;
    const base = member === undefined ? undefined : joined.get(member);
    if (member === undefined || base === undefined) return false;
    const heard = statements.filter(
      (each) =>
        each.member === member && (knower === null || (each.role === 'member' && !asKnown) || knows(knower, each)),
    );
    const unheard = asKnown ? [] : ground.demotions.filter((each) => each.member === member);
    const all = [...heard, ...unheard.filter(({ by }) => !heard.some((other) => other.by === by))];
    return roleAt(base.role, all, (places) => isAt(places, place), isBelow) === 'steward';
  };
  /** Two who cut each other while apart both stand; one who knew of the cut has no say. */
  const isSilenced = (fact: Fact): boolean => {
    const member = owned.get(fact.log)?.member;
    return [
      ...logCuts.filter(({ log }) => log === fact.log),
      ...memberCuts.filter(
        (cut) => cut.member === member && !isBackAfter(cut.by, owned.get(fact.log)?.invitation ?? null),
      ),
    ].some(({ places, by }) => isBelow(by, fact) && !isAt(places, fact));
  };
  const isBackAfter = (cut: Fact, invitation: Invitation | null): boolean => {
    const written = invitation === null ? undefined : byId.get(invitation.id);
    return written !== undefined && isBelow(cut, written);
  };
  /**
   * The recovery keys in force where this was written. Not those set beside it: whoever found the phone could set one,
   * and lock out the owner who recovers at home.
   */
  const keysAt = (fact: Fact): readonly string[] => {
    const known = keys.filter(({ by }, at) => at === 0 || isBelow(by, fact));
    return known.filter(({ by }) => !known.some((other) => isBelow(by, other.by))).map(({ key }) => key);
  };
  const mayInvite = (invitation: Invitation): boolean => {
    const { log, seq, id } = invitation;
    const written = byId.get(id) ?? null;
    // A place is taken by one fact: one that is not here where its log is, was forged beside it.
    if (written === null && seq < history.heightOf(log)) return false;
    const inviter = owned.get(log)?.member;
    if (inviter === undefined || !isWithin({ log, seq, id })) return false;
    if (isSteward(log, { log, seq, id }, written)) return true;
    return invitation.member === inviter && invitation.role === 'member';
  };

  /** Is the log in by this invitation, or by somebody who is? */
  const restsOn = (log: LogId, id: FactId): boolean => {
    const seen = new Set<LogId>();
    const open = [log];
    for (let each = open.pop(); each !== undefined; each = open.pop()) {
      const own = owned.get(each);
      if (own === undefined || seen.has(each)) continue;
      seen.add(each);
      // A recovered log, or another device, is in because its member is.
      const member = joined.get(own.member);
      const made = member?.invitation ?? null;
      if (own.invitation?.id === id || made === id) return true;
      const inviter = made === null ? undefined : byId.get(made)?.log;
      open.push(...[own.by.log, own.invitation?.log, member?.by.log, inviter].filter((next) => next !== undefined));
    }
    return false;
  };

  /** What waits for a log to be let in, or for an invitation to be read; read at once when that is. */
  const pending = new Map<LogId | FactId, Fact[]>();
  const read = new Set<FactId>();
  const waitsFor = (fact: Fact, words: Said): LogId | FactId | null => {
    const isOpening = words.kind === 'founded' || (words.kind === 'recovered' && fact.seq === 0);
    if (!isOpening && !owned.has(fact.log)) return fact.log;
    const invitation = words.kind === 'admitted' ? history.invitationOf(fact) : null;
    if (invitation === null) return null;
    if (byId.has(invitation.id) && !read.has(invitation.id)) return invitation.id;
    return owned.has(invitation.log) ? null : invitation.log;
  };
  // Whoever admits may never have met the device that invited: then the order of what is known says nothing of theirs.
  for (const start of ordered) {
    const turn = [start];
    for (let fact = turn.pop(); fact !== undefined; fact = turn.pop()) {
      const words = said.get(fact.id);
      if (words === undefined) continue;
      const missing = waitsFor(fact, words);
      if (missing !== null) {
        pending.set(missing, [...(pending.get(missing) ?? []), fact]);
        continue;
      }
      hear(fact, words);
      read.add(fact.id);
      const freed = [fact.id, fact.log, ...(words.kind === 'admitted' ? [words.body.log] : [])].filter(
        (key) => pending.has(key) && (read.has(key as FactId) || owned.has(key as LogId)),
      );
      turn.push(...freed.flatMap((key) => pending.get(key) ?? []).toReversed());
      for (const key of freed) pending.delete(key);
    }
  }

  function hear(fact: Fact, words: Said): void {
    if (words.kind === 'founded') {
      if ((fact.id as string) !== workshop) return;
      const { member, recovery, agreement } = words.body;
      joined.set(member, { by: fact, role: 'steward', invitation: null });
      owned.set(fact.log, { member, by: fact, agreement: agreement ?? null, invitation: null });
      keys.push({ key: recovery, by: fact });
      return;
    }
    if (words.kind === 'recovered' && fact.seq === 0 && !owned.has(fact.log)) {
      const { member, closes, agreement } = words.body;
      if (!joined.has(member) || !keysAt(fact).some((key) => history.isProven(fact, key))) return;
      owned.set(fact.log, { member, by: fact, agreement: agreement ?? null, invitation: null });
      // Only the recovering member's own logs: the key of the house does not shut out others.
      for (const place of closes)
        if (owned.get(place.log)?.member === member && place.log !== fact.log)
          logCuts.push({ log: place.log, places: [place], by: fact });
      return;
    }
    const owner = owned.get(fact.log)?.member;
    if (owner === undefined) return;
    const maySteward = (): boolean => isSteward(fact.log, fact, fact);
    /** Right after what let its log in without anybody: a recovery. The founder is a steward there. */
    const isBeginning = ({ log, seq }: Fact): boolean => seq === 1 && owned.get(log)?.by.log === log;
    // What takes a right away stands though its writer lost theirs meanwhile, apart.
    const mayCut = (): boolean => isSteward(fact.log, fact, fact, true) && !isSilenced(fact);
    if (words.kind === 'revoked') {
      const { body } = words;
      const isOwn = owned.get(body.log)?.member === owner && !isSilenced(fact);
      if (isOwn || mayCut()) logCuts.push({ log: body.log, places: [body], by: fact });
    } else if (words.kind === 'removed') {
      const { member, logs } = words.body;
      if (mayCut()) memberCuts.push({ member, places: logs, by: fact, how: 'removed' });
    } else if (words.kind === 'roleGiven' && words.body.role === 'member') {
      const { member, logs } = words.body;
      if (mayCut()) statements.push({ member, role: 'member', places: logs, by: fact });
    }
    if (!isWithin(fact)) return;
    switch (words.kind) {
      case 'recovered':
      case 'revoked':
      case 'removed':
        break;
      case 'memberAdded': {
        const { member, role } = words.body;
        if (!joined.has(member) && (role === 'member' || maySteward()))
          joined.set(member, { by: fact, role, invitation: null });
        break;
      }
      case 'keyRotated':
        // Else any member rotated on top of all, to a key that nobody has, and nobody could write any more.
        if (maySteward() || isBeginning(fact)) rotations.push(fact);
        break;
      case 'recoverySet':
        if (maySteward()) keys.push({ key: words.body.recovery, by: fact });
        break;
      case 'erased':
        if (joined.has(words.body.member) && (owner === words.body.member || maySteward()))
          erased.add(words.body.member);
        break;
      case 'left':
        // The last word of its log: it does not cut itself off.
        if (owner === words.body.member)
          memberCuts.push({ member: owner, places: [...words.body.logs, fact], by: fact, how: 'left' });
        break;
      case 'roleGiven': {
        const { member, role, logs } = words.body;
        if (role === 'steward' && joined.has(member) && maySteward())
          statements.push({ member, role, places: logs, by: fact });
        break;
      }
      case 'adopted':
        if (maySteward()) adoptions.push({ log: words.body.log, places: [words.body], by: fact });
        break;
      case 'doubled': {
        const { log, seq, ids, heads } = words.body;
        const isSeen = (sides.get(log) ?? []).some(({ id, from }) => from === seq && ids.includes(id));
        if (!isSeen || heads.some((head) => head.log !== log || head.seq < seq)) break;
        logCuts.push({ log, places: heads, by: fact });
        doublings.push(fact);
        break;
      }
      case 'invited': {
        const { log, seq, id } = fact;
        if (mayInvite({ log, seq, id, ...words.body, member: words.body.member ?? null }))
          invited.push({ fact, by: owner });
        break;
      }
      case 'admitted': {
        const { log, member, agreement } = words.body;
        const invitation = history.invitationOf(fact);
        if (invitation === null || !mayInvite(invitation) || (invitation.member ?? member) !== member) break;
        const here = joined.get(member);
        // An open invitation makes a member; it must not get hold of one there is.
        if (invitation.member === null && here !== undefined && here.invitation !== invitation.id) break;
        const before = owned.get(log);
        if (before !== undefined && before.invitation?.id !== invitation.id) break;
        // Whoever is in by an invitation knows that it was used: their word must not be what keeps them out.
        if (restsOn(fact.log, invitation.id)) break;
        uses.push({ invitation, fact, log, member, isStewards: maySteward() });
        if (before !== undefined || ground.barred.has(fact.id)) break;
        owned.set(log, { member, by: fact, agreement, invitation });
        if (here === undefined) joined.set(member, { by: fact, role: invitation.role, invitation: invitation.id });
        break;
      }
    }
  }

  const cuts = new Map<LogId, readonly (readonly FactRef[])[]>();
  // Those that wait are cut as well: else a removed one that came in with the next reading would be heard in it.
  const held = new Map<LogId, Pick<Owned, 'member' | 'invitation'>>([
    ...uses.map((use) => [use.log, use] as const),
    ...owned,
  ]);
  for (const [log, { member, invitation }] of held) {
    const all = [
      ...logCuts.filter((cut) => cut.log === log),
      ...memberCuts.flatMap((cut): readonly LogCut[] =>
        cut.member === member && !isBackAfter(cut.by, invitation)
          ? [{ log, by: cut.by, places: cut.places.filter((place) => place.log === log) }]
          : [],
      ),
    ];
    const standing = afterAdoption(all, hearsAdoptions ? adoptions.filter((each) => each.log === log) : [], isBelow);
    if (standing.length > 0)
      cuts.set(
        log,
        standing.map((cut) => cut.places),
      );
  }
  const demotions = statements.filter(({ role }) => role === 'member');
  const endings = [...new Set([...logCuts, ...memberCuts, ...adoptions].map(({ by }) => by))];
  return {
    joined,
    owned,
    keys,
    rotations,
    erased,
    statements,
    endings,
    memberCuts: memberCuts.filter(
      ({ member, by }) => ![...owned.values()].some((own) => own.member === member && isBackAfter(by, own.invitation)),
    ),
    invited,
    uses,
    ground: { cuts, demotions, barred: barredAmong(uses, isBelow) },
  };
}

/** Is the fact at or below the place, on a line that holds both? */
export const isAtOrBelow = (fact: FactRef, place: FactRef, sides: readonly Branch[]): boolean =>
  fact.log === place.log &&
  fact.seq <= place.seq &&
  (sides.length === 0 || [null, ...sides].some((line) => isOnLine(line, fact, sides) && isOnLine(line, place, sides)));

/** The role at a place, from what holds there: a later word replaces those it was written on; of words apart, the lower. */
export function roleAt(
  base: Role,
  statements: readonly RoleStatement[],
  isBefore: (places: readonly FactRef[]) => boolean,
  isBelow: Pasts['isBelow'],
): Role {
  const holding = statements.filter(({ places }) => !isBefore(places));
  const last = holding.filter((each) => !holding.some((other) => isOver(other, each, isBelow)));
  if (last.length === 0) return base;
  return last.every(({ role }) => role === 'steward') ? 'steward' : 'member';
}

function isOver(over: RoleStatement, under: RoleStatement, isBelow: Pasts['isBelow']): boolean {
  const [a, b] = [over.by, under.by];
  if (a === b) return false;
  if ('id' in a && 'id' in b) return isBelow(b, a);
  if ('id' in a) return !('id' in b) && b.losses.every((losses) => losses.some((loss) => isBelow(loss, a)));
  // An heir stands on the losses, and on all they were written on.
  return 'id' in b && a.losses.some((losses) => losses.some((loss) => loss === b || isBelow(b, loss)));
}

/** An adoption is a cut further up, in place of those it was written on. One that knew of none changes nothing. */
function afterAdoption(
  cuts: readonly LogCut[],
  adoptions: readonly LogCut[],
  isBelow: Pasts['isBelow'],
): readonly LogCut[] {
  const adopting = adoptions.filter(({ by }) => cuts.some((cut) => isBelow(cut.by, by)));
  const last = adopting.filter(({ by }) => !adopting.some((other) => isBelow(by, other.by)));
  return [
    ...cuts.filter((cut) => !adopting.some(({ by }) => isBelow(cut.by, by))),
    ...last.map((cut) => ({
      ...cut,
      places: [
        ...cut.places,
        ...[...cuts, ...adopting].filter(({ by }) => isBelow(by, cut.by)).flatMap(({ places }) => places),
      ],
    })),
  ];
}

/**
 * One invitation, one log: what was written knowing of another use is void. Written apart, all wait, until a steward
 * admits one of them again on top of the others: that keeps it, and voids those.
 */
function barredAmong(uses: readonly Use[], isBelow: Pasts['isBelow']): Ground['barred'] {
  const barred = new Map<FactId, 'void' | 'waits'>();
  for (const group of groupBy(uses, ({ invitation }) => invitation.id).values()) {
    if (group.every(({ log }) => log === group[0]?.log)) continue;
    const knows = (one: Use, other: Use): boolean => isBelow(other.fact, one.fact);
    const isKeeping = (use: Use): boolean =>
      use.isStewards && group.some((other) => other.log === use.log && knows(use, other));
    const isVoid = (use: Use): boolean =>
      group.some(
        (other) =>
          other.log !== use.log && ((isKeeping(other) && knows(other, use)) || (!isKeeping(use) && knows(use, other))),
      );
    const left = group.filter((use) => !isVoid(use));
    const waits = new Set(left.map(({ log }) => log)).size > 1;
    for (const use of group)
      if (!left.includes(use)) barred.set(use.fact.id, 'void');
      else if (waits) barred.set(use.fact.id, 'waits');
  }
  return barred;
}
