import type { Deps } from './deps.ts';
import type { Device } from './device.ts';
import type { House } from './house.ts';

/**
 * For the page of last resort: hands out a copy of the current workshop without any screen. False when there is nothing
 * to copy or this device does not hold the key of the house.
 */
export async function rescue(house: House, device: Device, { clock }: Pick<Deps, 'clock'>): Promise<boolean> {
  const known = house.current();
  if (known === null) return false;
  const opened = await house.open(known.id);
  if (!opened.ok) return false;
  const copy = await opened.value.backup();
  opened.value.close();
  if (!copy.ok) return false;
  await device.handOut(new File([copy.value], backupName(known.name, clock.today())));
  return true;
}

/** `circule-la-remise-2026-11-22.circule`: plain letters, whatever the workshop is called. */
export function backupName(workshop: string, today: string): string {
  const plain = workshop
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  return `circule-${plain === '' ? 'atelier' : plain}-${today}.circule`;
}
