// Live queries run only where there is an IndexedDB for all.
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { PictureBytes, Workshop } from '#app/workshop.ts';
import type { BlobId } from '#domain/ids.ts';
import { bodyOf } from '#domain/kinds/kind.ts';
import { photoAdded } from '#domain/kinds/tool.ts';
import type { Photo } from '#domain/schema.ts';
import { readPictureBudget, writePictureBudget } from '#store/queries/pictureSettings.ts';
import { createEther } from '#tests/support/ether.ts';
import { foundMeeting, joinMeeting, type MeetingPhone, switchOn } from '#tests/support/meetingPhone.ts';
import { createPhone, foundOn, valueOf } from '#tests/support/phone.ts';

const patience = { timeout: 20_000 };
const pictureOf = (size: number): PictureBytes => ({
  full: { bytes: crypto.getRandomValues(new Uint8Array(size)), width: 1280, height: 960 },
  thumb: { bytes: crypto.getRandomValues(new Uint8Array(9000)), width: 320, height: 240 },
});
const blobsOf = async ({ db }: Workshop): Promise<readonly string[]> =>
  (await db.blobs.toCollection().primaryKeys()).toSorted();

async function twoPhones() {
  const ether = createEther();
  const odile = await foundMeeting(ether);
  const { link } = valueOf(await odile.workshop.commands.invite({ role: 'member', days: 7 }));
  const ben = await joinMeeting(ether, link);
  const close = () => [odile, ben].forEach((each) => each.close());
  return { ether, odile, ben, close };
}
async function addWithPhoto({ workshop }: MeetingPhone, picture = pictureOf(50_000)) {
  const tool = valueOf(await workshop.commands.addTool({ name: 'Perceuse' }));
  valueOf(await workshop.commands.addPhoto(tool, picture));
  return { tool, picture };
}

test('a photo comes to the other phone, opens there, is safe, and goes when it is taken away', async () => {
  const { odile, ben, close } = await twoPhones();
  const { tool, picture } = await addWithPhoto(odile);
  await expect.poll(() => blobsOf(ben.workshop), patience).toHaveLength(2);
  expect(await blobsOf(ben.workshop)).toEqual(await blobsOf(odile.workshop));
  await expect
    .poll(
      async () => (await odile.workshop.db.blobNotes.toArray()).filter(({ phone }) => phone !== undefined),
      patience,
    )
    .toHaveLength(2);
  const facts = (await ben.workshop.db.streams.get(`tool/${tool}` as never))?.facts ?? [];
  const photo = facts.flatMap((fact) => bodyOf(photoAdded, fact)?.photo ?? [])[0] as Photo;
  expect(Buffer.from((await ben.workshop.picture(photo.full)) ?? [])).toEqual(Buffer.from(picture.full.bytes));

  valueOf(await ben.workshop.commands.removePhoto(tool, photo.full.blob));
  await expect.poll(() => blobsOf(ben.workshop), patience).toEqual([]);
  await expect.poll(() => blobsOf(odile.workshop), patience).toEqual([]);
  close();
});

test('beyond its room a phone has thumbnails only, until somebody opens a picture', async () => {
  const { odile, ben, close } = await twoPhones();
  await writePictureBudget(ben.workshop.db, 60_000);
  await addWithPhoto(odile);
  await expect.poll(() => blobsOf(ben.workshop), patience).toHaveLength(2);
  await addWithPhoto(odile);
  await expect.poll(() => blobsOf(ben.workshop), patience).toHaveLength(3);
  expect(await readPictureBudget(ben.workshop.db)).toBe(60_000);
  const missing = await blobsOf(odile.workshop);
  const here = await blobsOf(ben.workshop);
  const [asked] = missing.filter((blob) => !here.includes(blob)) as BlobId[];
  // Opened: it comes, and what was opened longest ago goes, because the other phone has it.
  await ben.workshop.db.blobNotes.put({ id: asked as BlobId, asked: 1, openedAt: 5 });
  await expect.poll(async () => (await blobsOf(ben.workshop)).includes(asked as string), patience).toBe(true);
  await expect.poll(() => blobsOf(ben.workshop), patience).toHaveLength(3);
  close();
});

test('a phone never lets go of a picture of its own that no pod has', async () => {
  const { odile, ben, close } = await twoPhones();
  await addWithPhoto(odile);
  await expect.poll(() => blobsOf(ben.workshop), patience).toHaveLength(2);
  await writePictureBudget(odile.workshop.db, 0);
  await addWithPhoto(odile);
  await expect.poll(() => blobsOf(ben.workshop), patience).toHaveLength(4);
  expect(await blobsOf(odile.workshop)).toHaveLength(4);
  close();
});

test('a photo that was taken alone is there at the next meeting', async () => {
  const { ether, odile, ben, close } = await twoPhones();
  ben.close();
  await addWithPhoto(odile);
  const again = await switchOn(ben.phone, ether, ben.workshop.id);
  await expect.poll(() => blobsOf(again.workshop), patience).toHaveLength(2);
  again.close();
  close();
});

test('a file is kept sealed under a title, and its name on the disk is nowhere', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const tool = valueOf(await workshop.commands.addTool({ name: 'Perceuse' }));
  const bytes = new TextEncoder().encode('%PDF-1.4 the manual of the drill');
  valueOf(await workshop.commands.addFile(tool, { bytes, type: 'application/pdf', title: 'Notice' }));
  const [record] = await workshop.db.blobs.toArray();
  expect(Buffer.from(record?.bytes ?? []).includes('manual')).toBe(false);
  const [row] = await workshop.db.rows('A').pictures.toArray();
  expect(row?.wanted).toMatchObject([{ sort: 'file', size: bytes.length + 28 }]);
  valueOf(await workshop.commands.removeFile(tool, record?.id as BlobId));
  expect((await workshop.db.rows('A').pictures.toArray())[0]).toMatchObject({ wanted: [], gone: [record?.id] });
  workshop.close();
});
