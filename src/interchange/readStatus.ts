import type { RetireReason } from '#domain/kinds/tool.ts';
import { headerName } from './headerName.ts';

export type ImportedStatus =
  /** Here or out: custody says that, not a column. */
  | { readonly kind: 'usable' }
  /** Said of a thing that is there but not in use now; kept as written until care has a word for it. */
  | { readonly kind: 'not-now' }
  | { readonly kind: 'retired'; readonly reason: RetireReason };

/** What another program's word for a thing's state means; `null` when we do not know it. */
export const readStatus = (cell: string): ImportedStatus | null => {
  const word = headerName(cell);
  for (const [kind, words] of known) if (words.has(word)) return kind;
  return null;
};

const set = (words: string): ReadonlySet<string> => new Set(words.split(', '));
const retired = (reason: RetireReason): ImportedStatus => ({ kind: 'retired', reason });
const known: readonly (readonly [ImportedStatus, ReadonlySet<string>])[] = [
  [
    { kind: 'usable' },
    set(
      'active, available, disponible, libre, dispo, oui, yes, ja, ok, in stock, instock, en stock, ready to deploy, deployable, deployed, ready, in use, en service, en etat, bon, bon etat, tres bon etat, etat neuf, neuf, comme neuf, moyen, correct, new, good, very good, like new, fair, excellent, usage, gut, sehr gut, neu, gebraucht, verfugbar, auf lager, vorhanden, frei, checked out, checked in, in custody, on loan, outofstock, out of stock, emprunte, prete, sorti, verliehen, ausgeliehen, reserved, reserve, reserviert, here, present',
    ),
  ],
  [
    { kind: 'not-now' },
    set(
      'pending, maintenance, in maintenance, en maintenance, repair, in repair, in reparatur, reparatur, en reparation, a reparer, reparation, out for repair, out for diagnostics, in repairs, needs repair, undeployable, non disponible, indisponible, unavailable, no, non, nein, broken, casse, en panne, panne, hors d usage, defekt, kaputt, damaged, endommage, poor, mauvais, mauvais etat, incomplete, incomplet, on order, reparieren, repairing, onbackorder, forsale, quarantine',
    ),
  ],
  [
    retired('lost'),
    set(
      'lost, missing, lost stolen, stolen, perdu, vole, manquant, introuvable, disparu, verloren, gestohlen, vermisst',
    ),
  ],
  [retired('broken'), set('broken not fixable, irreparable, hors service, hs, totalschaden')],
  [retired('worn'), set('worn out, use, usage fini, verschlissen, end of life')],
  [retired('given'), set('given, given away, donated, donne, vendu, sold, verkauft, verschenkt')],
  [
    retired('other'),
    set(
      'retired, archived, archive, deleted, supprime, reforme, mis au rebut, rebut, inactive, inactif, ausgemustert, geloscht, disposed, discarded, withdrawn, retire',
    ),
  ],
];
