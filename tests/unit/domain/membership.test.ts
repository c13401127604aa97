import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Body, Fact } from '#domain/fact.ts';
import { workshopStream } from '#domain/ids.ts';
import { epochOf, isStewardNow, memberOf, settleMembership } from '#domain/settle/membership.ts';
import { createAtelier, idOf, type Phone, workshopOf } from '#tests/support/facts.ts';

const [house, otherKey] = ['the key of the house', 'another key'].map((name) => idOf.fact(name) as string) as [
  string,
  string,
];
const proof = 'A'.repeat(86);
const [ana, ben, zoe] = [idOf.member('Ana'), idOf.member('Ben'), idOf.member('Zoé')];

const tell = (phone: Phone, kind: string, body: Body, after: readonly Fact[] = headsOf(phone)) =>
  phone.write({ kind, streams: [workshopStream], after, body });
/** All this phone has seen of membership that nothing was written on. */
function headsOf(phone: Phone): readonly Fact[] {
  const facts = phone.about(workshopStream);
  const below = new Set(facts.flatMap(({ after }) => after.map(({ id }) => id)));
  return facts.filter(({ id }) => !below.has(id));
}
const settled = (phone: Phone, founding: Fact, key = house) =>
  settleMembership(workshopOf(founding), phone.about(workshopStream), {
    isProven: (_fact, recovery) => recovery === key,
    invitationOf: () => null,
  });

/** Ana founds; Ben is a member, Zoé another steward. Logs other than Ana's begin with the key of the house. */
function foundedAtelier() {
  const atelier = createAtelier();
  const phones = {
    ana: atelier.phone('Ana'),
    ben: atelier.phone('Ben'),
    zoe: atelier.phone('Zoé'),
    anaNew: atelier.phone('Ana anew'),
  };
  const founding = tell(phones.ana, 'founded', { member: ana, recovery: house });
  tell(phones.ana, 'keyRotated', { check: otherKey });
  tell(phones.ana, 'memberAdded', { member: ben, role: 'member' });
  tell(phones.ana, 'memberAdded', { member: zoe, role: 'steward' });
  for (const [phone, member] of [
    [phones.ben, ben],
    [phones.zoe, zoe],
  ] as const) {
    phone.meets(phones.ana);
    tell(phone, 'recovered', { member, proof, closes: [] });
  }
  phones.ana.meets(phones.ben, phones.zoe);
  return { ...phones, founding, everybody: [phones.ana, phones.ben, phones.zoe] as const };
}
const closing = ({ log, seq, id }: Fact): Body => ({ log, seq, id });

test('founding: the founder is steward, the key of the house and the epoch are known', () => {
  const { ana: phone, founding } = foundedAtelier();
  const membership = settled(phone, founding);
  expect([...membership.members.values()].map(({ id, role }) => [id, role])).toEqual([
    [ana, 'steward'],
    [ben, 'member'],
    [zoe, 'steward'],
  ]);
  expect(memberOf(membership, phone.log)).toBe(ana);
  expect(isStewardNow(membership, phone.log)).toBe(true);
  expect(membership.recovery).toBe(house);
  expect(membership.epochs).toHaveLength(1);
});

test('another founding fact, or one of another workshop, founds nothing here', () => {
  const { ben: phone, founding } = foundedAtelier();
  tell(phone, 'founded', { member: idOf.member('Mallory'), recovery: otherKey });
  const membership = settled(phone, founding);
  expect(membership.members.has(idOf.member('Mallory'))).toBe(false);
  expect(membership.recovery).toBe(house);
});

test('a member adds members, and only a steward adds stewards', () => {
  const { ben: phone, founding } = foundedAtelier();
  tell(phone, 'memberAdded', { member: idOf.member('Noé'), role: 'member' });
  tell(phone, 'memberAdded', { member: idOf.member('Léa'), role: 'steward' });
  tell(phone, 'memberAdded', { member: ben, role: 'steward' });
  tell(phone, 'memberAdded', { member: idOf.member('Lou'), role: 'visitor' });
  const { members } = settled(phone, founding);
  expect(members.get(idOf.member('Noé'))?.role).toBe('member');
  expect(members.has(idOf.member('Léa'))).toBe(false);
  expect(members.has(idOf.member('Lou'))).toBe(false);
  expect(members.get(ben)?.role).toBe('member');
});

