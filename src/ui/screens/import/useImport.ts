import { useCallback, useEffect, useRef, useState } from 'react';
import {
  chooseTarget,
  type ImportFile,
  listing,
  type Mapping,
  mostBytesRead,
  readImportFile,
  type ReadTableOptions,
  type Target,
} from '#app/importing/importFile.ts';
import type { DryRun } from '#app/importing/openImporter.ts';
import type { Imported } from '#app/importing/runImport.ts';
import type { PlannedRow } from '#app/importing/importFile.ts';
import type { Refusal } from '#domain/refusal.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { isFirstTimes } from '../../state/firstTimes.ts';
import type { FileProblem } from './fileWords.ts';
import { keepChoices, withKeptChoices } from './keptChoices.ts';

/** A file somebody chose, as it is read now. */
export interface Chosen {
  readonly name: string;
  readonly size: number;
  readonly bytes: Uint8Array;
  readonly options: ReadTableOptions;
  readonly file: ImportFile;
  readonly dateHabit: 'dmy' | 'mdy';
}

export interface Count {
  readonly done: number;
  readonly of: number;
}

export type Step =
  | { readonly at: 'choose'; readonly problem: FileProblem | null }
  | { readonly at: 'reading' }
  | { readonly at: 'map'; readonly chosen: Chosen }
  | { readonly at: 'look'; readonly chosen: Chosen; readonly run: DryRun }
  | { readonly at: 'write'; readonly count: Count }
  | {
      readonly at: 'done';
      readonly imported: Imported;
      readonly rows: Mapping['rows'];
      readonly refusal: Refusal | null;
    };

/** The way of an import: choose a file, say what its columns are, look at what would come in, write it down. */
export function useImport() {
  const { device } = useApp();
  const workshop = useWorkshop();
  const [step, setStep] = useState<Step>({ at: 'choose', problem: null });
  const writing = useRef<AbortController | null>(null);
  // Leaving the screen stops the writing; what is stored stays, and is listed where one begins.
  useEffect(() => () => writing.current?.abort(), []);

  const show = (
    file: Pick<File, 'name' | 'size'>,
    bytes: Uint8Array,
    options: ReadTableOptions,
    habit: Chosen['dateHabit'],
  ) => {
    const read = readImportFile(bytes, options);
    if (!read.ok) return setStep({ at: 'choose', problem: read.refusal });
    const mapping = withKeptChoices(window.sessionStorage, file, read.value.mapping);
    const { name, size } = file;
    setStep({ at: 'map', chosen: { name, size, bytes, options, dateHabit: habit, file: { ...read.value, mapping } } });
  };

  const change = (chosen: Chosen, mapping: Mapping) => {
    keepChoices(window.sessionStorage, chosen, mapping);
    setStep({ at: 'map', chosen: { ...chosen, file: { ...chosen.file, mapping } } });
  };

  return {
    step,
    begin: () => setStep({ at: 'choose', problem: null }),
    pick: async (file: File) => {
      setStep({ at: 'reading' });
      let bytes: Uint8Array;
      try {
        bytes = new Uint8Array(await file.slice(0, mostBytesRead).arrayBuffer());
      } catch {
        return setStep({ at: 'choose', problem: { kind: 'file-unreadable' } });
      }
      show(file, bytes, {}, 'dmy');
    },
    /** Reads the same bytes again, with what the person says of them. */
    reread: (chosen: Chosen, options: ReadTableOptions) =>
      show(chosen, chosen.bytes, { ...chosen.options, ...options }, chosen.dateHabit),
    choose: (chosen: Chosen, position: number, target: Target) =>
      change(chosen, chooseTarget(chosen.file.mapping, position, target)),
    listsOf: (chosen: Chosen, rows: Mapping['rows']) => change(chosen, listing(chosen.file.mapping, rows)),
    readDays: (chosen: Chosen, dateHabit: Chosen['dateHabit']) =>
      setStep({ at: 'map', chosen: { ...chosen, dateHabit } }),
    map: (chosen: Chosen) => setStep({ at: 'map', chosen }),
    look: (chosen: Chosen, run: DryRun) => setStep({ at: 'look', chosen, run }),
    write: async (chosen: Chosen, { plan, existing }: DryRun, rows: readonly PlannedRow[]) => {
      const stop = new AbortController();
      writing.current = stop;
      const onProgress = (done: number, of: number) => setStep({ at: 'write', count: { done, of } });
      onProgress(0, rows.length);
      const importer = await workshop.importer();
      const result = await importer.run({ plan, existing, rows, signal: stop.signal, onProgress });
      writing.current = null;
      if (result.ok && isFirstTimes(window.localStorage, 'persist', 1)) void device.storage.persist();
      setStep({
        at: 'done',
        imported: result.ok ? result.value : result.refusal,
        rows: chosen.file.mapping.rows,
        refusal: result.ok ? null : result.refusal,
      });
    },
    stop: useCallback(() => writing.current?.abort(), []),
  };
}

export type Import = ReturnType<typeof useImport>;

/** The dry run of a file, made anew whenever a column changes; null until it is there. */
export function useDryRun({ file, dateHabit }: Chosen): { readonly run: DryRun | null; readonly count: Count } {
  const workshop = useWorkshop();
  const [trial, setTrial] = useState<{ readonly of: ImportFile; readonly habit: string; readonly run: DryRun } | null>(
    null,
  );
  const [count, setCount] = useState<Count>({ done: 0, of: file.table.rows.length });
  useEffect(() => {
    const stop = new AbortController();
    const tryIt = async () => {
      const importer = await workshop.importer();
      const watched = { signal: stop.signal, onProgress: (done: number, of: number) => setCount({ done, of }) };
      const run = await importer.dryRun(file, { ...watched, dateHabit });
      if (run !== null && !stop.signal.aborted) setTrial({ of: file, habit: dateHabit, run });
    };
    void tryIt();
    return () => stop.abort();
  }, [workshop, file, dateHabit]);
  return { run: trial?.of === file && trial.habit === dateHabit ? trial.run : null, count };
}
