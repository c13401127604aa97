export type TokenShape = 'round' | 'octagon' | 'square';
export type TokenMetal = 'brass' | 'copper' | 'zinc' | 'slate';
export interface TokenFace {
  readonly shape: TokenShape;
  readonly metal: TokenMetal;
}

const shapes = ['round', 'octagon', 'square'] as const;
const metals = ['brass', 'copper', 'zinc', 'slate'] as const;

/**
 * Shape and metal of a person's token, drawn from the member id: the same on every phone, with nothing to agree on.
 * Twelve faces among dozens of people repeat, so the name always stands beside it.
 */
export const tokenFace = (memberId: string): TokenFace => {
  // FNV-1a, then mixed once more: ids differ in few characters, and the low bits alone would clump.
  let hash = 0x811c9dc5;
  for (let i = 0; i < memberId.length; i += 1) hash = Math.imul(hash ^ memberId.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 0;
  const face = (hash >>> 8) % (shapes.length * metals.length);
  return { shape: shapes[face % shapes.length] ?? 'round', metal: metals[Math.floor(face / shapes.length)] ?? 'brass' };
};
