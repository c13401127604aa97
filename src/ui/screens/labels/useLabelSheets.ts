import { useEffect, useState } from 'react';
import type { LabelSheets } from '#app/device.ts';
import { useApp } from '../../hooks/useApp.ts';

/** Geometry and drawing of sheets, loaded when this screen opens; undefined until then. */
export function useLabelSheets(): LabelSheets | undefined {
  const { device } = useApp();
  const [sheets, setSheets] = useState<LabelSheets>();
  useEffect(() => {
    let isOver = false;
    const load = async () => {
      const loaded = await device.labelSheets();
      if (!isOver) setSheets(loaded);
    };
    void load();
    return () => {
      isOver = true;
    };
  }, [device]);
  return sheets;
}
