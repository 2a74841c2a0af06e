// Completes package-lock.json after `npm install`: node tools/complete-lock.mjs
//
// A package registry may lack builds of native packages for other platforms. `npm install` then leaves these optional
// packages out of the lock, and `npm ci` refuses the lock as incomplete. This adds an entry for each, with platform and
// processor read from its name, so that `npm ci` passes and skips what does not fit the machine.
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const { packages } = lock;

const OS = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  windows: 'win32',
  freebsd: 'freebsd',
  openbsd: 'openbsd',
  netbsd: 'netbsd',
  sunos: 'sunos',
  android: 'android',
  openharmony: 'openharmony',
  aix: 'aix',
};
const CPU = {
  x64: 'x64',
  arm64: 'arm64',
  arm: 'arm',
  ia32: 'ia32',
  riscv64: 'riscv64',
  ppc64: 'ppc64',
  s390x: 's390x',
  loong64: 'loong64',
  wasm32: 'wasm32',
  armv7: 'arm',
  mips64el: 'mips64el',
  x86: 'ia32',
};
const LIBC = { gnu: 'glibc', gnueabihf: 'glibc', glibc: 'glibc', musl: 'musl', musleabihf: 'musl' };

const pick = (words, table) => [...new Set(words.flatMap((word) => (word in table ? [table[word]] : [])))];

/** The entry that Node's resolution finds for a dependency of the package at `from`. */
function isLocked(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

let added = 0;
for (const [from, parent] of Object.entries(packages))
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    if (isLocked(from, name)) continue;
    const words = name.split(/[/.-]/);
    const [os, cpu, libc] = [pick(words, OS), pick(words, CPU), pick(words, LIBC)];
    packages[`node_modules/${name}`] = {
      version,
      ...(cpu.length ? { cpu } : {}),
      ...(parent.dev ? { dev: true } : {}),
      ...(libc.length ? { libc } : {}),
      optional: true,
      ...(os.length ? { os } : {}),
    };
    added += 1;
  }
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional packages added.`);
