import type { Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { type DatasetFile, datasetFile } from '#tests/support/datasetFile.ts';
import type { ToolId, WorkshopId } from '#domain/ids.ts';
import { type Figure, median, ratio, told } from '../figure.ts';
import type { LinkTally } from '../page/countedLinks.ts';
import { createProfile, inPage } from '../phone.ts';
import type { Site } from '../site.ts';

/** Who restored the workshop and who comes in write a log each. */
const logs = 300 - 2;
const factsPerTool = 10;
/** Tools of the workshops measured: bytes grow from the first to the last, newcomers receive the second and the last. */
const [small, middle, large] = [200, 1000, 5000] as const;
const newcomers = 3;
const takings = { warmUp: 5, counted: 25 };
const behindBy = 100;
const manyStarts = 1000;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Two browsers with profiles of their own meet through the built pod's signaling, over WebRTC, in the app's own code: one
 * restored the workshop, the others were invited and are let in by it.
 */
export async function meeting(_phones: readonly unknown[], site: Site): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const quietBytes = new Map<number, number>();
  for (const tools of [small, middle, large]) {
    const facts = tools * factsPerTool;
    const file = await datasetFile({ tools, facts, logs }, here('../data'), (words) => console.error(words));
    await withHost(file, site, async (host) => {
      const come: Newcomer[] = [];
      const isReceived = tools !== small;
      for (let round = 1; isReceived && round < newcomers; round += 1) come.push(await withGuest(host, site, forgetIt));
      const once: { acts: Acts | null; later: Acts | null } = { acts: null, later: null };
      const last = await withGuest(host, site, async (guest) => {
        once.acts = await meetAgain(host, guest, site);
        if (tools !== middle) return;
        for (const phone of [host, guest]) await startOften(phone);
        once.later = await meetAgain(host, guest, site);
      });
      if (isReceived) figures.push(...newcomerFigures(facts, [...come, last]));
      const { acts, later } = once;
      if (acts === null) return;
      quietBytes.set(tools, acts.quiet);
      const words = `${String(facts)} facts of ${String(logs + 2)} logs`;
      figures.push(
        ratio(`taking seen on the other phone, over its floor, ${words}`, median(acts.seen), median(acts.seenFloor), 3),
        told(`taking seen on the other phone, ${words}`, median(acts.seen), 'ms'),
        told(`nothing new, ${words}`, acts.quiet, 'B', 1024),
        bytesRatio(
          `${String(behindBy)} facts behind, bytes over those sealed, ${words}`,
          acts.behind,
          acts.sealed,
          1.1,
        ),
      );
      if (later === null) return;
      const latecomers: Newcomer[] = [];
      while (latecomers.length < newcomers) latecomers.push(await withGuest(host, site, forgetIt));
      const after = `after ${String(manyStarts)} starts`;
      figures.push(
        growth(`newcomer, growth ${after}`, latecomers.map(overFloor), [...come, last].map(overFloor)),
        growth(`taking seen on the other phone, growth ${after}`, later.seen, acts.seen),
        growth(`nothing new, growth ${after}`, [later.quiet], [acts.quiet]),
        growth(
          `${String(behindBy)} facts behind, growth ${after}`,
          [later.behind / later.sealed],
          [acts.behind / acts.sealed],
        ),
      );
    });
  }
  const [least, most] = [quietBytes.get(small), quietBytes.get(large)];
  if (least !== undefined && most !== undefined)
    figures.push(bytesRatio('nothing new, growth with the workshop', most, least, 1.2));
  return figures;
}

const bytesRatio = (name: string, value: number, floor: number, aim: number): Figure => ({
  ...ratio(name, value, floor, aim),
  floor: null,
});
const growth = (name: string, later: readonly number[], before: readonly number[]): Figure =>
  bytesRatio(name, median(later), median(before), 1.1);

interface Phone {
  readonly page: Page;
  readonly workshop: WorkshopId;
  /** Tools that are here and were not taken yet, the longest first used up. */
  readonly free: ToolId[];
}

/** The phone the workshop is on, open and waiting. */
async function withHost(file: DatasetFile, site: Site, use: (host: Phone) => Promise<void>): Promise<void> {
  const profile = createProfile();
  try {
    await profile.start(async (page) => {
      await page.goto(site.bench);
      await page.setInputFiles('input', file.path);
      await inPage(page, (bench, key) => bench.restore(key), file.houseKey);
      const free = file.list.filter(({ isOut }) => !isOut).map(({ id }) => id);
      const host: Phone = { page, workshop: file.workshop, free };
      await inPage(page, (bench, id) => bench.meeting.open(id), host.workshop);
      await use(host);
    });
  } finally {
    profile.remove();
  }
}

