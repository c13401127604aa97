import { useEffect, useState } from 'react';
import type { LabelSheets } from '#app/device.ts';
import { useApp } from '../../hooks/useApp.ts';

/** Geometry and drawing of sheets, loaded when this screen opens; undefined until then. */
export function useLabelSheets(): LabelSheets | undefined {
  const { device } = useApp();
  const [sheets, setSheets] = useState<LabelSheets>();
  useEffect(() => {
    let isOver = false;
    void device.labelSheets().then((loaded) => {
      if (!isOver) setSheets(loaded);
    });
    return () => {
      isOver = true;
    };
  }, [device]);
  return sheets;
}
