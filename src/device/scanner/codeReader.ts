import { ok, refused, type Result } from '#domain/result.ts';
import type { Effort, ReadCode, ScanAnswer, ScanRequest } from './protocol.ts';

export type PictureRefusal = { readonly kind: 'photo-unreadable' } | { readonly kind: 'scanner-broken' };

/** Reads codes off the main thread. One for the whole app; its worker starts at the first use or on `warmUp`. */
export interface CodeReader {
  /** Loads and compiles ahead, so that the first scan is as quick as the others. Call it when nothing else is to do. */
  readonly warmUp: () => void;
  /** The frame is handed over and closed. */
  readonly readFrame: (frame: ImageBitmap, effort: Effort) => Promise<Result<readonly ReadCode[], PictureRefusal>>;
  /** A photo from the gallery or the phone's own camera, with its focus and all its pixels. */
  readonly readPicture: (picture: Blob) => Promise<Result<readonly ReadCode[], PictureRefusal>>;
  readonly stop: () => void;
}

export const createCodeReader = (openWorker: () => Worker = openScanWorker): CodeReader => {
  const waiting = new Map<number, (answer: ScanAnswer) => void>();
  let worker: Worker | undefined;
  let lastId = 0;

  const stop = () => {
    worker?.terminate();
    worker = undefined;
    for (const [id, settle] of waiting) settle({ kind: 'scanner-broken', id, reason: 'stopped' });
    waiting.clear();
  };

  const running = (): Worker => {
    if (worker) return worker;
    worker = openWorker();
    worker.addEventListener('message', ({ data }: MessageEvent<ScanAnswer>) => {
      waiting.get(data.id)?.(data);
      waiting.delete(data.id);
    });
    // A worker that could not be loaded answers nothing, ever; the next request tries a new one.
    worker.addEventListener('error', stop);
    return worker;
  };

  const ask = (request: Unnumbered<ScanRequest>, transfer: Transferable[] = []) =>
    new Promise<Result<readonly ReadCode[], PictureRefusal>>((resolve) => {
      const id = ++lastId;
      waiting.set(id, (answer) => resolve(answer.kind === 'codes' ? ok(answer.codes) : refused({ kind: answer.kind })));
      running().postMessage({ ...request, id }, transfer);
    });

  return {
    warmUp: () => void ask({ kind: 'prepare' }),
    readFrame: (frame, effort) => ask({ kind: 'frame', frame, effort }, [frame]),
    readPicture: (picture) => ask({ kind: 'picture', picture }),
    stop,
  };
};

const openScanWorker = (): Worker => new Worker(new URL('./scanWorker.ts', import.meta.url), { type: 'module' });

/** Distributes over the kinds, so that each keeps its own members. */
type Unnumbered<Request> = Request extends unknown ? Omit<Request, 'id'> : never;
