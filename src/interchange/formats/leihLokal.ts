import { usuallyEmpty, type ForeignFormat } from './foreignFormat.ts';

/** leih.lokal: items, as their database writes them: `-` or 0 for none, instants in milliseconds. */
export const leihLokal: ForeignFormat = {
  name: 'leih-lokal',
  signature: ['itype', 'wc_url', 'wc_id', 'exists_more_than_once', 'synonyms', 'deposit', 'highlight'],
  enough: 3,
  columns: {
    name: 'name',
    id: 'code',
    _id: 'importId',
    brand: 'brand',
    itype: 'model',
    category: 'category',
    description: 'about',
    synonyms: 'otherNames',
    package: 'note',
    parts: 'keep',
    status: 'status',
    image: 'photoLink',
    added: 'createdAt',
    last_update: 'updatedAt',
    manual: 'keep',
    type: 'keep',
  },
  categories: { path: / > /, between: /[,;]/ },
  places: { path: / > /, between: null },
  empty: new Set([...usuallyEmpty, '0']),
};
