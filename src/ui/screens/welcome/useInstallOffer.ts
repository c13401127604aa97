import { useEffect, useState } from 'react';
import { useApp } from '../../hooks/useApp.ts';

/** The browser's offer to install, as soon as it makes one; null where there is none, or no more. */
export function useInstallOffer(): (() => Promise<void>) | null {
  const { device } = useApp();
  const [offer, setOffer] = useState(() => device.installOffer());
  useEffect(() => {
    // The device listens too, and listened first.
    const look = () => setOffer(() => device.installOffer());
    window.addEventListener('beforeinstallprompt', look);
    window.addEventListener('appinstalled', look);
    return () => {
      window.removeEventListener('beforeinstallprompt', look);
      window.removeEventListener('appinstalled', look);
    };
  }, [device]);
  if (offer === null) return null;
  return async () => {
    await offer();
    setOffer(() => device.installOffer());
  };
}
