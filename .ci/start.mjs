// `npm start`: installs what is missing, builds, serves. One process, so that Ctrl+C ends it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install, root, run } from './install.mjs';

const refusal = (await install()) ?? (run('npm', ['run', '--silent', 'build']) ? null : 'The build failed: see above.');
if (refusal === null) {
  // Whoever ends npm ends the shell between npm and this process, and the shell tells nobody.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
  await import(pathToFileURL(join(root, 'dist', 'pod', 'main.js')).href);
} else {
  console.error(refusal);
  process.exitCode = 1;
}
