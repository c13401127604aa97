import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import type { Recording } from '#tests/recorded/recording.ts';

export function readRecording(name: string): Recording {
  const file = new URL(`../recorded/${name}.json.gz`, import.meta.url);
  return JSON.parse(gunzipSync(readFileSync(file)).toString()) as Recording;
}

/**
 * Puts a recording on this phone as the build of its commit left it: the database, and the note of known workshops. The
 * page must be of the app's origin and must not have the database open.
 */
export async function playRecording(page: Page, recording: Recording): Promise<void> {
  await page.evaluate(async ({ database, workshop }) => {
    const revive = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(revive);
      if (typeof value !== 'object' || value === null) return value;
      const { $bytes } = value as { readonly $bytes?: string };
      if (typeof $bytes === 'string') return Uint8Array.from(atob($bytes), (character) => character.charCodeAt(0));
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revive(item)]));
    };
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(database.name, database.version);
      opening.onerror = () => reject(new Error('the database could not be made'));
      opening.onsuccess = () => resolve(opening.result);
      opening.onupgradeneeded = () => {
        for (const { name, keyPath, indexes } of database.stores) {
          const store = opening.result.createObjectStore(name, { keyPath });
          for (const index of indexes) store.createIndex(index.name, index.keyPath, { multiEntry: index.multi });
        }
      };
    });
    const transaction = db.transaction(
      database.stores.map(({ name }) => name),
      'readwrite',
    );
    for (const { name, records } of database.stores)
      for (const record of records) transaction.objectStore(name).put(revive(record));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = () => reject(new Error('the records could not be put'));
    });
    db.close();
    const known = { ...workshop, isDemo: true, isDoor: false };
    localStorage.setItem('circule.workshops', JSON.stringify({ current: workshop.id, workshops: [known] }));
  }, recording);
}
