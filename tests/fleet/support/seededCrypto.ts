/** The machine's cryptography with its dice loaded: the same seed gives the same keys, ids and nonces. */
import { createHash, createPrivateKey, createPublicKey, webcrypto } from 'node:crypto';
import type { Bytes } from '#crypto/bytes.ts';
import type { CryptoDeps } from '#crypto/cryptoDeps.ts';

export interface SeededCrypto extends CryptoDeps {
  /** A number between 0 and 1 from the same dice. */
  readonly random: () => number;
}

/** How a PKCS #8 file of such a key begins; the 32 bytes of the secret follow. */
const pkcs8 = {
  Ed25519: Buffer.from('302e020100300506032b657004220420', 'hex'),
  X25519: Buffer.from('302e020100300506032b656e04220420', 'hex'),
} as const;

export function createSeededCrypto(seed: string): SeededCrypto {
  const real = webcrypto.subtle as unknown as SubtleCrypto;
  let count = 0;
  const block = (): Buffer => createHash('sha256').update(`${seed} ${count++}`).digest();

  function randomBytes(length: number): Bytes {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) bytes.set(block().subarray(0, Math.min(32, length - at)), at);
    return bytes;
  }

  async function generateKey(name: keyof typeof pkcs8, extractable: boolean, usages: readonly KeyUsage[]) {
    const secret = Buffer.concat([pkcs8[name], randomBytes(32)]);
    const half = createPublicKey(createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' }));
    const raw = new Uint8Array(Buffer.from(half.export({ format: 'jwk' }).x ?? '', 'base64url'));
    const ofPublic: readonly KeyUsage[] = name === 'Ed25519' ? ['verify'] : [];
    return {
      privateKey: await real.importKey(
        'pkcs8',
        secret,
        name,
        extractable,
        usages.filter((use) => use !== 'verify'),
      ),
      publicKey: await real.importKey('raw', raw, name, true, ofPublic),
    };
  }

  const seeded = {
    generateKey: (name: keyof typeof pkcs8, extractable: boolean, usages: readonly KeyUsage[]) =>
      generateKey(name, extractable, usages),
    // In this thread: no waiting for another one to have room, and always in the same order.
    digest: (name: string, bytes: Uint8Array) =>
      Promise.resolve(new Uint8Array(createHash(name.replace('-', '').toLowerCase()).update(bytes).digest()).buffer),
  };
  const subtle = new Proxy(real, {
    get(target, name: keyof typeof seeded & keyof SubtleCrypto) {
      if (Object.hasOwn(seeded, name)) return seeded[name];
      const value: unknown = target[name];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { subtle, randomBytes, random: () => block().readUInt32BE() / 2 ** 32 };
}