test('a recovered log is let in with proof only, and closes only its own member’s logs', () => {
  const { ana: old, ben: bens, anaNew, founding } = foundedAtelier();
  const [lastOfOld, lastOfBen] = [headOf(old), headOf(bens)];
  anaNew.meets(bens);
  tell(anaNew, 'recovered', { member: ana, proof, closes: [closing(lastOfOld), closing(lastOfBen)] });
  tell(anaNew, 'memberAdded', { member: idOf.member('Noé'), role: 'steward' });

  const without = settled(anaNew, founding, 'a key nobody has');
  expect(without.devices.has(anaNew.log)).toBe(false);
  expect(without.members.has(idOf.member('Noé'))).toBe(false);
  expect(without.devices.get(old.log)?.cut).toBeNull();

  const membership = settled(anaNew, founding);
  expect(memberOf(membership, anaNew.log)).toBe(ana);
  expect(membership.devices.get(old.log)?.cut).toEqual({ seq: lastOfOld.seq });
  expect(membership.devices.get(bens.log)?.cut).toBeNull();
  expect(membership.members.get(idOf.member('Noé'))?.role).toBe('steward');
});

test('a log begins with its recovery, or not at all; nobody is recovered who is not a member', () => {
  const { ana: phone, anaNew, founding } = foundedAtelier();
  anaNew.meets(phone);
  tell(anaNew, 'recovered', { member: idOf.member('Mallory'), proof, closes: [] });
  tell(anaNew, 'recovered', { member: ana, proof, closes: [] });
  expect(settled(anaNew, founding).devices.has(anaNew.log)).toBe(false);
});

test('the recovery key is replaced by a steward; by a member it is not', () => {
  const { ana: phone, ben: bens, founding } = foundedAtelier();
  tell(bens, 'recoverySet', { recovery: otherKey });
  expect(settled(bens, founding).recovery).toBe(house);
  bens.meets(phone);
  tell(phone, 'recoverySet', { recovery: otherKey });
  expect(settled(phone, founding).recovery).toBe(otherKey);
});

// Both ways round: logs are put in order by their names where nothing else orders them.
test.each([
  ['zoe', 'ana'],
  ['ana', 'zoe'],
] as const)(
  'a lost phone (of %s): what it writes beyond the cut counts nowhere, though it feigns to know nothing',
  (loser, finder) => {
    const { founding, everybody, ...phones } = foundedAtelier();
    const [lost, phone] = [phones[loser], phones[finder]];
    const last = headOf(lost);
    tell(phone, 'revoked', closing(last));
    // The finder writes as if long before, on top of the founding and the lost log alone.
    tell(lost, 'memberAdded', { member: idOf.member('Mallory'), role: 'steward' }, [founding, last]);
    tell(lost, 'recoverySet', { recovery: otherKey }, [founding, last]);
    tell(lost, 'erased', { member: phone.member }, [founding, last]);
    phone.meets(...everybody);
    const membership = settled(phone, founding);
    expect(membership.devices.get(lost.log)?.cut).toEqual({ seq: last.seq });
    expect(membership.members.has(idOf.member('Mallory'))).toBe(false);
    expect(membership.recovery).toBe(house);
    expect(membership.members.get(phone.member)?.erased).toBe(false);
  },
);

test('a recovered log is judged by the key in force where it began', () => {
  const { ana: anas, anaNew, founding, everybody } = foundedAtelier();
  // Ana's new phone begins on what she wrote after replacing the key; the old paper no longer serves there.
  tell(anas, 'recoverySet', { recovery: otherKey });
  anaNew.meets(...everybody);
  tell(anaNew, 'recovered', { member: ana, proof, closes: [] });
  expect(settled(anaNew, founding, house).devices.has(anaNew.log)).toBe(false);
  // Zoé and Ben came in with the old key before: they stay.
  const after = settleMembership(workshopOf(founding), anaNew.about(workshopStream), {
    isProven: ({ log }, key) => (log === anaNew.log ? key === otherKey : key === house),
    invitationOf: () => null,
  });
  expect(after.devices.size).toBe(4);
  expect(after.recovery).toBe(otherKey);
});

test('two stewards who revoke each other while apart: both stand; who knew of the cut has no say', () => {
  const { ana: anas, zoe: zoes, ben: bens, founding, everybody } = foundedAtelier();
  const [lastOfAna, lastOfZoe, lastOfBen] = [headOf(anas), headOf(zoes), headOf(bens)];
  tell(anas, 'revoked', closing(lastOfZoe));
  tell(zoes, 'revoked', closing(lastOfAna));
  anas.meets(...everybody);
  tell(zoes, 'revoked', closing(lastOfBen));
  anas.meets(...everybody);
  const { devices } = settled(anas, founding);
  expect(devices.get(anas.log)?.cut).toEqual({ seq: lastOfAna.seq });
  expect(devices.get(zoes.log)?.cut).toEqual({ seq: lastOfZoe.seq });
  expect(devices.get(bens.log)?.cut).toBeNull();
});

