import { findFormat, usual, type KnownFormat } from './formats/allFormats.ts';
import type { FormatTarget } from './formats/foreignFormat.ts';
import { headerName } from './headerName.ts';
import { holdsEmail, holdsPhone, mayBeFrenchPhone, mayBePhone } from './contacts.ts';
import type { ColumnMapping, Mapping, MappingReason } from './mapping.ts';
import { readStatus } from './readStatus.ts';
import { readWhat } from './readWhat.ts';
import { mayRepeat, isPersonTarget, type Target } from './target.ts';
import type { Table, TableColumn } from './table.ts';

/** What each column most likely is: by the program that wrote the file, by usual headers, and by what the cells hold. */
export const guessColumns = (table: Table): Mapping => {
  const format = findFormat(table.columns.map(({ header }) => header));
  const sightings = table.columns.map((column) => sightingOf(table, column));
  const proposals = sightings.map((sighting) => proposalFor(sighting, format));
  const rows = isListOfPeople(proposals) ? 'members' : 'tools';
  const settled = settleRivals(withNeighbouringNames(sightings, withSurname(sightings, proposals, rows)));
  const named = rows === 'tools' ? withSomeName(sightings, settled) : settled;
  return {
    format: format.format.name,
    rows,
    columns: sightings.map(({ column, examples }, at) => {
      const proposal = named[at] ?? nothingKnown;
      const final = rows === 'members' && !isPersonTarget(proposal.target) ? leftOutWithPeople(proposal) : proposal;
      const { target, confidence, why, people } = final;
      return { position: column.position, header: column.header, examples, target, confidence, why, people };
    }),
  };
};

/** What can be seen of a column without knowing what it means. */
interface Sighting {
  readonly column: TableColumn;
  readonly cells: readonly string[];
  readonly filled: readonly string[];
  readonly examples: readonly string[];
  /** `bare-phones`: digits as telephones have them here; `bare-numbers`: as they have them overseas, and order numbers too. */
  readonly contacts: 'emails' | 'phones' | 'bare-phones' | 'bare-numbers' | null;
}

interface Proposal extends Pick<ColumnMapping, 'target' | 'confidence' | 'why' | 'people'> {
  /** Lower for the likelier of two columns that would be the same. */
  readonly rank: number;
}

const nothingKnown: Proposal = { target: 'keep', confidence: 'unsure', why: 'unknown', people: null, rank: 0 };

const sightingOf = (table: Table, column: TableColumn): Sighting => {
  const cells = table.rows.map((row) => row.cells[column.position] ?? '');
  const filled = cells.filter((cell) => cell !== '');
  return { column, cells, filled, examples: firstDifferent(filled, 3), contacts: contactsIn(filled) };
};

/** One e-mail address or written-out telephone number makes a column people's; bare digits only when most cells are such. */
const contactsIn = (filled: readonly string[]): Sighting['contacts'] => {
  if (filled.some(holdsEmail)) return 'emails';
  if (filled.some(holdsPhone)) return 'phones';
  const mostly = (fits: (cell: string) => boolean): boolean =>
    filled.length >= 3 && filled.filter(fits).length >= filled.length * 0.6;
  if (mostly(mayBeFrenchPhone)) return 'bare-phones';
  return mostly(mayBePhone) ? 'bare-numbers' : null;
};

const proposalFor = (sighting: Sighting, { format, columns }: KnownFormat): Proposal => {
  const written = sighting.column.header;
  const header = headerName(format.headerOf?.(written) ?? written);
  const own = format.name === 'generic' ? undefined : columns.get(header);
  if (own !== undefined) return fitToContent(sighting, own, 'known-header', 'sure');
  const often = usual.columns.get(header);
  return often === undefined
    ? proposalByContent(sighting, header)
    : fitToContent(sighting, often, 'usual-header', 'likely');
};

const fitToContent = (
  sighting: Sighting,
  { target, rank }: { readonly target: FormatTarget; readonly rank: number },
  why: MappingReason,
  confidence: ColumnMapping['confidence'],
): Proposal => {
  if (target === 'people') return { target: 'leaveOut', confidence, why: 'people', people: 'header', rank };
  if (isPersonTarget(target))
    return { target, confidence, why, people: target === 'holderUntil' ? null : 'header', rank };
  if (betrays(sighting, target, why)) return peopleByContent(sighting);
  const sayNothing = why === 'usual-header' || target === 'what' || target === 'status';
  if (sayNothing && !cellsFit(target, sighting.filled)) return { ...nothingKnown, why: 'unknown' };
  return { target, confidence, why, people: null, rank };
};