interface Newcomer {
  /** From the link opened until the host was told that all is stored. */
  readonly app: number;
  readonly bulk: number;
  readonly opening: number;
  readonly puts: number;
}
const floorOf = ({ bulk, opening, puts }: Newcomer): number => bulk + opening + puts;
const overFloor = (come: Newcomer): number => come.app / floorOf(come);
const forgetIt = (): Promise<void> => Promise.resolve();

/** Somebody new comes in and receives everything; measured, then given to `use`. */
async function withGuest(host: Phone, site: Site, use: (guest: Phone) => Promise<void>): Promise<Newcomer> {
  const profile = createProfile();
  try {
    return await profile.start(async (page) => {
      await page.goto(site.bench);
      const link = await inPage(host.page, (bench) => bench.meeting.invite(), null);
      const since = await inPage(host.page, (bench) => bench.meeting.now(), null);
      const even = inPage(host.page, (bench, from) => bench.meeting.even({ since: from }), since);
      const { workshop } = await inPage(page, (bench, text) => bench.meeting.join(text), link);
      const { openedAt, evenAt } = await even;
      const sent = sum((await tallies(host)).filter((each) => each.openedAt === openedAt).flatMap((each) => each.sent));
      await connect(host, { page });
      const bulk = await inPage(host.page, (bench, bytes) => bench.meeting.channel.bulk(bytes), sent);
      const floors = await inPage(page, (bench, id) => bench.meeting.floors(id), workshop);
      const come = { app: evenAt - openedAt, bulk, opening: floors.opening, puts: floors.puts };
      console.error(`newcomer: ${JSON.stringify({ ...come, sent, sealed: floors.bytes, ratio: overFloor(come) })}`);
      await use({ page, workshop, free: host.free });
      return come;
    });
  } finally {
    profile.remove();
  }
}

function newcomerFigures(facts: number, come: readonly Newcomer[]): readonly Figure[] {
  const name = `newcomer, ${String(facts)} facts`;
  return [
    // Each over its own floor: what slows the machine for a while slows both.
    {
      ...ratio(`${name}, over sending, opening, putting them`, median(come.map(overFloor)), 1, 2),
      floor: median(come.map(floorOf)),
    },
    told(name, median(come.map(({ app }) => app)) / 1000, 's'),
    told(`${name}, floor: the channel`, median(come.map(({ bulk }) => bulk)) / 1000, 's'),
    told(`${name}, floor: hashing and opening`, median(come.map(({ opening }) => opening)) / 1000, 's'),
    told(`${name}, floor: bulk puts`, median(come.map(({ puts }) => puts)) / 1000, 's'),
  ];
}

interface Acts {
  /** Bytes both ways after the greeting when neither has anything new. */
  readonly quiet: number;
  readonly behind: number;
  readonly sealed: number;
  readonly seen: readonly number[];
  readonly seenFloor: readonly number[];
}

async function meetAgain(host: Phone, guest: Phone, site: Site): Promise<Acts> {
  await inPage(guest.page, (bench, id) => bench.meeting.open(id), guest.workshop);
  // What the guest wrote last is brought, so that nothing is new next time.
  await evenBoth(host, guest);
  await reopen(host, guest);
  const quiet = await bytesBoth(host, guest);

  await close(guest);
  const sealed = await inPage(host.page, (bench, tools) => bench.meeting.take(tools), host.free.splice(0, behindBy));
  await reopenHost(host);
  await inPage(guest.page, (bench, id) => bench.meeting.open(id), guest.workshop);
  const behind = await bytesBoth(host, guest);
  await close(guest);
  const seen = await seenTakings(host, guest, site);
  console.error(JSON.stringify({ quiet, behind, sealed, seen: median(seen.app), floor: median(seen.floor) }));
  return { quiet, behind, sealed, seen: seen.app, seenFloor: seen.floor };
}

const close = ({ page }: Phone): Promise<void> => inPage(page, (bench) => bench.meeting.close(), null);

async function reopenHost(host: Phone): Promise<void> {
  await close(host);
  await inPage(host.page, (bench, id) => bench.meeting.open(id), host.workshop);
}

async function reopen(host: Phone, guest: Phone): Promise<void> {
  await close(guest);
  await reopenHost(host);
  await inPage(guest.page, (bench, id) => bench.meeting.open(id), guest.workshop);
}

/** Until both are even and have as many facts. */
async function evenBoth(host: Phone, guest: Phone): Promise<void> {
  for (let known = [0, 1]; known[0] !== known[1];) {
    const facts = Math.max(...known, ...(await factsOf(host, guest)));
    for (const { page } of [host, guest])
      await inPage(page, (bench, most) => bench.meeting.even({ facts: most }), facts);
    known = await factsOf(host, guest);
  }
}
const factsOf = (...phones: readonly Phone[]): Promise<number[]> =>
  Promise.all(phones.map(({ page }) => inPage(page, (bench) => bench.meeting.facts(), null)));

