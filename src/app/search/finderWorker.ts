/** The worker behind `openFinder.ts`: reads the shelf by itself, so that the screen never waits for it. */
import { openDatabase } from '#store/database.ts';
import { watchShelf } from '#store/queries/watchShelf.ts';
import { createCatalogue } from './catalogue.ts';
import type { FromFinder, ToFinder } from './finderProtocol.ts';

const port = self as unknown as {
  readonly addEventListener: (type: 'message', listener: (event: MessageEvent<ToFinder>) => void) => void;
  readonly postMessage: (message: FromFinder) => void;
};

const sliceMs = 10;

port.addEventListener('message', ({ data }) => {
  if (data.kind === 'open') serve(data.database);
});

function serve(database: string): void {
  const catalogue = createCatalogue();
  const loaded = new Set<number>();
  let length = Infinity;
  let hasTrees = false;
  let held: Extract<ToFinder, { kind: 'ask' }> | null = null;
  let isTold = false;
  let isIndexing = false;

  /** One word of news for many changes: an import brings hundreds of them. */
  const tell = (): void => {
    if (isTold) return;
    isTold = true;
    setTimeout(() => {
      isTold = false;
      port.postMessage({ kind: 'changed' });
    }, 80);
  };
  const isRead = (): boolean => loaded.size >= length && hasTrees;
  /**
   * In slices of time, so that a question waits for one slice at most, also on a slow phone. Not before all is read: the
   * first question waits for that, and what was indexed without its place would be indexed again.
   */
  const indexOn = (): void => {
    if (isIndexing || !isRead()) return;
    isIndexing = true;
    const slice = (): void => {
      const end = performance.now() + sliceMs;
      while (catalogue.index(20) > 0) if (performance.now() > end) return void setTimeout(slice, 0);
      isIndexing = false;
      // What was looked for in names alone is now found everywhere.
      tell();
    };
    setTimeout(slice, 0);
  };
  /** A question that came before the shelf was read is held: half an answer would look like tools gone. */
  const answer = (question: NonNullable<typeof held>): void => {
    if (!isRead()) held = question;
    else port.postMessage({ kind: 'answer', n: question.n, answer: catalogue.ask(question.question) });
  };
  const answerHeld = (): void => {
    const question = held;
    held = null;
    if (question !== null) answer(question);
  };
  watchShelf(openDatabase(database), {
    length: (stretches) => {
      length = stretches;
    },
    stretch: (n, entries) => {
      catalogue.put(n, entries);
      loaded.add(n);
      answerHeld();
      indexOn();
      tell();
    },
    trees: (places, categories) => {
      catalogue.setTrees(places, categories);
      hasTrees = true;
      answerHeld();
      indexOn();
      tell();
    },
  });
  port.addEventListener('message', ({ data }) => {
    if (data.kind === 'ask') answer(data);
  });
}
