import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataKeys, signingSecret } from './data-folder.js';
import { readDataKeys } from '../modules/platform/sealing/data-keys.js';

describe('secrets of the data folder', () => {
  const home = process.cwd();
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'carousel-secret-'));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });

  it('are made once, for their owner only', () => {
    const secret = signingSecret();
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(signingSecret()).toBe(secret);
    const keys = dataKeys();
    expect(readDataKeys(keys)).toMatchObject({ current: 'k1' });
    expect(dataKeys()).toBe(keys);
    expect(readdirSync('.data')).toEqual(['data-keys', 'secret']);
    for (const file of readdirSync('.data')) expect(statSync(join('.data', file)).mode & 0o777).toBe(0o600);
  });

  it('are made anew where an earlier start was cut short before it was written', () => {
    mkdirSync('.data');
    writeFileSync('.data/secret', '');
    expect(signingSecret()).toMatch(/^[0-9a-f]{64}$/);
  });
});
