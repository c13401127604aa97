// `npm start`: installs what is missing, builds, serves. One process, so that Ctrl+C ends it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install, root, run } from './install.mjs';

const refusal = (await install()) ?? (run('npm', ['run', '--silent', 'build']) ? null : 'The build failed: see above.');
if (refusal === null) {
  await import(pathToFileURL(join(root, 'dist', 'pod', 'main.js')).href);
} else {
  console.error(refusal);
  process.exitCode = 1;
}
