import { liveQuery } from 'dexie';

/** As Dexie's `liveQuery`: tells at once and after each change, or once that it failed. */
type Observe = <Value>(query: () => Promise<Value>) => {
  readonly subscribe: (observer: {
    readonly next: (value: Value) => void;
    readonly error: (error: unknown) => void;
  }) => { readonly unsubscribe: () => void };
};

const patience = 1000;

/** A live query that begins again when it fails: one read lost to a sleeping phone must not leave search blind. */
export function watch<Value>(
  query: () => Promise<Value>,
  onValue: (value: Value) => void,
  {
    onError = () => undefined,
    observe = liveQuery,
  }: { readonly onError?: (error: unknown) => void; readonly observe?: Observe } = {},
): { readonly unsubscribe: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = (): void => undefined;
  const begin = (): void => {
    const subscription = observe(query).subscribe({
      next: onValue,
      error: (error) => {
        stop();
        timer = setTimeout(begin, patience);
        onError(error);
      },
    });
    stop = () => subscription.unsubscribe();
  };
  begin();
  return {
    unsubscribe: () => {
      clearTimeout(timer);
      stop();
    },
  };
}
