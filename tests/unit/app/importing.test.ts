import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { existingThings, newThings } from '#app/importing/existingThings.ts';
import {
  chooseTarget,
  type ImportFile,
  type ImportPlan,
  planInSlices,
  readImportFile,
} from '#app/importing/importFile.ts';
import { type ImportOrder, runImport } from '#app/importing/runImport.ts';
import type { Workshop } from '#app/workshop.ts';
import { imports } from '#store/queries/imports.ts';
import { createPhone, foundOn, type Phone, valueOf } from '#tests/support/phone.ts';
import { rowsOf } from '#tests/support/rowsOf.ts';

const ours = 'tests/support/files/atelier-circulate.csv';
const circulate = '../shared/fixtures/circulate-export.csv';
const snipeIt = '../shared/fixtures/snipeit-assets-sample.csv';

const opened = (path: string): ImportFile => valueOf(readImportFile(new Uint8Array(readFileSync(path))));
const written = (text: string): ImportFile => valueOf(readImportFile(new TextEncoder().encode(text)));

async function planned(workshop: Workshop, phone: Phone, file: ImportFile) {
  const existing = await existingThings(workshop.db, phone.deps);
  const plan = (await planInSlices(file, existing, { rest: phone.deps.rest })) as ImportPlan;
  return { plan, existing, rows: plan.rows.filter(({ skip }) => !skip) };
}

async function imported(workshop: Workshop, phone: Phone, file: ImportFile, more: Partial<ImportOrder> = {}) {
  const order = await planned(workshop, phone, file);
  return { ...order, done: valueOf(await runImport(workshop, { ...order, ...more }, phone.deps)) };
}

test('our own file in the columns of Circulate: every ready row is a tool in its place and category', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const progress: number[] = [];
  const { rows, existing, done } = await imported(workshop, phone, opened(ours), {
    onProgress: (n) => progress.push(n),
  });
  await workshop.sweep();
  const now = await rowsOf(workshop.db);
  expect(done).toMatchObject({ rows: rows.length, of: rows.length });
  expect(now.tools).toHaveLength(rows.length);
  expect(progress.at(-1)).toBe(rows.length);
  const added = newThings(rows, existing);
  expect(now.places).toHaveLength(added.places);
  expect(now.categories).toHaveLength(added.categories);
  const chosen = rows.find(({ tool }) => (tool?.placePath.length ?? 0) > 0)?.tool;
  const row = now.tools.find(({ name }) => name === chosen?.name);
  expect(now.places.find(({ id }) => id === row?.place)?.name).toBe(chosen?.placePath.at(-1));
  expect(await imports(workshop.db)).toMatchObject([{ batch: done.batch, tools: rows.length, isWithdrawn: false }]);
});

test('a second import of the same file finds every row here and brings in nothing', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  await imported(workshop, phone, opened(ours));
  const { rows, plan, existing } = await planned(workshop, phone, opened(ours));
  expect(rows).toHaveLength(0);
  expect(newThings(rows, existing)).toEqual({ categories: 0, places: 0 });
  expect(plan.members.every(({ existing }) => existing !== null)).toBe(true);
});

test('an import stopped half way goes on with the same file, though nothing in it is numbered', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const names = Array.from({ length: 600 }, (_, at) => (at % 3 === 0 ? 'Marteau' : `Outil ${at}`));
  const file = written(['Nom;Marque', ...names.map((name) => `${name};`)].join('\n'));
  const stop = new AbortController();
  const first = await imported(workshop, phone, file, { signal: stop.signal, onProgress: () => stop.abort() });
  expect(first.done.rows).toBeGreaterThan(0);
  expect(first.done.rows).toBeLessThan(names.length);
  const second = await imported(workshop, phone, file);
  expect(second.done.rows).toBe(names.length - first.done.rows);
  expect((await rowsOf(workshop.db)).tools.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
});

