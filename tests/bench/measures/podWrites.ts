import { join } from 'node:path';
import Database from 'libsql';
import type { Bytes } from '#crypto/bytes.ts';
import { createCarrier, type Carrier } from '#session/carrier.ts';
import { createConversation } from '#session/conversation.ts';
import { toFrames } from '#session/frames.ts';
import { shakeHands, spokenVersions } from '#session/handshake.ts';
import type { CarriedFact } from '#session/ledger.ts';
import type { Link } from '#session/link.ts';
import { encodeMessage } from '#session/messages.ts';
import { createPodHome, type PodProcess } from '#tests/support/podProcess.ts';
import { ledgerOf, linkToPod, phoneOf, timerOfTests } from '#tests/support/podPhone.ts';
import {
  createSealedWorkshop,
  cryptoOfTests,
  type Pen,
  type SealedWorkshop,
  verifyOfTests,
} from '#tests/support/sealedWorkshop.ts';
import { atLeast, type Figure, median, told } from '../figure.ts';

const most = 100;
const factsEach = 120;
const alone = 1500;
const rounds = 3;
const floorMs = 1500;

/**
 * How many facts a second a pod says to have stored, beside how often SQLite commits one row of that size on this disk.
 * Phones that only write: each sends what it has, four slices of one fact ahead of the answers, as sessions do. Readers
 * would measure the sending to them.
 */
export async function podWrites(): Promise<readonly Figure[]> {
  const home = createPodHome({ built: true });
  try {
    const atelier = await createSealedWorkshop();
    const pens: Pen[] = [];
    while (pens.length < most) pens.push(await atelier.join());
    const pod = await home.start();
    await bringWorkshop(atelier, pod);
    const [floors, singles, grouped]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round += 1) {
      floors.push(commitRate(join(home.dir, `floor-${String(round)}.db`)));
      const [first] = pens;
      if (first !== undefined) singles.push(await writeRate(atelier, pod, [await writing(first, alone)]));
      const all = await Promise.all(pens.map((pen) => writing(pen, factsEach)));
      grouped.push(await writeRate(atelier, pod, all));
    }
    const floor = median(floors);
    return [
      told('pod, acknowledged facts, 1 connection over SQLite commits', median(singles) / floor, 'x'),
      atLeast('pod, acknowledged facts, 100 connections over SQLite commits', median(grouped), floor, 0.7),
    ];
  } finally {
    await home.remove();
  }
}

async function bringWorkshop(atelier: SealedWorkshop, pod: PodProcess): Promise<void> {
  const ledger = await ledgerOf(atelier);
  await ledger.accept(atelier.all());
  const phone = await phoneOf(atelier, atelier.founder, pod.url, ledger);
  await phone.stored(atelier.founder.facts.length);
  phone.end();
}

interface Writing {
  readonly pen: Pen;
  readonly facts: readonly CarriedFact[];
}

async function writing(pen: Pen, count: number): Promise<Writing> {
  const facts: CarriedFact[] = [];
  while (facts.length < count) facts.push(await pen.take('pour la table du fond'));
  return { pen, facts };
}

/** Everything is sealed, encoded and cut into frames before the clock starts; greetings are over, too. */
async function writeRate(atelier: SealedWorkshop, pod: PodProcess, writings: readonly Writing[]): Promise<number> {
  const carrier = createCarrier(atelier.workshop, cryptoOfTests);
  const lines = await Promise.all(
    writings.map(async ({ pen, facts }) => {
      const link = await linkToPod(pod.url, atelier.workshop);
      const talk = createConversation(link, timerOfTests);
      const deps = {
        workshop: atelier.workshop,
        identity: pen.signer,
        versions: spokenVersions,
        binding: link.binding,
      };
      const crypto = { ...cryptoOfTests, verify: verifyOfTests };
      if ((await shakeHands(talk, { ...deps, crypto, timer: timerOfTests })) === null) throw new Error('not greeted');
      const slices = await Promise.all(facts.map((fact, number) => sliceOf(fact, number, carrier)));
      return { link, slices };
    }),
  );
  const begun = performance.now();
  await Promise.all(lines.map(({ link, slices }) => sendAll(link, slices)));
  const seconds = (performance.now() - begun) / 1000;
  for (const { link } of lines) link.socket.terminate();
  return writings.reduce((sum, { facts }) => sum + facts.length, 0) / seconds;
}

async function sliceOf(fact: CarriedFact, number: number, carrier: Carrier): Promise<readonly Bytes[]> {
  const { log, seq, person } = fact;
  const parts = person === null ? [] : [{ log, seq, bytes: person }];
  return toFrames(
    encodeMessage({ kind: 'slice', number, update: await carrier.encodeUpdate([fact]), parts, branch: null }),
  );
}

const inFlight = 4;

/** Listens in place of the conversation, and reads no more of an answer than it must: the pod is what is measured. */
function sendAll(link: Link, slices: readonly (readonly Bytes[])[]): Promise<void> {
  const stored = (number: number): string =>
    Buffer.from(encodeMessage({ kind: 'stored', number, refused: null })).toString('hex');
  const awaited = new Set(slices.map((_, number) => `00${stored(number)}`));
  let sent = 0;
  const sendNext = (): void => {
    for (const frame of slices[sent] ?? []) void link.send(frame);
    sent += 1;
  };
  return new Promise((resolve, reject) => {
    link.onClose(() => reject(new Error('the pod hung up')));
    link.onFrame((frame) => {
      if (!awaited.delete(Buffer.from(frame).toString('hex'))) return;
      sendNext();
      if (awaited.size === 0) resolve();
    });
    for (let n = 0; n < inFlight; n += 1) sendNext();
  });
}

/** Commits a second of one row of a fact's size, as strict as the pod's own. */
function commitRate(path: string): number {
  const db = new Database(path);
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE facts (n INTEGER PRIMARY KEY, bytes BLOB)',
  );
  const insert = db.prepare('INSERT INTO facts (bytes) VALUES (?)');
  const bytes = new Uint8Array(480);
  const begun = performance.now();
  let count = 0;
  while (performance.now() - begun < floorMs) {
    // A single object would be read as parameters by name.
    insert.run([bytes]);
    count += 1;
  }
  db.close();
  return (count * 1000) / (performance.now() - begun);
}
