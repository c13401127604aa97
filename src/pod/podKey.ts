import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { openSigner, type Signer, toFallbackRecord } from '#crypto/signingKey.ts';

const seedLength = 32;

/** The pod's own key, made once: a phone may know a pod again by it. */
export async function openPodKey(dir: string, deps: CryptoDeps): Promise<Signer> {
  const path = join(dir, 'pod.key');
  const seed = readSeed(path) ?? deps.randomBytes(seedLength);
  writeFileSync(path, seed, { mode: 0o600 });
  const opened = await openSigner(await toFallbackRecord(seed), deps);
  if (!opened.ok) throw new Error('a key just made signs');
  return opened.value;
}

function readSeed(path: string) {
  try {
    const seed = new Uint8Array(readFileSync(path));
    return seed.length === seedLength ? seed : null;
  } catch {
    return null;
  }
}
