import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decideAddFile,
  decideAddPhoto,
  decideAddTool,
  decideRemoveFile,
  decideRemovePhoto,
} from '#domain/decide/describe.ts';
import type { Body } from '#domain/fact.ts';
import { toolStream } from '#domain/ids.ts';
import { settleBlobs } from '#domain/settle/blobs.ts';
import { createAtelier, idOf, photoOf, type Phone } from '#tests/support/facts.ts';

const drill = idOf.tool('drill');
const manual = { blob: idOf.blob('manual'), key: photoOf('manual').full.key, size: 40_000, type: 'application/pdf' };

function atelierOfPictures() {
  const atelier = createAtelier();
  const [ana, ben] = [atelier.phone('Ana', 'steward'), atelier.phone('Ben')];
  ana.act(decideAddTool(drill, { name: 'Drill' }, { now: ana.now() }));
  ana.meets(ben);
  return { ana, ben };
}
const blobsOf = (phone: Phone) => settleBlobs(toolStream(drill), [...phone.seen.values()], phone.context());
const wanted = (phone: Phone) =>
  blobsOf(phone)
    ?.wanted.map(({ blob }) => blob)
    .toSorted();

test('photos and files are wanted until they are taken away, whoever adds and removes', () => {
  const { ana, ben } = atelierOfPictures();
  expect(blobsOf(ana)).toBeNull();
  const photo = photoOf('side');
  ana.act(decideAddPhoto(ana.tool(drill), photo, ana.now()));
  ana.act(decideAddFile(ana.tool(drill), manual, ' Notice ', ana.now()));
  expect(ana.tool(drill).files).toEqual([{ ...manual, title: 'Notice' }]);
  ana.meets(ben);
  expect(wanted(ben)).toEqual([photo.full.blob, photo.thumb.blob, manual.blob].toSorted());
  expect(
    blobsOf(ben)
      ?.wanted.map(({ sort }) => sort)
      .toSorted(),
  ).toEqual(['file', 'full', 'thumb']);
  ben.act(decideRemovePhoto(ben.tool(drill), photo.full.blob, ben.now()));
  ben.act(decideRemoveFile(ben.tool(drill), manual.blob, ben.now()));
  expect(wanted(ben)).toEqual([]);
  expect(blobsOf(ben)?.gone).toEqual([photo.full.blob, photo.thumb.blob, manual.blob].toSorted());
  expect(ben.tool(drill).files).toEqual([]);
});

test('a kind of a later version has its pictures fetched; what is malformed, or far too large, has not', () => {
  const { ana } = atelierOfPictures();
  const write = (kind: string, body: Body) => ana.write({ kind, streams: [toolStream(drill)], at: 1, after: [], body });
  write('xrayed', { views: [photoOf('one'), photoOf('two')], words: 'all well' });
  write('photoAdded', { photo: { full: photoOf('three').full } });
  write('photoAdded', { photo: { ...photoOf('four'), full: { ...photoOf('four').full, size: 1e12 } } });
  expect(wanted(ana)).toEqual(
    [photoOf('one'), photoOf('two')]
      .flatMap(({ full, thumb }) => [full.blob, thumb.blob])
      .concat(photoOf('four').thumb.blob)
      .toSorted(),
  );
});

test('what calls itself a thumbnail and is large waits its turn', () => {
  const { ana } = atelierOfPictures();
  const photo = photoOf('side');
  ana.act(decideAddPhoto(ana.tool(drill), { ...photo, thumb: { ...photo.thumb, size: 300_000 } }, ana.now()));
  expect(blobsOf(ana)?.wanted.map(({ sort }) => sort)).toEqual(['full', 'full']);
});

test('the same in any order, doubled, or in parts', () => {
  const { ana, ben } = atelierOfPictures();
  for (const name of ['a', 'b', 'c']) ana.act(decideAddPhoto(ana.tool(drill), photoOf(name), ana.now()));
  ana.meets(ben);
  ben.act(decideRemovePhoto(ben.tool(drill), photoOf('b').full.blob, ben.now()));
  ana.act(decideAddFile(ana.tool(drill), manual, 'Notice', ana.now()));
  ana.act(decideRemoveFile(ana.tool(drill), manual.blob, ana.now()));
  ana.meets(ben);
  const facts = [...ana.seen.values()];
  const settled = settleBlobs(toolStream(drill), facts, ana.context());
  const details = fc.check(
    fc.property(fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 }), (shuffled) => {
      expect(settleBlobs(toolStream(drill), shuffled, ana.context())).toEqual(settled);
    }),
  );
  if (details.failed) throw new Error(fc.defaultReportMessage(details) ?? '', { cause: details.errorInstance });
});

test('a file without a title is refused', () => {
  const { ana } = atelierOfPictures();
  expect(decideAddFile(ana.tool(drill), manual, '  ', 1)).toMatchObject({
    ok: false,
    refusal: { kind: 'name-missing' },
  });
  expect(decideAddFile(ana.tool(drill), manual, 'x'.repeat(200), 1)).toMatchObject({
    ok: false,
    refusal: { kind: 'text-too-long', field: 'title' },
  });
});
