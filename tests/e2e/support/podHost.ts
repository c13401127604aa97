import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A pod of its own for one story, which may be killed in it: the built one, serving the built app. */
export interface PodHost {
  readonly url: string;
  readonly kill: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

export async function startPod({
  pod = process.env['E2E_POD'] ?? 'dist/pod/main.js',
  dir = process.env['E2E_DIR'] ?? 'dist/app',
} = {}): Promise<PodHost> {
  const data = await mkdtemp(join(tmpdir(), 'circule-pod-'));
  const child = spawn(process.execPath, [pod, '--port', '0', '--dir', dir, '--data', data], {
    env: { ...process.env, CIRCULE_WORKSHOPS: 'any' },
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.once('close', () => reject(new Error(`the pod ended: ${said}`)));
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece: Buffer) => {
        said += piece.toString();
        const found = /https?:\/\/\S+/.exec(said)?.[0];
        if (found !== undefined) resolve(found);
      });
  });
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'close');
  };
  return {
    url,
    kill,
    remove: async () => {
      await kill();
      await rm(data, { recursive: true, force: true });
    },
  };
}
