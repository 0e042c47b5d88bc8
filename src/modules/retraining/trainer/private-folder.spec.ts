import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inPrivateFolder, sweepPrivateFolders } from './private-folder.js';

const remove = (path: string) => rm(path, { recursive: true, force: true });
const folderOf = (pid: number) => join(tmpdir(), `carousel-retraining-${pid}-left`);

describe('the folder of exported leads', () => {
  it('is for this user alone and is removed, also where the work fails', async () => {
    let path = '';
    const work = inPrivateFolder((folder) => {
      path = folder;
      writeFileSync(join(folder, 'rows.csv'), 'a');
      expect(statSync(folder).mode & 0o077).toBe(0);
      return Promise.reject(new Error('broke off'));
    });
    await expect(work).rejects.toThrow('broke off');
    expect(existsSync(path)).toBe(false);
  });

  it('is removed after its process died, and left to one that lives', async () => {
    const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
    const { ppid: alive } = process;
    for (const pid of [dead, alive]) mkdirSync(folderOf(pid), { recursive: true });
    try {
      await sweepPrivateFolders();
      expect([existsSync(folderOf(dead)), existsSync(folderOf(alive))]).toEqual([false, true]);
    } finally {
      spawnSync('rm', ['-rf', folderOf(alive)]);
    }
  });

  it('hinders nobody where a folder so called is not ours to remove', async () => {
    const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
    const [stranger, left] = [join(tmpdir(), `carousel-retraining-${dead}-a`), folderOf(dead)];
    for (const path of [stranger, left]) mkdirSync(path, { recursive: true });
    const refused = Object.assign(new Error('not permitted'), { code: 'EPERM' });
    try {
      await sweepPrivateFolders((path) => (path === stranger ? Promise.reject(refused) : remove(path)));
      expect([existsSync(stranger), existsSync(left)]).toEqual([true, false]);
    } finally {
      await remove(stranger);
    }
  });
});
