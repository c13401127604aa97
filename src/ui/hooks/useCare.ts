import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import type { careFor } from '#store/queries/duties.ts';
import { useApp } from './useApp.ts';
import { useNow } from './useNow.ts';
import { useMe, useWorkshop } from './useWorkshop.ts';

export type Care = Awaited<ReturnType<typeof careFor>>[number];

/** Care that waits for me; undefined until it is read. Its code comes after the first picture. */
export function useCare(): readonly Care[] | undefined {
  const { db } = useWorkshop();
  const { clock } = useApp();
  const member = useMe()?.member;
  useNow(clock);
  const today = clock.today();
  const [read, setRead] = useState<{ readonly careFor: typeof careFor } | null>(null);
  useEffect(() => {
    let isOver = false;
    void import('#store/queries/duties.ts').then(({ careFor }) => isOver || setRead({ careFor }));
    return () => {
      isOver = true;
    };
  }, []);
  return useLiveQuery(
    async () => (read === null || member === undefined ? undefined : read.careFor(db, member, today)),
    [db, read, member, today],
  );
}
