import { useLiveQuery } from 'dexie-react-hooks';
import { useCallback } from 'react';
import type { ScannedCode } from '#domain/scannedCode.ts';
import { toolsOfCodes } from '#store/queries/codes.ts';
import { workshopRow } from '#store/queries/tools.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { ownAddress } from './ownAddress.ts';
import { resolveCode, type Resolved } from './resolve.ts';

/** Asks this workshop what a code means. */
export function useResolve(): (code: ScannedCode, byHand: boolean) => Promise<Resolved> {
  const { db } = useWorkshop();
  return useCallback(
    async (code, byHand) => {
      const row = await workshopRow(db);
      return resolveCode(code, {
        toolsOf: (codes) => toolsOfCodes(db, codes),
        ownAddresses: [ownAddress(window.location), row?.labelAddress ?? ''],
        byHand,
      });
    },
    [db],
  );
}

/** The same, live: a label stuck on a tool meanwhile becomes that tool. Undefined until it is known. */
export function useResolved(code: ScannedCode, byHand: boolean): Resolved | undefined {
  const resolve = useResolve();
  return useLiveQuery(() => resolve(code, byHand), [resolve, code, byHand]);
}
