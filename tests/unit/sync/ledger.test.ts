import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toolSheet } from '#store/queries/tools.ts';
import type { ToolId } from '#domain/ids.ts';
import { createSweeper } from '#store/sweeper.ts';
import { join, logOfPhone, meet, meetAs, type Met, rest, send, sendParts } from '#tests/support/meet.ts';
import { createPhone, foundOn, valueOf } from '#tests/support/phone.ts';
import { rowsOf } from '#tests/support/rowsOf.ts';

async function found(): Promise<Met> {
  const phone = createPhone();
  return await meetAs(phone, await foundOn(phone));
}

async function addTools({ workshop: { commands } }: Met, names: readonly string[]): Promise<readonly ToolId[]> {
  const tools: ToolId[] = [];
  for (const name of names) tools.push(valueOf(await commands.addTool({ name })));
  return tools;
}

/** The same rows on all phones, and on each what a rebuild makes of its facts. */
async function expectOneTruth(...phones: readonly Met[]): Promise<void> {
  const [first] = phones;
  for (const phone of phones) await rest(phone);
  const rows = await rowsOf((first as Met).workshop.db);
  for (const { phone, workshop } of phones) {
    expect(await rowsOf(workshop.db)).toEqual(rows);
    const deps = { now: phone.deps.clock.now, rest: phone.deps.rest };
    await createSweeper(workshop.db, workshop.cache, deps).rebuild();
    expect(await rowsOf(workshop.db)).toEqual(rows);
  }
  const heads = await (first as Met).ledger.heads();
  for (const { ledger } of phones) expect(await ledger.heads()).toEqual(heads);
}

test('two phones exchange what they know and end with the same rows; a contest is seen on both', async () => {
  const odile = await found();
  const [drill = '' as ToolId] = await addTools(odile, ['Perceuse', 'Scie']);
  const ben = await join(odile);
  await meet(odile, ben);
  await expectOneTruth(odile, ben);
  valueOf(await odile.workshop.commands.take(drill));
  valueOf(await ben.workshop.commands.take(drill));
  await meet(odile, ben);
  await expectOneTruth(odile, ben);
  expect((await ben.workshop.db.rows('B').tools.get(drill))?.state).toBe('contested');
});

test('in any slices, through a third phone, with keys and parts late: one truth', async () => {
  const odile = await found();
  const tools = await addTools(odile, ['Perceuse', 'Scie', 'Rabot']);
  const ben = await join(odile);
  await meet(odile, ben);
  for (const tool of tools) valueOf(await ben.workshop.commands.take(tool));
  await addTools(ben, ['Étau', 'Lime']);
  await meet(odile, ben);
  valueOf(await odile.workshop.commands.giveBack(tools[0] as ToolId));
  await meet(odile, ben);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }),
      fc.boolean(),
      fc.boolean(),
      async (slices, isKeyLate, arePartsLate) => {
        const zoe = await join(odile, { withKeys: !isKeyLate });
        let at = 0;
        const next = (): number => slices[at++ % slices.length] ?? 1;
        const source = arePartsLate ? withoutParts(odile) : odile;
        await send(source, zoe, next);
        if (isKeyLate) {
          expect(await zoe.workshop.db.rows('A').tools.count()).toBe(0);
          const wanted = await zoe.trust.missingKeys();
          expect(wanted).toHaveLength(1);
          await zoe.trust.acceptKeys(await odile.trust.sealKeysFor(logOfPhone(zoe), wanted));
          await rest(zoe);
        }
        if (arePartsLate) {
          expect(await zoe.ledger.wantedParts(100)).not.toEqual([]);
          await sendParts(odile, zoe);
        }
        expect(await zoe.ledger.wantedParts(100)).toEqual([]);
        await send(odile, ben);
        await expectOneTruth(odile, zoe);
        zoe.workshop.close();
      },
    ),
    { numRuns: 6 },
  );
}, 60_000);

const withoutParts = (met: Met): Met => ({
  ...met,
  ledger: {
    ...met.ledger,
    async *read(from) {
      for await (const run of met.ledger.read(from)) yield run.map((fact) => ({ ...fact, person: null }));
    },
  },
});

test('a log nobody let in is left out, a forged fact and a gap too; what stands beside them is stored', async () => {
  const odile = await found();
  await addTools(odile, ['Perceuse']);
  const ben = await join(odile);
  const zoe = await join(odile);
  await meet(odile, zoe);
  await meet(odile, ben);
  await addTools(ben, ['Étau']);
  const ofBen = [];
  for await (const run of ben.ledger.read([{ log: logOfPhone(ben), branch: null, from: 0 }])) ofBen.push(...run);
  const [first] = ofBen;
  if (first === undefined) throw new Error('nothing written');
  const flipped = { ...first, bytes: first.bytes.map((byte, at) => (at === first.bytes.length - 1 ? byte ^ 1 : byte)) };
  expect((await zoe.ledger.accept([flipped])).refusals).toEqual([{ kind: 'forged' }]);
  const unsigned = { ...first, bytes: first.bytes.map((byte, at) => (at === 170 ? byte ^ 1 : byte)) };
  expect((await zoe.ledger.accept([unsigned])).stored).toBe(0);
  const [head] = await zoe.ledger.heads();
  expect((await zoe.ledger.accept([{ ...first, seq: 3 }])).refusals).toEqual([{ kind: 'forged' }]);
  expect(await zoe.ledger.heads()).toContainEqual(head);
  expect(await zoe.ledger.accept(ofBen)).toEqual({ stored: ofBen.length, refusals: [] });
  // Again: it is here.
  expect(await zoe.ledger.accept(ofBen)).toEqual({ stored: 0, refusals: [] });

  const other = await found();
  const stranger = [];
  for await (const run of other.ledger.read([{ log: logOfPhone(other), branch: null, from: 0 }])) stranger.push(...run);
  expect((await zoe.ledger.accept(stranger)).refusals[0]?.kind).toMatch(/forged|stranger/u);
});