test('a member may close an own log, and nobody else’s', () => {
  const { ana: anas, ben: bens, founding } = foundedAtelier();
  tell(bens, 'revoked', closing(headOf(anas)));
  tell(bens, 'revoked', closing(headOf(bens)));
  const { devices } = settled(bens, founding);
  expect(devices.get(anas.log)?.cut).toBeNull();
  expect(devices.get(bens.log)?.cut).not.toBeNull();
});

test('erased by a steward or by oneself', () => {
  const { ana: anas, ben: bens, founding } = foundedAtelier();
  tell(bens, 'erased', { member: zoe });
  tell(bens, 'erased', { member: ben });
  expect([...settled(bens, founding).members.values()].map(({ erased }) => erased)).toEqual([false, true, false]);
  tell(anas, 'erased', { member: zoe });
  expect(settled(anas, founding).members.get(zoe)?.erased).toBe(true);
});

test('sealed, a clear kind counts nowhere', () => {
  const { ana: anas, founding } = foundedAtelier();
  const noe = { member: idOf.member('Noé'), role: 'member' };
  anas.write({ kind: 'memberAdded', streams: [workshopStream], after: headsOf(anas), body: noe, clear: false });
  expect(settled(anas, founding).members.has(noe.member)).toBe(false);
});

test('the name of an epoch is the first 16 bytes of its fact', () => {
  for (let n = 0; n < 50; n += 1) {
    const id = idOf.fact(`epoch ${n}`);
    const bytes = Buffer.from(id, 'base64url').subarray(0, 16);
    expect(epochOf({ id })).toBe(bytes.toString('base64url'));
  }
});

test('any order of the facts, doubled or not, folds to the same membership', () => {
  const { ana: anas, zoe: zoes, ben: bens, anaNew, founding, everybody } = foundedAtelier();
  tell(anas, 'revoked', closing(headOf(zoes)));
  tell(zoes, 'revoked', closing(headOf(bens)));
  tell(zoes, 'recoverySet', { recovery: otherKey });
  tell(bens, 'memberAdded', { member: idOf.member('Noé'), role: 'member' });
  anaNew.meets(bens);
  tell(anaNew, 'recovered', { member: ana, proof, closes: [closing(headOf(anas))] });
  anaNew.meets(...everybody);
  const facts = anaNew.about(workshopStream);
  const fold = (some: readonly Fact[]) => {
    const { members, devices, ...rest } = settleMembership(workshopOf(founding), some, {
      isProven: (_fact, key) => key === house,
      invitationOf: () => null,
    });
    const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);
    return { ...rest, members: [...members].toSorted(byKey), devices: [...devices].toSorted(byKey) };
  };
  const whole = fold(facts);
  fc.assert(
    fc.property(fc.shuffledSubarray([...facts, ...facts], { minLength: 2 * facts.length }), (shuffled) => {
      expect(fold(shuffled)).toEqual(whole);
    }),
    { numRuns: 100 },
  );
});

test('folding never throws, whatever the facts say', () => {
  const { ana: anas, founding } = foundedAtelier();
  const facts = anas.about(workshopStream);
  const kinds = [
    'founded',
    'memberAdded',
    'keyRotated',
    'recovered',
    'recoverySet',
    'revoked',
    'erased',
    'forgotten',
    'invited',
    '',
  ];
  const body = fc.dictionary(
    fc.constantFrom('member', 'role', 'recovery', 'log', 'seq', 'id', 'closes', 'proof', 'check'),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...facts), fc.constantFrom(...kinds), body), { maxLength: 8 }),
      (garbage) => {
        const strange = garbage.map(([fact, kind, words], n) => ({
          ...fact,
          kind,
          body: words as Body,
          id: idOf.fact(`garbage ${n}`),
        }));
        const membership = settleMembership(workshopOf(founding), [...facts, ...strange], {
          isProven: () => true,
          invitationOf: () => null,
        });
        expect(membership.members.has(ana)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

const headOf = (phone: Phone): Fact =>
  [...phone.seen.values()].filter(({ log }) => log === phone.log).toSorted((a, b) => b.seq - a.seq)[0] as Fact;
