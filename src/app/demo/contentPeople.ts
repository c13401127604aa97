import type { DemoPerson } from './contentShape.ts';

/** First names only, and contacts from ranges kept for fiction: 06 39 98 and 05 36 49 in France, example.org. */
export const demoPeople: readonly DemoPerson[] = [
  { key: 'lea', name: 'Léa', phone: true, contact: '06 39 98 41 07', likes: ['bois', 'electroportatif', 'cuisine'] },
  {
    key: 'joss',
    name: 'Joss',
    phone: true,
    contact: '06 39 98 12 64',
    likes: ['metal', 'electroportatif', 'chantier'],
  },
  { key: 'nour', name: 'Nour', phone: true, contact: 'nour@example.org', likes: ['jardin', 'velo', 'bar'] },
  {
    key: 'odile',
    name: 'Odile',
    steward: true,
    phone: true,
    contact: '06 39 98 77 30',
    likes: ['couture', 'bois', 'electronique'],
  },
  { key: 'bakary', name: 'Bakary', phone: false, likes: ['bois', 'cuisine', 'fete'] },
  { key: 'tomas', name: 'Tomas', phone: false, contact: '05 36 49 20 18', likes: ['jardin', 'chantier', 'velo'] },
];
