/** `circule-la-remise-2026-11-22.circule`: told apart in a folder of downloads, on any system. */
export const backupFileName = (workshop: string, day: string): string => {
  const plain = workshop
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return `circule-${plain === '' ? 'atelier' : plain}-${day}.circule`;
};
