import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Host {
  readonly url: string;
  /** Ends the server as a person would, and waits until its address answers no more. */
  readonly stop: () => Promise<void>;
}

export interface HostWishes {
  /** 0 or nothing: any free port. Another port than this one is refused. */
  readonly port?: number;
  /** The folder of a built app; `dist/app` unless said otherwise. */
  readonly dir?: string;
  readonly base?: string;
}

const pod = fileURLToPath(new URL('../../dist/pod/main.js', import.meta.url));
const builtApp = process.env['E2E_DIR'] ?? fileURLToPath(new URL('../../dist/app/', import.meta.url));

/** Starts the real, built pod for a test that needs to stop it. */
export function startHost({ port = 0, dir = builtApp, base = '/' }: HostWishes = {}): Promise<Host> {
  // Its own, or it would keep facts in the clone's.
  const data = mkdtempSync(join(tmpdir(), 'circule-data-'));
  const flags = ['--port', String(port), '--dir', dir, '--base', base, '--data', data];
  const child = spawn(process.execPath, [pod, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) =>
    child.once('close', () => {
      rmSync(data, { recursive: true, force: true });
      resolve();
    }),
  );
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (piece: Buffer): void => {
      said += piece.toString();
      const url = /http:\/\/\S+\//.exec(said)?.[0];
      if (url === undefined) return;
      if (port === 0 || new URL(url).port === String(port)) return resolve({ url, stop });
      void stop().then(() => reject(new Error(`port ${String(port)} is busy`)));
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then(() => reject(new Error(`the pod ended before it was ready: ${said}`)));
  });
}
