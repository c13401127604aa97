/** What a column of the file may become. */
export const toolTargets = [
  'name',
  'otherNames',
  'about',
  /** Put under `about`, as a paragraph of its own. */
  'note',
  'category',
  'place',
  'spot',
  'brand',
  'model',
  'serial',
  /** A number or barcode stuck on the thing. */
  'code',
  'contents',
  'quantity',
  'status',
  'retired',
  'retiredReason',
  /** When it came to the workshop. */
  'arrival',
  'createdAt',
  'updatedAt',
  /** Tool, space or supply. */
  'what',
  'photoLink',
  /** The other program's own number for it, by which a second import knows it again. */
  'importId',
] as const;

/** Columns about who has it now; in a list of people, about the person. They become members without a phone. */
export const personTargets = [
  'holderName',
  'holderFirstName',
  'holderLastName',
  'holderContact',
  'holderUntil',
] as const;

export const restTargets = [
  /** Shown with the tool as "from the import". */
  'keep',
  'leaveOut',
] as const;

export const targets = [...toolTargets, ...personTargets, ...restTargets] as const;
export type Target = (typeof targets)[number];
export type PersonTarget = (typeof personTargets)[number];

export const isPersonTarget = (target: Target): target is PersonTarget =>
  (personTargets as readonly Target[]).includes(target);

/** Targets several columns may share; of the others only one column may be each. */
const shared: ReadonlySet<Target> = new Set([
  'otherNames',
  'about',
  'note',
  'category',
  'place',
  'code',
  'contents',
  'holderContact',
  'keep',
  'leaveOut',
]);
export const mayRepeat = (target: Target): boolean => shared.has(target);
