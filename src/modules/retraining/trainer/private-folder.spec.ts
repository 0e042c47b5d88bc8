import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inPrivateFolder, sweepPrivateFolders } from './private-folder.js';

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
});
