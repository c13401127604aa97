/** Where a contact leads, when it is a telephone number or an e-mail address; else it is only shown. */
export function contactLink(contact: string): { readonly how: 'call' | 'write'; readonly href: string } | null {
  const text = contact.trim();
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text)) return { how: 'write', href: `mailto:${text}` };
  const digits = text.replace(/[\s().\-/\u00a0\u202f]/gu, '');
  return /^\+?\d{6,15}$/.test(digits) ? { how: 'call', href: `tel:${digits}` } : null;
}