test('one undo takes back tools, places, categories and people; the file can then be imported again', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const file = written(
    'Désignation,Rangement,Catégorie,Code-barres,Emprunteur\nScie,Mur nord / crochet 7,Bois / Scies,LR-1,Joss Vdb\nRabot,Mur nord,Bois,LR-2,\n',
  );
  const before = await rowsOf(workshop.db);
  const { done } = await imported(workshop, phone, file);
  const during = await rowsOf(workshop.db);
  expect(during.tools).toHaveLength(2);
  expect(during.codes).toHaveLength(2);
  expect(during.members.map(({ name }) => name)).toContain('Joss Vdb');
  expect(during.tools.find(({ name }) => name === 'Scie')).toMatchObject({ state: 'out' });

  valueOf(await workshop.commands.withdrawBatch(done.batch));
  await workshop.sweep();
  const after = await rowsOf(workshop.db);
  for (const table of ['tools', 'places', 'categories', 'members', 'codes'] as const)
    expect(after[table]).toEqual(before[table]);
  expect(await imports(workshop.db)).toMatchObject([{ batch: done.batch, isWithdrawn: true }]);

  const again = await imported(workshop, phone, file);
  expect(again.done.rows).toBe(2);
  expect((await rowsOf(workshop.db)).tools).toHaveLength(2);
});

test('names and addresses of people stand in person parts of profiles and nowhere else', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const file = written(
    [
      'Outil,notes,borrower,email,due',
      'Scie,prêtée à Zyta Kowalczyk,Zyta Kowalczyk,zyta@exemple.org,2026-04-01',
      'Rabot,voir zyta@exemple.org,,,',
    ].join('\n'),
  );
  await imported(workshop, phone, file);
  const found: string[] = [];
  await workshop.db.streams.each(({ facts }) => {
    for (const { kind, person, ...thing } of facts) {
      if (/zyta|kowalczyk/i.test(JSON.stringify(thing))) found.push(`thing of ${kind}`);
      if (/zyta|kowalczyk/i.test(JSON.stringify(person))) found.push(kind);
    }
  });
  expect(new Set(found)).toEqual(new Set(['profileWritten']));
  const out = (await rowsOf(workshop.db)).tools.find(({ name }) => name === 'Scie');
  expect(out?.claims).toMatchObject([{ until: '2026-04-01' }]);
});

test('existing places, categories and people are used again, whatever their spelling', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const wall = valueOf(await workshop.commands.addPlace({ name: 'Mur Nord' }));
  const wood = valueOf(await workshop.commands.addCategory({ name: 'Bois' }));
  const lea = valueOf(await workshop.commands.addMember({ name: 'Léa' }));
  await imported(workshop, phone, written('nom,rangement,catégorie,emprunteur\nScie,mur  nord,BOIS,léa\n'));
  const now = await rowsOf(workshop.db);
  expect(now.places).toHaveLength(1);
  expect(now.members).toHaveLength(2);
  expect(now.tools).toMatchObject([{ place: wall, category: wood, holders: [lea] }]);
});

test('a list of people becomes members without a phone', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const { done } = await imported(
    workshop,
    phone,
    written('Prénom,Nom,Courriel\nAna,Sorel,ana@exemple.org\nBen,Ruiz,ben@exemple.org\nAna,Sorel,ana@exemple.org\n'),
  );
  expect(done.of).toBe(3);
  const members = (await rowsOf(workshop.db)).members.map(({ name, contact }) => [name, contact]);
  expect(members).toEqual(
    expect.arrayContaining([
      ['Ana Sorel', 'ana@exemple.org'],
      ['Ben Ruiz', 'ben@exemple.org'],
    ]),
  );
  expect(members).toHaveLength(3);
  expect((await rowsOf(workshop.db)).members.every(({ role }) => role !== undefined)).toBe(true);
});

const many = (count: number) => `id,name\n${Array.from({ length: count }, (_, n) => `${n},Outil ${n}`).join('\n')}\n`;