/** All that went over the links of both since the host was opened, without the greetings. */
async function bytesBoth(host: Phone, guest: Phone): Promise<number> {
  await evenBoth(host, guest);
  // The last answers are on their way.
  await host.page.waitForTimeout(1000);
  const links = (await tallies(host)).filter(({ kind }) => kind === 'now');
  return sum(links.flatMap(({ sent, received }) => [...sent.slice(greeting), ...received.slice(greeting)]));
}
/** Frames of each end before anything is said: hello and proof. */
const greeting = 2;

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);
const tallies = ({ page }: Phone): Promise<readonly LinkTally[]> =>
  inPage(page, (bench) => bench.meeting.links(), null);

/** A bare channel between the two pages. */
async function connect(host: Pick<Phone, 'page'>, guest: Pick<Phone, 'page'>): Promise<void> {
  for (const { page } of [host, guest]) await inPage(page, (bench) => bench.meeting.channel.renew(), null);
  const offer = await inPage(host.page, (bench) => bench.meeting.channel.offer(), null);
  const answer = await inPage(guest.page, (bench, said) => bench.meeting.channel.answer(said), offer);
  await inPage(host.page, (bench, said) => bench.meeting.channel.accept(said), answer);
}

/** The app itself is open on the guest's screen, at the tool that the host takes. */
async function seenTakings(
  host: Phone,
  guest: Phone,
  site: Site,
): Promise<{ readonly app: number[]; readonly floor: number[] }> {
  const times: { app: number[]; floor: number[] } = { app: [], floor: [] };
  const since = await inPage(host.page, (bench) => bench.meeting.now(), null);
  await connect(host, guest);
  const log = await inPage(host.page, (bench) => bench.meeting.log(), null);
  const tools = host.free.splice(0, takings.warmUp + takings.counted);
  const screen = await guest.page.context().newPage();
  for (const [at, tool] of tools.entries()) {
    await screen.goto(`${site.app}#/t/${tool}`);
    await screen.getByRole('button', { name: 'Je prends' }).waitFor();
    if (at === 0) await inPage(host.page, (bench, from) => bench.meeting.even({ since: from }), since);
    const isAppFirst = at % 2 === 0;
    let app = isAppFirst ? await seenTaking(host, screen, tool) : 0;
    const order = { workshop: host.workshop, log, tool };
    let floor = await inPage(host.page, (bench) => bench.meeting.channel.roundTrip(600), null);
    floor += await screen.evaluate(oneFrame);
    for (const { page } of [host, guest])
      floor += await inPage(
        page,
        (bench, { workshop: id, log: by, tool: of }) => bench.meeting.strict(id, by, of),
        order,
      );
    if (!isAppFirst) app = await seenTaking(host, screen, tool);
    if (at < takings.warmUp) continue;
    times.app.push(app);
    times.floor.push(floor);
  }
  await screen.close();
  return times;
}

/** From the command on one phone to the first frame of the other after the tool's act there is another. */
async function seenTaking(host: Phone, screen: Page, tool: ToolId): Promise<number> {
  await screen.evaluate(watchActs);
  const begun = await inPage(host.page, (bench, id) => bench.meeting.takeOne(id), tool);
  return (await screen.evaluate(() => window.seenTaken)) - begun;
}

declare global {
  interface Window {
    /** When the watched page showed another act. */
    seenTaken: Promise<number>;
  }
}

/** Runs in the app's page. */
function watchActs(): void {
  const acts = (): string => document.querySelector('.acts')?.textContent ?? '';
  window.seenTaken = new Promise((resolve) => {
    const look = (): void => {
      if (acts() === '' || acts().includes('Je prends')) return;
      watching.disconnect();
      requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
    };
    const watching = new MutationObserver(look);
    watching.observe(document, { childList: true, subtree: true, characterData: true });
    look();
  });
}

/** Runs in the app's page: from one frame to the next. */
const oneFrame = (): Promise<number> =>
  new Promise((resolve) =>
    requestAnimationFrame((first) => requestAnimationFrame((second) => resolve(second - first))),
  );

async function startOften(phone: Phone): Promise<void> {
  const isOpen = await inPage(phone.page, (bench) => bench.meeting.isOpen(), null);
  if (isOpen) await close(phone);
  const order = { workshop: phone.workshop, times: manyStarts };
  await inPage(phone.page, (bench, { workshop, times }) => bench.meeting.starts(workshop, times), order);
  if (isOpen) await inPage(phone.page, (bench, id) => bench.meeting.open(id), phone.workshop);
}
