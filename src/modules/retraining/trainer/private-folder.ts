import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'carousel-retraining-';
const owner = /^carousel-retraining-(\d+)-/;

/** Does work with a folder that only this user may look into, on this machine; whatever comes of it, the folder is removed. */
export async function inPrivateFolder<T>(work: (path: string) => Promise<T>): Promise<T> {
  const path = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  try {
    return await work(path);
  } finally {
    await removeFolder(path);
  }
}

/**
 * Removes such folders of processes that died with them in hand. Called while this process has none: one under its own number is of one
 * before it. One that is not ours to remove stays: it is another user's, or will be swept again.
 */
export async function sweepPrivateFolders(remove = removeFolder): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(owner.exec(name)?.[1] ?? 0);
    if (pid > 0 && (pid === process.pid || !isAlive(pid)))
      await remove(join(tmpdir(), name)).catch(() => undefined);
  }
}

function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    // Another user's process is alive too.
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
}
