import { useCallback, useEffect, useState } from 'react';
import { useApp } from '../../hooks/useApp.ts';

/** What the browser says of its storage; its answers are hints. */
export function useDeviceStorage() {
  const { storage } = useApp().device;
  const [room, setRoom] = useState<{ readonly used: number; readonly quota: number } | null>(null);
  const [isKept, setKept] = useState<boolean | null>(null);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    let isOver = false;
    const look = async () => {
      const [estimate, kept] = await Promise.all([storage.estimate(), storage.isPersisted()]);
      if (isOver) return;
      setRoom(estimate);
      setKept(kept);
    };
    void look();
    return () => {
      isOver = true;
    };
  }, [storage]);
  const ask = useCallback(async () => {
    const kept = await storage.persist();
    setKept(kept);
    setRefused(!kept);
  }, [storage]);
  return { room, isKept, ask, refused };
}
