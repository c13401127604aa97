import { isPrivateAddress } from '#domain/scannedCode.ts';
import { ownAddress } from '#ui/code/ownAddress.ts';

/** The address as it will be kept, or null when no phone could open it. A missing `https://` is put before it. */
export const readAddress = (typed: string): string | null => {
  const text = typed.trim();
  if (text === '') return null;
  const complete = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(complete)) return null;
  const { protocol, origin, pathname } = new URL(complete);
  return protocol === 'https:' || protocol === 'http:' ? ownAddress({ origin, pathname }) : null;
};

/** Labels printed with it would lead other people's phones nowhere, so printing asks first. */
export const asksFirst = (address: string): boolean => isPrivateAddress(address);
