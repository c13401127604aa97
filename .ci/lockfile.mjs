// `node .ci/lockfile.mjs`, after a package was added: completes package-lock.json for the systems this one is not.
// A registry that serves only the binaries of one system makes npm leave the others out, and `npm ci` then refuses
// the lockfile everywhere. What is added is what npm would write: name, exact version, system. Nothing is downloaded.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './install.mjs';

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];
const exact = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/** The binaries for other systems that packages of the lockfile name and the lockfile lacks, by their place in it. */
export function missingBinaries(packages) {
  const all = { ...packages };
  const missing = {};
  for (const [at, { optionalDependencies = {}, dev = false }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const binary = binaryOf(name, version, dev);
      if (binary === null || isLocked(all, at, name, version)) continue;
      // Beside the package that wants it, or below it where another version already has that place.
      const beside = `${at.slice(0, at.lastIndexOf('node_modules/'))}node_modules/${name}`;
      const place = all[beside] === undefined ? beside : `${at}/node_modules/${name}`;
      all[place] = binary;
      missing[place] = binary;
    }
  }
  return missing;
}

function binaryOf(name, version, dev) {
  const words = name.replace(/^@/, '').split(/[/-]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor)).slice(0, 1);
  if (!exact.test(version) || cpu.length === 0) return null;
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') && os.includes('linux') ? 'glibc' : null;
  return {
    version,
    cpu,
    ...(dev ? { dev } : {}),
    ...(libc === null ? {} : { libc: [libc] }),
    optional: true,
    ...(os.length === 0 ? {} : { os }),
  };
}

/** As Node finds it: below the package itself, or in any folder above; the first found is the one meant. */
function isLocked(packages, at, name, version) {
  const names = at.split('/node_modules/');
  for (let depth = names.length; depth >= 0; depth -= 1) {
    const folder = names.slice(0, depth).join('/node_modules/');
    const found = packages[folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`];
    if (found !== undefined) return found.version === version;
  }
  return false;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const path = join(root, 'package-lock.json');
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  const missing = missingBinaries(lock.packages);
  const entries = Object.entries({ ...lock.packages, ...missing }).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(entries) }, null, 2)}\n`);
  console.log(`${Object.keys(missing).length} binaries of other systems added to package-lock.json.`);
}
