import { expect, test } from 'vitest';
import { createCodeReader } from '#device/scanner/codeReader.ts';
import type { ReadCode, ScanAnswer, ScanRequest } from '#device/scanner/protocol.ts';

/** A worker that answers when told to. */
class FakeWorker extends EventTarget {
  readonly requests: ScanRequest[] = [];
  ended = false;
  readonly postMessage = (request: ScanRequest) => this.requests.push(request);
  readonly terminate = () => {
    this.ended = true;
  };
  readonly answer = (answer: ScanAnswer) => this.dispatchEvent(new MessageEvent('message', { data: answer }));
}

const open = () => {
  const workers: FakeWorker[] = [];
  const reader = createCodeReader(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  });
  return { reader, workers };
};
const frame = {} as ImageBitmap;
const code: ReadCode = { format: 'QRCode', text: 'a', at: { x: 0, y: 0 } };

test('nothing is loaded before it is needed, and one worker serves all', async () => {
  const { reader, workers } = open();
  expect(workers.length).toBe(0);
  reader.warmUp();
  const read = reader.readFrame(frame, 'fast');
  const photo = reader.readPicture(new Blob());
  expect(workers.length).toBe(1);
  expect(workers[0]?.requests.map(({ kind }) => kind)).toEqual(['prepare', 'frame', 'picture']);
  workers[0]?.answer({ kind: 'photo-unreadable', id: 3 });
  workers[0]?.answer({ kind: 'codes', id: 2, codes: [code] });
  expect(await read).toEqual({ ok: true, value: [code] });
  expect(await photo).toEqual({ ok: false, refusal: { kind: 'photo-unreadable' } });
});

test('a worker that cannot be loaded is a refusal, and the next try gets a new one', async () => {
  const { reader, workers } = open();
  const read = reader.readFrame(frame, 'fast');
  workers[0]?.dispatchEvent(new Event('error'));
  expect(await read).toEqual({ ok: false, refusal: { kind: 'scanner-broken' } });
  expect(workers[0]?.ended).toBe(true);
  const again = reader.readFrame(frame, 'thorough');
  workers[1]?.answer({ kind: 'codes', id: 2, codes: [] });
  expect(await again).toEqual({ ok: true, value: [] });
});

test('stop ends the worker and leaves nobody waiting', async () => {
  const { reader, workers } = open();
  const read = reader.readPicture(new Blob());
  reader.stop();
  expect(await read).toMatchObject({ ok: false });
  expect(workers[0]?.ended).toBe(true);
});