/** Whether the cells hold people although the header speaks of something else. */
const betrays = ({ contacts }: Sighting, target: Target, why: MappingReason): boolean => {
  if (contacts === null || contacts === 'bare-numbers' || isFreeText(target)) return false;
  if (contacts === 'emails') return true;
  if (why === 'known-header') return contacts === 'phones' && !holdsNumbers(target);
  return true;
};

/** Texts may mention an address: it is taken out of the text, the text stays. */
const isFreeText = (target: Target): boolean =>
  target === 'about' || target === 'note' || target === 'name' || target === 'contents';
/** Serial and inventory numbers may look like a telephone number, and are none. */
const holdsNumbers = (target: Target): boolean =>
  ['serial', 'code', 'model', 'importId', 'createdAt', 'updatedAt', 'photoLink'].includes(target);

/** "État" is the state of wear in one list and "disponible" in the next; the cells tell. */
const cellsFit = (target: Target, filled: readonly string[]): boolean => {
  if (filled.length === 0) return true;
  const share = (fits: (cell: string) => boolean): number => filled.filter(fits).length / filled.length;
  if (target === 'status') return share((cell) => readStatus(cell) !== null) >= 0.5;
  if (target === 'what') return share((cell) => readWhat(cell) !== null) >= 0.5;
  if (target === 'quantity') return share((cell) => /\d/.test(cell)) >= 0.5;
  if (target === 'importId') return new Set(filled).size === filled.length;
  return true;
};

const proposalByContent = (sighting: Sighting, header: string): Proposal => {
  const { contacts, filled } = sighting;
  const byHeader = personHeader(header);
  if (byHeader !== null) return { target: byHeader, confidence: 'likely', why: 'people', people: 'header', rank: 900 };
  if (contacts !== null && !(contacts === 'bare-numbers' && numberWords.test(header))) return peopleByContent(sighting);
  return filled.length === 0 ? { ...nothingKnown, why: 'empty' } : nothingKnown;
};

const numberWords =
  /\b(?:order|commande|facture|invoice|bestell\w*|isbn|ean|upc|number|numero|nummer|nr|id|code|ref\w*|price|prix|cost)\b/;

const peopleByContent = ({ contacts }: Sighting): Proposal => ({
  target: 'leaveOut',
  confidence: 'likely',
  why: 'people',
  people: contacts === 'emails' ? 'emails' : 'phones',
  rank: 900,
});

/** Headers nobody listed, but with a word in them that means people: "mail du dernier emprunteur". */
const personHeader = (header: string): Target | null => {
  if (!personWords.test(header)) return null;
  if (/\b(?:e ?mail|mail|courriel|tel|telephone|telefon|phone|handy)\b/.test(header)) return 'leaveOut';
  return /\b(?:emprunteu(?:r|se)|borrower|borrowed by|checked out to|assigned to|entleiher|ausleiher|detenteur)\b/.test(
    header,
  )
    ? 'holderName'
    : 'leaveOut';
};
const personWords =
  /\b(?:e ?mail|courriel|tel|telephone|telefon|phone|handy|emprunteu(?:r|se)|borrower|borrowed by|checked out to|assigned to|entleiher|ausleiher|detenteur|owner|proprietaire|donat(?:eur|rice)|donor|prenom|vorname|nachname|first name|last name|surname|customer|kunde|username|adherent|adherente|custodian|birth|birthday|naissance|address|adresse postale|besitzer|eigentumer|employee|salariee?|benevole|volunteer|mitarbeiter)\b/;

/** "Nom" beside "Prénom" is a person's, when another column names the thing or the list is of people. */
const withSurname = (
  sightings: readonly Sighting[],
  proposals: readonly Proposal[],
  rows: Mapping['rows'],
): Proposal[] => {
  const hasFirstName = proposals.some(({ target }) => target === 'holderFirstName');
  const hasLastName = proposals.some(({ target }) => target === 'holderLastName');
  const otherName = proposals.some(({ target }, at) => target === 'name' && !isBareName(sightings[at]));
  const belongs = hasFirstName && !hasLastName && (rows === 'members' || otherName);
  const fullName = rows === 'members' && !hasFirstName && !hasLastName;
  return proposals.map((proposal, at) => {
    if (proposal.target !== 'name' || !isBareName(sightings[at]) || !(belongs || fullName)) return proposal;
    return { ...proposal, target: belongs ? 'holderLastName' : 'holderName', people: 'header' };
  });
};
const isBareName = (sighting: Sighting | undefined): boolean =>
  ['nom', 'name'].includes(headerName(sighting?.column.header ?? ''));

