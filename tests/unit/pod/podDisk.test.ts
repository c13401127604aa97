import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { createPodHome, type PodHome } from '#tests/support/podProcess.ts';
import { ledgerOf, phoneOf, type PodPhone } from '#tests/support/podPhone.ts';
import { createMemoryShelf, sealedOfTests } from '#tests/support/memoryShelf.ts';
import { createSealedWorkshop, cryptoOfTests, type Pen, type SealedWorkshop } from '#tests/support/sealedWorkshop.ts';
import { sealBlob } from '#crypto/blob.ts';

vi.setConfig({ testTimeout: 240_000 });

/** `npm run hunt` kills more often. */
const kills = Number(process.env['CIRCULE_POD_KILLS'] ?? 20);

const homes: PodHome[] = [];
const ends: (() => void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  for (const home of homes.splice(0)) await home.remove();
});
function newHome(): PodHome {
  const home = createPodHome();
  homes.push(home);
  return home;
}

/** A phone that knows nothing yet: what it gets is what the pod has. */
async function heightsIn(atelier: SealedWorkshop, pen: Pen, url: string): Promise<ReadonlyMap<string, number>> {
  const ledger = await ledgerOf(atelier);
  const phone = await phoneOf(atelier, pen, url, ledger);
  await phone.even();
  phone.end();
  return new Map((await ledger.heads()).map(({ log, height }) => [log, height]));
}

test(`killed ${String(kills)} times in the middle of appends: everything acknowledged is there`, async () => {
  const home = newHome();
  const atelier = await createSealedWorkshop();
  const pens = [atelier.founder, await atelier.join(), await atelier.join()];
  const acknowledged = new Map(pens.map(({ signer }) => [signer.log as string, 0]));
  const seed = Number(process.env['CIRCULE_SEED'] ?? 7);
  let state = seed;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const ledgers = await Promise.all(pens.map(() => ledgerOf(atelier)));
  for (const ledger of ledgers) await ledger.accept(atelier.all());

  for (let kill = 0; kill < kills; kill += 1) {
    const pod = await home.start();
    const phones = await Promise.all(pens.map((pen, at) => phoneOf(atelier, pen, pod.url, ledgers[at]!)));
    let isOver = false;
    const writing = phones.map(async (phone, at) => {
      const pen = pens[at]!;
      try {
        while (!isOver) {
          const fact = await pen.take(`mot ${String(fact0++)}`);
          await phone.ledger.accept([fact]);
          await phone.stored(fact.seq + 1);
        }
      } catch {
        // The pod was killed: what it had said before counts.
      }
      const said = phone.session.peerHas(pen.signer.log);
      acknowledged.set(pen.signer.log, Math.max(acknowledged.get(pen.signer.log) ?? 0, said));
    });
    await new Promise((resolve) => setTimeout(resolve, 100 + random() * 250));
    await pod.kill('SIGKILL');
    isOver = true;
    for (const phone of phones) phone.end();
    await Promise.all(writing);
    if (kill % 5 !== 4 && kill !== kills - 1) continue;
    const again = await home.start();
    const there = await heightsIn(atelier, atelier.founder, again.url);
    for (const [log, height] of acknowledged)
      expect([seed, kill, (there.get(log) ?? 0) >= height]).toEqual([seed, kill, true]);
    await again.kill('SIGKILL');
  }
  const total = [...acknowledged.values()].reduce((sum, height) => sum + height, 0);
  expect(total).toBeGreaterThan(kills * 3);
});
let fact0 = 0;

test('no name, tool, note or key is on its disk, nor in what it exports', async () => {
  const home = newHome();
  const pod = await home.start();
  const atelier = await createSealedWorkshop();
  const ana = await atelier.join();
  const words = ['Ana Kowalczyk', 'perceuse à colonne', 'rendre avant la Saint-Jean', 'taken', ana.member as string];
  for (const each of words.slice(0, 3)) await ana.take(each);
  await atelier.founder.take(words[1]!);
  const ledger = await ledgerOf(atelier);
  await ledger.accept(atelier.all());
  const picture = Buffer.from('the face of somebody in the picture of a drill '.repeat(2000));
  const shelf = createMemoryShelf();
  const sealed = await sealBlob(new Uint8Array(picture), cryptoOfTests);
  shelf.put({ ...sealed, size: sealed.bytes.length });
  const phone = await phoneOf(atelier, ana, pod.url, ledger, shelf);
  await phone.stored(3);
  await phone.even();
  await expect.poll(() => shelf.confirmedHere.size, { timeout: 10_000 }).toBe(1);
  phone.end();
  await pod.kill('SIGKILL');
  const file = join(home.dir, 'workshop.circule-pod');
  expect((await home.run('export', '--workshop', atelier.workshop, '--to', file)).code).toBe(0);
  const onDisk = [...readdirSync(home.data).map((name) => join(home.data, name)), file].map((path) =>
    readFileSync(path),
  );
  expect(onDisk.some((bytes) => bytes.includes(Buffer.from(atelier.founder.facts[0]!.bytes)))).toBe(true);
  expect(onDisk.some((bytes) => bytes.includes(Buffer.from(atelier.epoch.secret)))).toBe(false);
  expect(
    onDisk.filter((bytes) => bytes.includes(Buffer.from(sealed.bytes.subarray(1000, 1200)))).length,
  ).toBeGreaterThan(1);
  expect(onDisk.some((bytes) => bytes.includes('the face of somebody'))).toBe(false);
  expect(onDisk.some((bytes) => bytes.includes(sealed.key))).toBe(false);
  // Pseudonyms of members stand in facts in clear; what is said of things and people does not.
  for (const word of words.slice(0, 4))
    expect([word, onDisk.some((bytes) => bytes.includes(word))]).toEqual([word, false]);
});

