import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signingSecret } from './data-folder.js';

describe('the signing secret', () => {
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

  it('is made once, for its owner only', () => {
    const secret = signingSecret();
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(signingSecret()).toBe(secret);
    expect(readdirSync('.data')).toEqual(['secret']);
    expect(statSync('.data/secret').mode & 0o777).toBe(0o600);
  });

  it('is made anew where an earlier start was cut short before it was written', () => {
    mkdirSync('.data');
    writeFileSync('.data/secret', '');
    expect(signingSecret()).toMatch(/^[0-9a-f]{64}$/);
  });
});
