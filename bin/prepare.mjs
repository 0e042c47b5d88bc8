// Makes a fresh clone runnable: installs packages when they are missing or other than the lock file says, and builds when
// a source is newer than the build. Plain JavaScript on Node alone, as it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const installed = join(root, 'node_modules', '.package-lock.json');
const built = join(root, 'dist', '.built');
const timeOf = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
const newestIn = (folder) =>
  !existsSync(folder)
    ? 0
    : readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
        .reduce((newest, entry) => Math.max(newest, timeOf(join(entry.parentPath, entry.name))), 0);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Carousel needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}
if (!isInstalled()) {
  step('Installing packages (about a minute, once)', process.platform === 'win32' ? 'npm.cmd' : 'npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
}
if (
  timeOf(built) <
  Math.max(
    ...['src', 'migrations', 'test'].map((folder) => newestIn(join(root, folder))),
    timeOf(join(root, 'nest-cli.json')),
    timeOf(installed),
  )
) {
  step('Building', process.execPath, [
    join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'),
    'build',
  ]);
  step('Bundling', process.execPath, [join(root, 'bin', 'bundle.mjs')]);
  writeFileSync(built, '');
}

/** Every package of the lock file is there in its version; those for other platforms need not be. */
function isInstalled() {
  if (!existsSync(installed)) return false;
  const packagesIn = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  const present = packagesIn(installed);
  return Object.entries(packagesIn(join(root, 'package-lock.json'))).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || present[path]?.version === version,
  );
}

function step(title, command, args) {
  const began = Date.now();
  process.stdout.write(`${title} … `);
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0) return console.log(`${((Date.now() - began) / 1000).toFixed(1)} s`);
  console.error(`failed.\n${stdout ?? ''}${stderr ?? ''}${error ?? ''}`);
  process.exit(1);
}
