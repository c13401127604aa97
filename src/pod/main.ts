import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createStaticHost, type StaticHostRefusal } from './staticHost.ts';

/** Serves the built app beside this file. The only file of the pod that acts when it is run. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      dir: { type: 'string', default: fileURLToPath(new URL('../app/', import.meta.url)) },
      base: { type: 'string', default: '/' },
      host: { type: 'string', default: process.env['HOST'] ?? '127.0.0.1' },
      port: { type: 'string', default: process.env['PORT'] ?? '4173' },
    },
  });
  const opened = await createStaticHost({ ...values, port: readPort(values.port) });
  if (!opened.ok) {
    console.error(sentenceOf(opened.refusal));
    process.exitCode = 1;
    return;
  }
  const host = opened.value;
  console.log(`Circule est prête. Ouvrez ${host.url} dans un navigateur de cet ordinateur. Ctrl+C pour arrêter.`);
  console.log(`Circule is ready. Open ${host.url} in a browser on this computer. Ctrl+C to stop.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void host.stop());
}

/** Anything that is no port number is answered by the usual port: the address printed is the true one. */
function readPort(wished: string): number {
  return /^\d{1,5}$/.test(wished) && Number(wished) <= 65_535 ? Number(wished) : 4173;
}

function sentenceOf(refusal: StaticHostRefusal): string {
  switch (refusal.kind) {
    case 'no-app-here':
      return `Rien à servir dans ${refusal.dir} : lancez d'abord « npm run build ».\nNothing to serve in ${refusal.dir}: run "npm run build" first.`;
    case 'cannot-listen':
      return `Impossible d'ouvrir un port : ${refusal.reason}\nNo port could be opened: ${refusal.reason}`;
  }
}

await main();
