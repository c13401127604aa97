import { createHash, webcrypto } from 'node:crypto';
import { createCryptoDeps, type CryptoDeps } from '#crypto/cryptoDeps.ts';

/**
 * Node's WebCrypto, with hashes made here and now: a fact has three of them, each some microseconds long, and a way to
 * another thread and back costs more than that. Signatures go to the other threads.
 */
export function createNodeCrypto(): CryptoDeps {
  const subtle = new Proxy(webcrypto.subtle, {
    get(target, name: keyof webcrypto.SubtleCrypto) {
      if (name === 'digest') return digest;
      const method: unknown = target[name];
      return typeof method === 'function' ? (method.bind(target) as unknown) : method;
    },
  });
  return { ...createCryptoDeps(webcrypto), subtle };
}

const nameByAlgorithm: Readonly<Record<string, string>> = { 'SHA-256': 'sha256', 'SHA-512': 'sha512' };

function digest(algorithm: string, bytes: Uint8Array): Promise<ArrayBuffer> {
  const name = nameByAlgorithm[algorithm];
  if (name === undefined) return webcrypto.subtle.digest(algorithm, bytes);
  const hash = createHash(name).update(bytes).digest();
  return Promise.resolve(new Uint8Array(hash).buffer);
}