test('what a removed phone wrote beyond its cut counts nowhere, and again once it is adopted', async () => {
  const odile = await found();
  const [drill = '' as ToolId, saw = '' as ToolId] = await addTools(odile, ['Perceuse', 'Scie']);
  const ben = await join(odile, { role: 'steward' });
  const zoe = await join(odile);
  await meet(odile, ben);
  await meet(odile, zoe);
  await addTools(ben, ['Étau']);
  await meet(odile, ben);
  valueOf(await ben.workshop.commands.take(drill));
  valueOf(await ben.workshop.commands.retire(saw, { reason: 'broken' }));
  await meet(ben, zoe);
  const stateOf = async (met: Met, tool: ToolId) => {
    await rest(met);
    const side = (await met.workshop.db.state.get('state'))?.side ?? 'A';
    return (await met.workshop.db.rows(side).tools.get(tool))?.state;
  };
  expect([await stateOf(zoe, drill), await stateOf(zoe, saw)]).toEqual(['out', 'retired']);
  valueOf(await odile.workshop.commands.removeDevice(logOfPhone(ben)));
  await meet(odile, zoe);
  expect([await stateOf(zoe, drill), await stateOf(zoe, saw)]).toEqual(['here', 'here']);
  await expectOneTruth(odile, zoe);
  const head = (await odile.ledger.heads()).find(({ log }) => log === logOfPhone(ben));
  if (head === undefined) throw new Error('nothing of the phone is here');
  const place = { log: head.log, seq: head.height - 1, id: head.head };
  valueOf(await odile.workshop.commands.adopt(place));
  await meet(odile, zoe);
  expect([await stateOf(zoe, drill), await stateOf(zoe, saw)]).toEqual(['out', 'retired']);
  await expectOneTruth(odile, zoe);
});

test('a part that was to be forgotten is not taken in, whichever came first, and nobody asks for it', async () => {
  const odile = await found();
  const ben = await join(odile);
  await meet(odile, ben);
  const lea = valueOf(await ben.workshop.commands.addMember({ name: 'Léa' }));
  await meet(odile, ben);
  // Ben keeps the part until his own phone gets round to it.
  valueOf(await odile.workshop.commands.eraseMember(lea));
  await meet(odile, ben);
  for (const isFirst of [true, false]) {
    const zoe = await join(odile);
    const own = (await ben.ledger.heads()).filter(({ log }) => log === logOfPhone(ben));
    const others = (await odile.ledger.heads()).filter(({ log }) => log !== logOfPhone(ben));
    const pass = async (from: Met, heads: typeof own) => {
      for await (const run of from.ledger.read(heads.map(({ log, branch }) => ({ log, branch, from: 0 }))))
        await zoe.ledger.accept(run);
    };
    if (!isFirst) await send(odile, zoe);
    await pass(odile, others);
    await pass(ben, own);
    await rest(zoe);
    expect((await zoe.workshop.db.rows('A').members.get(lea))?.name).toBeNull();
    expect(await zoe.ledger.wantedParts(10)).toEqual([]);
    if (!isFirst) continue;
    const parts = await zoe.ledger.parts([{ log: logOfPhone(ben), seqs: [0, 1, 2, 3] }]);
    expect(parts).toEqual([]);
  }
});

test('what a steward forgot reads so at once on every phone, though its bytes stay for some days', async () => {
  const odile = await found();
  const ben = await join(odile);
  await meet(odile, ben);
  const lea = valueOf(await ben.workshop.commands.addMember({ name: 'Léa' }));
  const drill = valueOf(await ben.workshop.commands.addTool({ name: 'Perceuse' }));
  valueOf(await ben.workshop.commands.take(drill, { by: lea, note: 'pour la rambarde' }));
  await meet(odile, ben);
  valueOf(await odile.workshop.commands.eraseMember(lea));
  await meet(odile, ben);
  await rest(ben);
  const { db, cache } = ben.workshop;
  expect((await toolSheet(db, cache, drill))?.custody.claims).toMatchObject([{ by: 'forgotten', note: null }]);
  expect((await db.rows('A').tools.get(drill))?.claims).toMatchObject([{ by: 'forgotten' }]);
  await expectOneTruth(odile, ben);
});

test('what is stored is told once, own and foreign', async () => {
  const odile = await found();
  const ben = await join(odile);
  const told: number[] = [];
  ben.ledger.onStored((facts) => told.push(facts.length));
  await send(odile, ben);
  await send(odile, ben);
  const heads = await odile.ledger.heads();
  expect(told.reduce((sum, count) => sum + count, 0)).toBe(heads.reduce((sum, { height }) => sum + height, 0));
});
