/** A header as it is compared: `N° Inv.` and `n inv` are one, `Étagère` and `etagere` too. */
export const headerName = (header: string): string =>
  header
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    // `_id` and `id` stand side by side in files that come from a database.
    .replace(/^/, header.startsWith('_') ? '_' : '');
