import type { Fact, FactRef } from '../fact.ts';
import { refOf } from '../fact.ts';
import { groupBy } from '../groupBy.ts';
import type { FactId, LogId } from '../ids.ts';
import {
  type FaultWhat,
  type HowBad,
  type RepairStage,
  careWithdrawn,
  faultClosed,
  faultReported,
  howBads,
  repairNoted,
} from '../kinds/care.ts';
import { bodyOf, personOf } from '../kinds/kind.ts';
import type { Photo } from '../schema.ts';
import { type Who, whoOf } from './custody.ts';
import type { Concern } from './heads.ts';

/** What somebody did or saw while it was being repaired. */
export interface RepairNote {
  readonly ref: FactRef;
  readonly by: Who;
  readonly log: LogId;
  readonly at: number;
  readonly words: string | null;
  readonly parts: string | null;
  readonly photo: Photo | null;
}

/** Something is wrong with a tool, and nobody released it yet. Named by the fact that reported it. */
export interface Fault {
  readonly ref: FactRef;
  readonly by: Who;
  readonly log: LogId;
  readonly at: number;
  /** As said last; of two who judged apart, the worse. */
  readonly bad: HowBad;
  readonly what: FaultWhat;
  readonly missing: readonly string[];
  readonly words: string | null;
  readonly photo: Photo | null;
  readonly stage: RepairStage;
  /** Two who took it in hand apart are both named. */
  readonly inHandOf: readonly Who[];
  /** Oldest first, with something said in each. */
  readonly notes: readonly RepairNote[];
}

export interface Care {
  /** Open ones, the worst first, then the oldest. */
  readonly faults: readonly Fault[];
  readonly withdrawn: ReadonlySet<FactId>;
}

/** Of a later version's word one knows nothing: better not lent than hurt. */
const worst: HowBad = 'unsafe';
const badness = (bad: HowBad): number => howBads.indexOf(bad);

/** One voice about one fault. */
interface Voice {
  readonly fact: Fact;
  readonly fault: FactId;
  readonly closes: boolean;
  readonly bad: HowBad | undefined;
  readonly stage: RepairStage | undefined;
}

/**
 * What is wrong with a tool, from the concern's facts. Ana releases the drill; Ben, who could not know, writes that its
 * cable is bare: what he said is not below her release, so the fault stays open until somebody who knows of both closes
 * it. A fault is closed when all who spoke last closed it.
 */
export function settleCare({ ordered }: Concern, isCounted: (fact: Fact) => boolean): Care {
  const counted = ordered.filter(isCounted);
  const withdrawn = withdrawnIn(counted);
  const lastAmong = createLastAmong(ordered);
  const voices = groupBy(
    counted.flatMap((fact) => voiceOf(fact, withdrawn) ?? []),
    ({ fault }) => fault,
  );
  const faults = counted.flatMap((fact): readonly Fault[] => {
    const said = fact.kind === faultReported.name ? voices.get(fact.id) : undefined;
    const isOpen = said !== undefined && lastAmong(said).some(({ closes }) => !closes);
    return isOpen ? [faultFrom(fact, said, lastAmong)] : [];
  });
  return { faults: faults.toSorted((a, b) => badness(b.bad) - badness(a.bad) || a.at - b.at), withdrawn };
}

/** What was taken back by the log that wrote it. */
function withdrawnIn(counted: readonly Fact[]): ReadonlySet<FactId> {
  const writers = new Map(counted.map((fact) => [fact.id, fact.kind === careWithdrawn.name ? null : fact.log]));
  return new Set(
    counted.flatMap((fact) => {
      const target = bodyOf(careWithdrawn, fact)?.fact.id;
      return target !== undefined && writers.get(target) === fact.log ? [target] : [];
    }),
  );
}

function voiceOf(fact: Fact, withdrawn: ReadonlySet<FactId>): Voice | null {
  const report = bodyOf(faultReported, fact);
  if (report !== null) return { fact, fault: fact.id, closes: false, bad: report.bad ?? worst, stage: 'open' };
  // A report that was taken back ends its fault as a release does: who spoke of it apart is still heard.
  const target = bodyOf(careWithdrawn, fact)?.fact.id;
  if (target !== undefined)
    return withdrawn.has(target) ? { fact, fault: target, closes: true, bad: undefined, stage: undefined } : null;
  if (withdrawn.has(fact.id)) return null;
  const note = bodyOf(repairNoted, fact);
  if (note !== null) return { fact, fault: note.fault.id, closes: false, bad: note.bad, stage: note.stage };
  const closing = bodyOf(faultClosed, fact);
  return closing && { fact, fault: closing.fault.id, closes: true, bad: undefined, stage: undefined };
}

type LastAmong = (voices: readonly Voice[]) => readonly Voice[];

function faultFrom(report: Fact, voices: readonly Voice[], lastAmong: LastAmong): Fault {
  const body = bodyOf(faultReported, report);
  const judged = lastAmong(voices.filter(({ bad }) => bad !== undefined)).flatMap(({ bad }) => bad ?? []);
  const staged = lastAmong(voices.filter(({ stage }) => stage !== undefined));
  const inHand = staged.filter(({ stage }) => stage === 'in-hand');
  return {
    ref: refOf(report),
    by: whoOf(report, personOf(faultReported, report)?.by),
    log: report.log,
    at: report.at ?? 0,
    bad: judged.reduce((one, other) => (badness(other) > badness(one) ? other : one), howBads[0]),
    what: body?.what ?? 'broken',
    missing: body?.missing ?? [],
    words: body?.words ?? null,
    photo: body?.photo ?? null,
    stage: inHand.length > 0 ? 'in-hand' : (staged.at(-1)?.stage ?? 'open'),
    inHandOf: [...new Set(inHand.map(({ fact }) => whoOf(fact, personOf(repairNoted, fact)?.inHandOf)))],
    notes: voices.flatMap(({ fact }) => noteFrom(fact) ?? []),
  };
}

function noteFrom(fact: Fact): RepairNote | null {
  const note = bodyOf(repairNoted, fact);
  if (note === null || (note.words === undefined && note.parts === undefined && note.photo === undefined)) return null;
  return {
    ref: refOf(fact),
    by: whoOf(fact, personOf(repairNoted, fact)?.by),
    log: fact.log,
    at: fact.at ?? 0,
    words: note.words ?? null,
    parts: note.parts ?? null,
    photo: note.photo ?? null,
  };
}

/**
 * Which voices are the last: no other among them was written knowing of them. One walk down for all of one fault, no
 * further than its first voice, so that a long history costs little.
 */
function createLastAmong(ordered: readonly Fact[]): LastAmong {
  const places = new Map(ordered.map(({ id }, at) => [id, at]));
  const below = ordered.map(({ after }) => after.flatMap(({ id }) => places.get(id) ?? []));
  const seenIn = new Int32Array(ordered.length);
  let walk = 0;
  return (voices) => {
    if (voices.length < 2) return voices;
    walk += 1;
    const at = voices.map(({ fact }) => places.get(fact.id) ?? 0);
    const first = at.reduce((least, place) => Math.min(least, place));
    const open = at.flatMap((place) => below[place] ?? []);
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (place < first || seenIn[place] === walk) continue;
      seenIn[place] = walk;
      open.push(...(below[place] ?? []));
    }
    return voices.filter((_, nth) => seenIn[at[nth] ?? 0] !== walk);
  };
}
