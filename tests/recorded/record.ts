/**
 * Records what this commit's build keeps on a phone: every store and record of the demo's database, as a file that every
 * later build must open (`@update`). Run by hand when a slice is final: `npx tsx tests/recorded/record.ts NAME`.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { makeDemo } from '#app/demo/makeDemo.ts';
import { openWorkshop } from '#app/openWorkshop.ts';
import { createCryptoDeps } from '#crypto/cryptoDeps.ts';
import { createPhone, valueOf } from '#tests/support/phone.ts';
import { type Recording, toPlain } from './recording.ts';

const name = process.argv[2];
if (name === undefined) throw new Error('Name the recording');

const phone = createPhone(Date.parse('2026-11-22T10:00:00Z'));
// Locked keys cannot be written to a file: this phone is one whose browser has no Ed25519.
const subtle = new Proxy(globalThis.crypto.subtle, {
  get: (target, key) => {
    if (key === 'generateKey') return () => Promise.reject(new DOMException('no such algorithm', 'NotSupportedError'));
    const value: unknown = Reflect.get(target, key);
    return typeof value === 'function' ? (value.bind(target) as unknown) : value;
  },
});
const deps = { ...phone.deps, crypto: { ...createCryptoDeps(globalThis.crypto as Crypto), subtle } };
const { id, name: workshopName } = valueOf(await makeDemo(deps, () => undefined));
const workshop = valueOf(await openWorkshop(id, deps));
const { dexie } = workshop.db;
const idb = dexie.backendDB();
const recording: Recording = {
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
  workshop: { id, name: workshopName },
  database: {
    name: idb.name,
    version: idb.version,
    stores: await Promise.all(
      dexie.tables.map(async (table) => ({
        name: table.name,
        keyPath: table.schema.primKey.keyPath as string | string[],
        indexes: table.schema.indexes.map(({ name: index, keyPath, multi }) => ({
          name: index,
          keyPath: keyPath as string | string[],
          multi: multi === true,
        })),
        records: (await table.toArray()).map(toPlain),
      })),
    ),
  },
};
writeFileSync(new URL(`./${name}.json.gz`, import.meta.url), gzipSync(JSON.stringify(recording), { level: 9 }));
