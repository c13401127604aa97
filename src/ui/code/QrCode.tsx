import { useEffect, useState } from 'react';
import { useApp } from '../hooks/useApp.ts';
import './code.css';

/** A text as a code for another phone's camera; nothing until it is drawn. */
export const QrCode = ({ text, label }: { readonly text: string; readonly label: string }) => {
  const { device } = useApp();
  const [drawn, setDrawn] = useState<{ readonly path: string; readonly size: number } | null>(null);
  useEffect(() => {
    let isOver = false;
    void device.screenCode(text).then((code) => isOver || setDrawn(code));
    return () => {
      isOver = true;
    };
  }, [device, text]);
  return drawn === null ? null : (
    <svg className="qr-code" viewBox={`-4 -4 ${drawn.size + 8} ${drawn.size + 8}`} role="img" aria-label={label}>
      <path d={drawn.path} />
    </svg>
  );
};
