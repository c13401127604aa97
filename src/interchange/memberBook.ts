import { foldName } from './cleanText.ts';

/** Somebody of the file: a member without a phone to be, or one the workshop has. */
export interface ImportedMember {
  readonly key: string;
  readonly name: string;
  readonly contact: string | null;
  /** Index in the members given, when the workshop has a member of that name. */
  readonly existing: number | null;
  /** Rows that name them. */
  readonly rows: number;
}

export interface MemberBook {
  meet(name: string, contact: string): { readonly member: ImportedMember; readonly isNew: boolean };
  named(key: string): ImportedMember | undefined;
  all(): readonly ImportedMember[];
}

/**
 * One person per name and contact. Two Anas with two addresses are two people; an Ana without one is taken for the
 * Ana met first.
 */
export const createMemberBook = (existing: readonly { readonly name: string }[]): MemberBook => {
  const known = new Map(existing.map(({ name }, at) => [foldName(name), at]));
  const byKey = new Map<string, ImportedMember>();
  const keysByName = new Map<string, string[]>();
  const keyFor = (name: string, contact: string): string => {
    const keys = keysByName.get(name) ?? [];
    if (contact === '') return keys[0] ?? name;
    const withContact = `${name}\u0000${foldName(contact)}`;
    const unreached = keys.find((key) => byKey.get(key)?.contact === null);
    return byKey.has(withContact)
      ? withContact
      : (keys.find((key) => foldName(byKey.get(key)?.contact ?? '') === foldName(contact)) ?? unreached ?? withContact);
  };
  return {
    meet(name, contact) {
      const folded = foldName(name);
      const key = keyFor(folded, contact);
      const before = byKey.get(key);
      const member: ImportedMember = {
        key,
        name: before?.name ?? name,
        contact: before?.contact ?? (contact === '' ? null : contact),
        existing: before?.existing ?? known.get(folded) ?? null,
        rows: (before?.rows ?? 0) + 1,
      };
      byKey.set(key, member);
      if (before === undefined) keysByName.set(folded, [...(keysByName.get(folded) ?? []), key]);
      return { member, isNew: before === undefined && member.existing === null };
    },
    named: (key) => byKey.get(key),
    all: () => [...byKey.values()],
  };
};
