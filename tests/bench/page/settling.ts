/** A tool with a very long life, settled, beside the reading of its record. */
import type { Deps } from '#app/deps.ts';
import { foundWorkshop } from '#app/foundWorkshop.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import { type DraftMaker, writeMany } from '#app/writeMany.ts';
import { refOf, type Body, type FactRef } from '#domain/fact.ts';
import type { DutyId, LabelId, MemberId, StreamId, ToolId } from '#domain/ids.ts';
import { codeStream, dutyStream, labelStream, memberStream, toolStream } from '#domain/ids.ts';
import { kindByName } from '#domain/kinds/allKinds.ts';
import { concernOf, settleTool } from '#domain/settle/tool.ts';
import { contextFor } from '#store/settleRows.ts';

export interface SettlingTimes {
  readonly settle: readonly number[];
  readonly read: readonly number[];
  /** The tool's page, from the database to all it shows. */
  readonly whole: readonly number[];
  readonly facts: number;
}

const tool = 'BBBBBBBBBBBBBBBBBBBBBA' as ToolId;
const duty = 'CCCCCCCCCCCCCCCCCCCCCA' as DutyId;
const label = '7K3QX9D2' as LabelId;
const code = { format: 'EAN13', text: '4006381333931' };
const hash = (n: number): string => `${String(n).padStart(42, '0')}A`;

/** What happens to a tool again and again: lent most of all, now and then broken, described, labelled, put away. */
const life: readonly (readonly [string, (n: number, told: Told) => Body, boolean?])[] = [
  ['taken', (n) => ({ until: '2026-03-08', purpose: `la haie du potager, fois ${String(n)}` }), true],
  ['handedOver', () => ({ purpose: 'un banc' }), true],
  ['returned', () => ({}), true],
  ['faultReported', (n) => ({ bad: n % 3 === 0 ? 'unsafe' : 'care', what: 'broken', words: 'la lame a du jeu' }), true],
  ['repairNoted', (_n, { fault }) => ({ fault, stage: 'in-hand', words: 'samedi' }), true],
  ['repairNoted', (_n, { fault }) => ({ fault, stage: 'parts-wanted', parts: 'une lame' }), true],
  ['faultClosed', (_n, { fault }) => ({ fault, how: 'released', words: 'lame changée' }), true],
  ['taken', () => ({ purpose: 'un nichoir' }), true],
  ['returned', () => ({}), true],
  ['taken', () => ({}), true],
  ['withdrawn', (_n, { last }) => ({ fact: last, why: 'undo' }), true],
  ['toolDescribed', (n) => ({ about: `Elle tire à gauche, relevé ${String(n)}.`, spot: 'crochet 7' })],
  ['photoAdded', (n) => ({ photo: { full: picture(2 * n), thumb: picture(2 * n + 1) } })],
  ['taken', () => ({ until: '2026-04-01', purpose: 'les volets de l’école' }), true],
  ['returned', () => ({}), true],
  ['codeClaimed', () => code],
  ['codeReleased', () => code],
  ['labelBound', () => ({ label })],
  ['labelUnbound', () => ({ label })],
  ['photoRemoved', (n) => ({ blob: hash(2 * n) })],
  ['faultReported', () => ({ bad: 'usable', what: 'incomplete', missing: ['étui'] }), true],
  ['careWithdrawn', (_n, { last }) => ({ fact: last }), true],
  ['fileAdded', (n) => ({ title: 'Mode d’emploi', file: file(n) })],
  ['fileRemoved', (n) => ({ blob: hash(n) })],
  ['dutyTakenOn', () => ({}), true],
  ['dutyDone', () => ({ day: '2026-03-08', skipped: ['graisser'] }), true],
  ['dutyGivenBack', () => ({})],
  ['dutyDone', () => ({ day: '2026-03-09' }), true],
  ['dutyUndone', (_n, { last }) => ({ fact: last })],
  ['dutyDescribed', (n) => ({ name: `Graisser la lame, ${String(n)}` })],
  ['dutyEnded', () => ({})],
  ['dutyResumed', () => ({})],
  ['retired', () => ({ reason: 'worn' })],
  ['restored', () => ({})],
];
const picture = (n: number): Body => ({ blob: hash(n), key: hash(n), size: 9, width: 9, height: 9 });
const file = (n: number): Body => ({ blob: hash(n), key: hash(n), size: 9, type: 'application/pdf' });

const once: ReadonlySet<string> = new Set(['toolAdded', 'dutyPlanned']);

