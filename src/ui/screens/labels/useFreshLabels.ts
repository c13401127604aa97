import { useEffect, useState } from 'react';
import type { LabelId } from '#domain/ids.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';

/** So many label ids nobody uses, the same ones while the screen is open. Nothing is written until one is bound. */
export function useFreshLabels(count: number): readonly LabelId[] {
  const { commands } = useWorkshop();
  const [fresh, setFresh] = useState<readonly LabelId[]>([]);
  const missing = count - fresh.length;
  useEffect(() => {
    if (missing <= 0) return;
    let isOver = false;
    const make = async () => {
      const more = await commands.newLabels(missing);
      if (!isOver) setFresh((before) => [...before, ...more]);
    };
    void make();
    return () => {
      isOver = true;
    };
  }, [commands, missing]);
  return missing > 0 ? fresh : fresh.slice(0, count);
}