test('export, and restore elsewhere: all is back; tampered, cut and foreign files are told', async () => {
  const [home, elsewhere] = [newHome(), newHome()];
  const atelier = await createSealedWorkshop();
  const ana = await atelier.join();
  for (let n = 0; n < 300; n += 1) await ana.take(`${String(n)} `.repeat(30));
  const ledger = await ledgerOf(atelier);
  await ledger.accept(atelier.all());
  const pod = await home.start();
  const [shelf, thumb, manual] = [createMemoryShelf(), sealedOfTests(9000), sealedOfTests(1_300_000)];
  for (const blob of [thumb, manual]) shelf.put(blob);
  const phone = await phoneOf(atelier, ana, pod.url, ledger, shelf);
  await phone.stored(300);
  await phone.even();
  await expect.poll(() => shelf.confirmedHere.size, { timeout: 10_000 }).toBe(2);
  phone.end();
  const file = join(home.dir, 'workshop.circule-pod');
  // While it runs.
  const exported = await home.run('export', '--workshop', atelier.workshop, '--to', file);
  expect(exported).toMatchObject({ code: 0 });
  expect((await home.run('list')).said).toContain(atelier.workshop);
  expect(await home.run('export', '--workshop', 'A'.repeat(43), '--to', file)).toMatchObject({ code: 1 });
  expect((await home.run('restore', '--from', file)).said).toMatch(/already/);

  const whole = readFileSync(file);
  const bad = join(home.dir, 'bad');
  writeFileSync(bad, whole.subarray(0, whole.length - 9));
  expect((await newHome().run('restore', '--from', bad)).said).toMatch(/cut/);
  const turned = Buffer.from(whole);
  turned[whole.length >> 1] = (turned[whole.length >> 1] ?? 0) ^ 1;
  writeFileSync(bad, turned);
  expect(await newHome().run('restore', '--from', bad)).toMatchObject({ code: 1 });
  writeFileSync(bad, 'circule/pod/9\n and more');
  expect((await newHome().run('restore', '--from', bad)).said).toMatch(/later/);
  writeFileSync(bad, 'a photo');
  expect((await newHome().run('restore', '--from', bad)).said).toMatch(/no.*archive|not an archive/);

  const restored = await elsewhere.run('restore', '--from', file);
  expect(restored).toMatchObject({ code: 0 });
  expect(restored.said).toContain(
    `${String(atelier.all().length)} facts, ${String(atelier.all().length)} new, 2 pictures`,
  );
  expect((await elsewhere.run('restore', '--from', file)).said).toContain('0 new');
  const second = await elsewhere.start();
  const newcomer = await ledgerOf(atelier);
  const newShelf = createMemoryShelf();
  newShelf.want([thumb, manual]);
  const again = await phoneOf(atelier, ana, second.url, newcomer, newShelf);
  await again.even();
  await expect.poll(() => newShelf.wholes.size, { timeout: 10_000 }).toBe(2);
  expect(await newcomer.heads()).toEqual(await ledger.heads());
  expect(await newcomer.wantedParts(10)).toEqual([]);
  again.end();
});

test('another pod over the same data keeps nothing, says so, and still brings phones together', async () => {
  const home = newHome();
  const first = await home.start();
  const second = await home.start();
  expect((await fetch(new URL('healthz', first.url))).status).toBe(200);
  const health = await fetch(new URL('healthz', second.url));
  expect([health.status, await health.text()]).toEqual([503, 'no-data\n']);
});

/** A disk of two megabytes; null where mounting is not allowed. */
function smallDisk(dir: string): string | null {
  const place = join(dir, 'data');
  mkdirSync(place, { recursive: true });
  if (spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', place]).status !== 0) return null;
  ends.push(() => spawnSync('/bin/umount', ['-l', place]));
  return place;
}

test('a full disk: nothing is said to be stored that is not, it is shown, and it goes on when there is room', async (context) => {
  const home = newHome();
  const disk = smallDisk(home.dir);
  if (disk === null) return context.skip('mounting a small disk is not allowed here');
  const pod = await home.start();
  const atelier = await createSealedWorkshop();
  const ledger = await ledgerOf(atelier);
  await ledger.accept(atelier.all());
  const phone = await phoneOf(atelier, atelier.founder, pod.url, ledger);
  await phone.stored(2);
  // Somebody else fills the disk.
  const other = join(disk, 'film');
  fill(other);
  const health = () => fetch(new URL('healthz', pod.url)).then(({ status }) => status);
  for (let n = 0; n < 40 && (await health()) === 200; n += 1) {
    await ledger.accept([await atelier.founder.take('x'.repeat(400).repeat(5))]);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await health()).toBe(503);
  const page = await (await fetch(new URL('pod-status', pod.url), { headers: { 'accept-language': 'en' } })).text();
  expect(page).toMatch(/disk is full|disk does not answer/);
  const said = phone.session.peerHas(atelier.founder.signer.log);
  phone.end();
  await pod.kill('SIGKILL');
  rmSync(other);
  const again = await home.start();
  const there = await heightsIn(atelier, atelier.founder, again.url);
  expect(there.get(atelier.founder.signer.log)).toBeGreaterThanOrEqual(said);
  const retry: PodPhone = await phoneOf(atelier, atelier.founder, again.url, ledger);
  await retry.stored(atelier.founder.facts.length);
  retry.end();
  expect(existsSync(other)).toBe(false);
});

function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(4096));
  } catch {
    closeSync(file);
  }
}