/** What later facts name. */
interface Told {
  fault: Body;
  last: Body;
}

function makers(count: number, me: MemberId): readonly DraftMaker[] {
  const told: Told = { fault: {}, last: {} };
  const missing = [...kindByName.values()].filter(
    ({ name, subject }) =>
      (subject === 'tool' || subject === 'duty') && !once.has(name) && !life.some(([kind]) => kind === name),
  );
  if (missing.length > 0) throw new Error(`The measured life lacks ${missing.map(({ name }) => name).join(', ')}`);
  const made = Array.from({ length: count - once.size }, (_, at): DraftMaker => {
    const [kind, say, names = false] = life[at % life.length] ?? life[0] ?? [];
    if (kind === undefined || say === undefined) throw new Error('A life has something in it');
    const round = Math.floor(at / life.length);
    return (headsOf) => {
      const concern = concernOf({ kind, body: say(round, told) }) ?? '';
      const streams = streamsOf(kind);
      const after = headsOf(streams[0] ?? toolStream(tool), concern);
      const head = after.at(-1);
      if (head !== undefined) told.last = bare(head);
      if (kind === 'repairNoted' && life[(at - 1) % life.length]?.[0] === 'faultReported') told.fault = told.last;
      const body = say(round, told);
      return {
        thing: { kind, streams, after, at: 1_700_000_000_000 + at * 60_000, body },
        person: names ? { streams: [memberStream(me)], body: personOf(kind, me) } : null,
      };
    };
  });
  const added: DraftMaker = () => ({
    thing: { kind: 'toolAdded', streams: [toolStream(tool)], after: [], at: 1, body: { name: 'Taille-haie' } },
    person: null,
  });
  const planned: DraftMaker = () => ({
    thing: {
      kind: 'dutyPlanned',
      streams: streamsOf('dutyPlanned'),
      after: [],
      at: 2,
      body: { name: 'Graisser la lame', tool, every: { unit: 'uses', n: 10 }, starts: '2026-01-01' },
    },
    person: null,
  });
  return [added, planned, ...made];
}

const bare = (ref: FactRef): Body => ({ ...refOf(ref) });
const personOf = (kind: string, me: MemberId): Body =>
  kind === 'handedOver' ? { to: me } : kind === 'repairNoted' ? { by: me, inHandOf: me } : { by: me };
const streamsOf = (kind: string): readonly StreamId[] => {
  if (kind.startsWith('duty')) return [dutyStream(duty), toolStream(tool)];
  if (kind.startsWith('label')) return [toolStream(tool), labelStream(label)];
  return kind.startsWith('code') ? [toolStream(tool), codeStream(code.format, code.text)] : [toolStream(tool)];
};

export async function measureSettling(
  { facts, warmUp, counted }: { readonly facts: number; readonly warmUp: number; readonly counted: number },
  deps: Deps,
): Promise<SettlingTimes> {
  const founded = await foundWorkshop({ name: 'Bench', language: 'fr', myName: 'Zoé' }, deps);
  if (!founded.ok) throw new Error(founded.refusal.kind);
  const opened = await openWorkshop(founded.value, deps);
  if (!opened.ok) throw new Error(opened.refusal.kind);
  const { db, cache, pen, me, close } = opened.value;
  const written = await writeMany(pen, makers(facts, (await me()).member), { rest: deps.rest });
  if (!written.ok) throw new Error(written.refusal.kind);
  const times: { settle: number[]; read: number[]; whole: number[] } = { settle: [], read: [], whole: [] };
  let settled = 0;
  for (let round = 0; round < warmUp + counted; round += 1) {
    const begun = performance.now();
    const record = await db.streams.get(toolStream(tool));
    const read = performance.now() - begun;
    const state = await db.state.get('state');
    if (record === undefined || state === undefined) throw new Error('The tool is not here');
    const context = await contextFor(db, await cache.read(state), [record]);
    const at = performance.now();
    const { story, uses, duties } = settleTool(tool, record.facts, context);
    const settle = performance.now() - at;
    settled = story.length;
    if (uses.length < facts / 10 || duties[0]?.dones.length === 0)
      throw new Error('The measured life was not understood');
    if (round >= warmUp) {
      times.read.push(read);
      times.settle.push(settle);
      times.whole.push(performance.now() - begun);
    }
    await deps.rest();
  }
  close();
  // What the story leaves out: who has care on, and how its plan reads.
  if (settled < facts * 0.85) throw new Error(`${String(settled)} of ${String(facts)} facts are told`);
  return { ...times, facts: settled };
}
