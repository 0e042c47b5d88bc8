import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedPostgres, outsideFolder } from '../../src/modules/platform/embedded-postgres.js';

/** Only root keeps its database outside of a home that `nobody` cannot enter. */
const asRoot = process.getuid?.() === 0 ? describe : describe.skip;

asRoot('the database of a root whose home is closed', () => {
  let home: string;
  let outside: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'carousel-home-'));
    chmodSync(home, 0o700);
    outside = dirname(outsideFolder(join(home, 'postgres')));
  });
  afterEach(() => {
    rmSync(outside, { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  });

  it('stands outside, in a folder that only root can change, and starts again from there', async () => {
    for (let start = 0; start < 2; start++) {
      const database = await EmbeddedPostgres.start(join(home, 'postgres'), { fsync: 'off' });
      await database.stop();
    }
    expect(statSync(outside)).toMatchObject({ uid: 0 });
    expect(statSync(outside).mode & 0o777).toBe(0o711);
  });

  it.each([
    ['of another user', (path: string) => plantedBy(65_533, 0o755, path)],
    ['that others may write to', (path: string) => plantedBy(0, 0o777, path)],
    ['that is a link', (path: string) => symlinkSync(home, path)],
  ])('does not go into a folder %s', async (_what, plant) => {
    plant(outside);
    await expect(EmbeddedPostgres.start(join(home, 'postgres'))).rejects.toThrow(
      /belongs to somebody else: remove it/,
    );
  });
});

function plantedBy(uid: number, mode: number, path: string): void {
  mkdirSync(path);
  chmodSync(path, mode);
  chownSync(path, uid, uid);
}
