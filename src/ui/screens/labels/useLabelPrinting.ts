import { useRef, useState } from 'react';
import type { Refusal } from '#domain/refusal.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import type { LabelsToPrint } from './usePrintedLabels.ts';

export interface LabelPrinting {
  /** Labels being noted on their tools; null when nothing is at work. */
  readonly progress: { readonly done: number; readonly of: number } | null;
  readonly refusal: Refusal | null;
  /** Notes the labels first, so that no printed one is unknown, then hands the pages over; false when it stopped. */
  readonly run: (toBind: LabelsToPrint['toBind'], handOver: () => Promise<unknown>) => Promise<boolean>;
  /** What is noted stays noted: those tools have their label already. */
  readonly stop: () => void;
}

/** Labels noted in one transaction: few enough that stopping, and a tap elsewhere, need not wait. */
const sliceSize = 20;

export function useLabelPrinting(): LabelPrinting {
  const { device } = useApp();
  const { commands } = useWorkshop();
  const [progress, setProgress] = useState<LabelPrinting['progress']>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const isStopped = useRef(false);
  const bind = async (toBind: LabelsToPrint['toBind']): Promise<Refusal | null> => {
    for (let done = 0; done < toBind.length && !isStopped.current; done += sliceSize) {
      setProgress({ done, of: toBind.length });
      const bound = await commands.bindLabels(toBind.slice(done, done + sliceSize));
      if (!bound.ok) return bound.refusal;
    }
    return null;
  };
  return {
    progress,
    refusal,
    run: async (toBind, handOver) => {
      isStopped.current = false;
      setRefusal(null);
      const refused = await bind(toBind);
      setProgress(null);
      setRefusal(refused);
      if (refused !== null || isStopped.current) return false;
      if (toBind.length > 0) void device.storage.persist();
      await handOver();
      return true;
    },
    stop: () => {
      isStopped.current = true;
    },
  };
}
