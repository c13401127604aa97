/** The real pod in a process of its own, as a person starts it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PodProcess {
  /** Of the app; `pod` and `signal` are below it. */
  readonly url: string;
  readonly process: ChildProcess;
  readonly kill: (signal?: NodeJS.Signals) => Promise<void>;
}

export interface PodHome {
  readonly dir: string;
  readonly data: string;
  readonly start: (flags?: readonly string[]) => Promise<PodProcess>;
  /** Runs a command of the pod to its end. */
  readonly run: (...words: readonly string[]) => Promise<{ readonly said: string; readonly code: number | null }>;
  readonly remove: () => Promise<void>;
}

const fromSource = ['--import', 'tsx', 'src/pod/main.ts'];

/** `built`: what people run, from `dist`; else from the source, which needs no build. */
export function createPodHome({ built = false }: { readonly built?: boolean } = {}): PodHome {
  const pod = built ? ['dist/pod/main.js'] : fromSource;
  const dir = mkdtempSync(join(tmpdir(), 'circule-pod-'));
  const data = join(dir, 'data');
  const running = new Set<ChildProcess>();
  const app = join(dir, 'app');
  mkdirSync(app);
  writeFileSync(join(app, 'index.html'), '<!doctype html><title>Circule</title>');

  function spawnPod(words: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, [...pod, ...words, '--data', data], {
      env: { ...process.env, PORT: '0', CIRCULE_WORKSHOPS: 'any' },
    });
    running.add(child);
    child.once('close', () => running.delete(child));
    return child;
  }

  async function start(flags: readonly string[] = []): Promise<PodProcess> {
    const child = spawnPod(['--dir', app, ...flags]);
    let [said, complained] = ['', ''];
    child.stderr?.on('data', (piece: Buffer) => (complained += piece.toString()));
    const url = await new Promise<string>((resolve, reject) => {
      child.once('close', () => reject(new Error(`the pod ended: ${complained}`)));
      child.stdout?.on('data', (piece: Buffer) => {
        said += piece.toString();
        const found = /Open (http:\S+) /.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    return {
      url,
      process: child,
      async kill(signal = 'SIGTERM') {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const closed = once(child, 'close');
        child.kill(signal);
        await closed;
      },
    };
  }

  async function run(...words: readonly string[]) {
    const child = spawnPod(words);
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (piece: Buffer) => (said += piece.toString()));
    await once(child, 'close');
    return { said, code: child.exitCode };
  }

  return {
    dir,
    data,
    start,
    run,
    async remove() {
      await Promise.all(
        [...running].map((child) => {
          const closed = once(child, 'close');
          child.kill('SIGKILL');
          return closed;
        }),
      );
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