test('stopped between slices it says what is stored; the same file completes it', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const stop = new AbortController();
  const { done } = await imported(workshop, phone, written(many(700)), {
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  expect(done.rows).toBeGreaterThan(0);
  expect(done.rows).toBeLessThan(700);
  expect((await rowsOf(workshop.db)).tools).toHaveLength(done.rows);
  const rest = await imported(workshop, phone, written(many(700)));
  expect(rest.done).toMatchObject({ rows: 700 - done.rows });
  expect((await rowsOf(workshop.db)).tools).toHaveLength(700);
});

test('the device fills up halfway: refused with what is stored, which can be used and undone', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const order = await planned(workshop, phone, written(many(700)));
  let slices = 0;
  workshop.db.dexie.table('chunks').hook('creating', () => {
    if (slices > 0) throw new DOMException('full', 'QuotaExceededError');
  });
  const result = await runImport(workshop, { ...order, onProgress: () => (slices += 1) }, phone.deps);
  expect(result).toMatchObject({ ok: false, refusal: { kind: 'storage-full' } });
  if (result.ok) return;
  expect(result.refusal.rows).toBeGreaterThan(0);
  expect((await rowsOf(workshop.db)).tools).toHaveLength(result.refusal.rows);
});

test('a member who is no steward does not import', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const order = await planned(workshop, phone, written(many(3)));
  const asMember = { ...workshop, me: async () => ({ ...(await workshop.me()), isSteward: false }) };
  const result = await runImport(asMember, order, phone.deps);
  expect(result).toMatchObject({ ok: false, refusal: { kind: 'stewards-only', written: 0 } });
});

test('categories beside the main one are kept as text', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const { plan } = await imported(workshop, phone, opened(ours));
  const with2 = plan.rows.find(({ tool }) => (tool?.moreCategoryPaths.length ?? 0) > 0)?.tool;
  const kept: string[] = [];
  await workshop.db.streams.each(({ facts }) => {
    for (const { body } of facts) {
      const more = (body['imported'] as Record<string, string> | undefined)?.['more categories'];
      if (more !== undefined) kept.push(more);
    }
  });
  expect(kept.join()).toContain(with2?.moreCategoryPaths[0]?.join(' / '));
});

test('a column changed by hand changes what comes in', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const file = written('nom,divers\nScie,dents fines\n');
  const mapping = chooseTarget(file.mapping, 1, 'about');
  await imported(workshop, phone, { ...file, mapping });
  expect((await rowsOf(workshop.db)).shelf).toMatchObject([{ about: 'dents fines' }]);
});

test.skipIf(!existsSync(circulate))('an export of Circulate: 200 tools arrive', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const { done } = await imported(workshop, phone, opened(circulate));
  expect(done.rows).toBe(200);
  expect((await rowsOf(workshop.db)).tools).toHaveLength(200);
});

test.skipIf(!existsSync(snipeIt))(
  'a list of Snipe-IT: people become members, and their names stay in profiles',
  async () => {
    const phone = createPhone();
    const workshop = await foundOn(phone);
    const file = opened(snipeIt);
    const { plan, done } = await imported(workshop, phone, file);
    expect(done.rows).toBe(22);
    expect(plan.members.length).toBeGreaterThan(0);
    const people = plan.members.flatMap(({ name, contact }) => [name, ...(contact?.split(', ') ?? [])]);
    const found: string[] = [];
    await workshop.db.streams.each(({ facts }) => {
      for (const { kind, person, ...thing } of facts) {
        const [open, sealed] = [JSON.stringify(thing), kind === 'profileWritten' ? '' : JSON.stringify(person)];
        for (const each of people) if (open.includes(each) || sealed.includes(each)) found.push(`${each} in ${kind}`);
      }
    });
    expect(found).toEqual([]);
    const now = await rowsOf(workshop.db);
    expect(now.members).toHaveLength(plan.members.length + 1);
  },
);