/** People with a way to reach them, and nothing only things have. */
const isListOfPeople = (proposals: readonly Proposal[]): boolean => {
  const has = (...wanted: readonly Target[]): boolean => proposals.some(({ target }) => wanted.includes(target));
  const people = has('holderFirstName', 'holderLastName') || (has('holderContact') && has('name', 'holderName'));
  return (
    people &&
    !has(
      'category',
      'brand',
      'model',
      'serial',
      'code',
      'contents',
      'quantity',
      'about',
      'place',
      'otherNames',
      'what',
    ) &&
    !namesThing(proposals)
  );
};
/** "Outil", "Désignation": before the bare "Nom" and "Name" in the list of usual headers. */
const namesThing = (proposals: readonly Proposal[]): boolean =>
  proposals.some(({ target, why, rank }) => target === 'name' && (why === 'known-header' ? false : rank < thingNames));
const thingNames = usual.columns.get('titel')?.rank ?? 0;

const leftOutWithPeople = (proposal: Proposal): Proposal => ({
  ...proposal,
  target: 'leaveOut',
  people: proposal.people ?? 'header',
});

/** A column of "Firstname Lastname" beside addresses and telephone numbers is the people they belong to. */
const withNeighbouringNames = (sightings: readonly Sighting[], proposals: readonly Proposal[]): Proposal[] =>
  proposals.map((proposal, at) => {
    if (proposal.target !== 'keep' || proposal.why !== 'unknown') return proposal;
    const sighting = sightings[at];
    const beside = [at - 1, at + 1].some((near) => {
      const other = sightings[near];
      return (
        other !== undefined &&
        (proposals[near]?.people ?? null) !== null &&
        other.contacts !== null &&
        filledTogether(sighting, other)
      );
    });
    if (!beside || sighting === undefined || !mostlyNames(sighting.filled)) return proposal;
    return { target: 'holderName', confidence: 'unsure', why: 'content', people: 'names', rank: 901 };
  });

const mostlyNames = (filled: readonly string[]): boolean =>
  filled.length > 0 && filled.filter((cell) => personName.test(cell)).length >= filled.length * 0.8;
const personName = /^\p{Lu}[\p{L}'’.-]*(?: (?:(?:de|du|la|le|von|van|den|der|da|di|el) ?)*\p{Lu}[\p{L}'’.-]*){0,3}$/u;

const filledTogether = (one: Sighting | undefined, other: Sighting): boolean => {
  if (one === undefined || other.filled.length === 0) return false;
  const both = other.cells.filter((cell, row) => cell !== '' && one.cells[row] !== '').length;
  return both >= other.filled.length * 0.8;
};

const ease = { sure: 0, likely: 1, unsure: 2 } as const;

/** Of two columns that would be the same and cannot, the surer one is; the other is kept, or left out if it is people's. */
const settleRivals = (proposals: readonly Proposal[]): Proposal[] => {
  const winners = new Map<Target, Proposal>();
  for (const proposal of proposals) {
    const best = winners.get(proposal.target);
    if (best === undefined || isBetter(proposal, best)) winners.set(proposal.target, proposal);
  }
  return proposals.map((proposal) => {
    if (mayRepeat(proposal.target) || winners.get(proposal.target) === proposal) return proposal;
    return { ...proposal, target: proposal.people === null ? 'keep' : 'leaveOut', why: 'taken' };
  });
};
const isBetter = (one: Proposal, other: Proposal): boolean =>
  ease[one.confidence] - ease[other.confidence] < 0 || (one.confidence === other.confidence && one.rank < other.rank);

/** No header says "name": the first column of many different short texts is the best there is. */
const withSomeName = (sightings: readonly Sighting[], proposals: readonly Proposal[]): Proposal[] => {
  if (proposals.some(({ target }) => target === 'name')) return [...proposals];
  const at = sightings.findIndex(({ filled, cells }, index) => {
    const proposal = proposals[index];
    if (proposal?.target !== 'keep' || proposal.people !== null) return false;
    const words = filled.filter((cell) => /\p{L}{2}/u.test(cell) && cell.length <= 120 && !/^https?:/i.test(cell));
    return words.length >= cells.length * 0.7 && new Set(words).size >= words.length * 0.5;
  });
  return proposals.map((proposal, index) =>
    index === at ? { target: 'name', confidence: 'unsure', why: 'content', people: null, rank: 902 } : proposal,
  );
};

const firstDifferent = (cells: readonly string[], count: number): string[] => {
  const found = new Set<string>();
  for (const cell of cells) {
    found.add(cell);
    if (found.size === count) break;
  }
  return [...found];
};
