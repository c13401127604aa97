import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/** The pod of an atelier: it serves the app, brings phones together, and keeps facts. It may be killed and started again. */
export interface Pod {
  /** The same at every start: whoever opened the app from there finds it there. */
  readonly url: string;
  readonly start: () => Promise<void>;
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

export interface PodWishes {
  /** A folder: what it keeps. */
  readonly data: string;
  readonly flags?: readonly string[];
  /** A network namespace it runs in, and the address it has there. */
  readonly within?: { readonly namespace: string; readonly host: string };
}

const main = process.env['E2E_POD'] ?? fileURLToPath(new URL('../../../dist/pod/main.js', import.meta.url));
const app = process.env['E2E_DIR'] ?? fileURLToPath(new URL('../../../dist/app/', import.meta.url));

/** Starts the real, built pod on a port of its own. */
export async function startPod({ data, flags = [], within }: PodWishes): Promise<Pod> {
  const port = await freePort();
  const host = within?.host ?? '127.0.0.1';
  const words = [main, '--host', host, '--port', String(port), '--dir', app, '--data', data, ...flags];
  const command =
    within === undefined
      ? [process.execPath, ...words]
      : ['ip', 'netns', 'exec', within.namespace, process.execPath, ...words];
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const started = spawn(command[0] ?? '', command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      const listen = (piece: Buffer): void => {
        said += piece.toString();
        if (said.includes(`:${String(port)}/`)) resolve();
      };
      started.stdout.on('data', listen);
      started.stderr.on('data', listen);
      started.once('close', () => reject(new Error(`the pod ended before it was ready: ${said}`)));
    });
  }
  await start();
  return {
    url: `http://${host}:${String(port)}/`,
    start,
    async stop(signal = 'SIGKILL') {
      if (child === null || child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, 'close');
      child.kill(signal);
      await closed;
    },
  };
}

/** A port nobody listens at just now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
