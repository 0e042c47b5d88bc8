import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { demoKeysSchema, type DemoKeys } from '../demo/demo-keys.js';
import { newDataKeys } from '../modules/platform/sealing/data-keys.js';

/** What an installation without services of its own keeps: database, logs, secret and keys, the demo's keys. */
export const dataFolder = '.data';
/** Where the embedded database lives. */
export const databaseFolder = join(dataFolder, 'postgres');
/** Where workers keep snapshots of whom they hold in memory. */
export const snapshotsFolder = join(dataFolder, 'snapshots');
/** The demo's keys, as JSON. */
export const demoKeysFile = join(dataFolder, 'demo-keys.json');

/**
 * Claims the folder for this process: two would fight over the database. A claim left by a killed process is taken over.
 * @throws Error when another process holds it
 */
export function claimDataFolder(): { release(): void } {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'start.pid');
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (holder > 0 && holder !== process.pid && isStart(holder))
    throw new Error(
      `it is already running here (process ${holder}). Stop it first, with Ctrl-C where it runs.`,
    );
  writeFileSync(file, String(process.pid));
  return { release: () => rmSync(file, { force: true }) };
}

/** Process ids are used again: only another `start` counts. */
function isStart(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.js');
  } catch {
    return false;
  }
}

/** The signing secret of this folder, made once. */
export function signingSecret(): string {
  return madeOnce('secret', () => randomBytes(32).toString('hex'));
}

/** The keys personal data in this folder's database is kept under, made once. What they sealed is lost with them. */
export function dataKeys(): string {
  return madeOnce('data-keys', newDataKeys);
}

function madeOnce(name: string, make: () => string): string {
  const file = join(dataFolder, name);
  mkdirSync(dataFolder, { recursive: true });
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (known !== '') return known;
  const made = make();
  writeWhole(file, made);
  return made;
}

/** The file is there whole or not at all, whenever the power goes; readable by its owner only. */
function writeWhole(file: string, text: string): void {
  const fresh = `${file}.${process.pid}.new`;
  const descriptor = openSync(fresh, 'w', 0o600);
  writeFileSync(descriptor, text);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(fresh, file);
}

/** The demo's keys, or null when there are none to be read. */
export function readDemoKeys(file: string = demoKeysFile): DemoKeys | null {
  if (!existsSync(file)) return null;
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return z.nullable(demoKeysSchema).catch(null).parse(parsed);
}
