/**
 * Gives everybody else a turn between slices of long work: the screen, and what the browser read or wrote meanwhile. Not
 * `scheduler.yield`, which lets the work go on before those: an import then waits for the storage it has kept waiting.
 */
export function rest(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
