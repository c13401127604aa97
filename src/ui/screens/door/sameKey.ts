/** Whether a key of the house was typed right: small letters, spaces and dashes anywhere, O for 0, I and L for 1. */
export const isSameKey = (typed: string, key: string): boolean => plain(typed) === plain(key);

const plain = (key: string): string =>
  key
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
