import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Story } from '../support/story.js';

/** The README's tour, pasted block by block into a shell, so that it cannot stop being true. */
describe('the README', () => {
  let story: Story;
  let folder: string;
  beforeAll(async () => {
    story = await Story.begin();
    folder = mkdtempSync(join(tmpdir(), 'carousel-readme-'));
    for (const each of ['package.json', 'bin', 'node_modules'])
      symlinkSync(resolve(each), join(folder, each));
    mkdirSync(join(folder, '.data'));
  });
  afterAll(async () => {
    await story.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it('begins with the two commands', () => {
    const firstBlock = /```sh\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
    expect(firstBlock.split('\n').map((line) => line.split('#')[0]?.trim())).toEqual([
      'npm start',
      'npm test',
      '',
    ]);
  });

  it('takes a stranger through the tour with copy and paste', async () => {
    const blocks = [...readFileSync('README.md', 'utf8').matchAll(/```sh tour\n([\s\S]*?)```/g)].map(
      ([, block]) => block,
    );
    expect(blocks.length).toBeGreaterThanOrEqual(8);
    const script = ['set -euo pipefail', ...blocks.map((block, n) => `echo "=== ${n + 1}"\n${block}`)].join(
      '\n',
    );
    const { stdout } = await promisify(execFile)('bash', ['-c', script], {
      cwd: folder,
      env: {
        ...process.env,
        CAROUSEL_URL: story.carousel.url,
        CAROUSEL_KEYS: join(process.env['TEST_SCRATCH'] ?? '', 'demo-keys.json'),
      },
    });
    const [, stranger = '', preview = '', , launch = '', , shopper = '', why = '', lead = '', far = ''] =
      stdout.split(/=== \d\n/);
    expect(stranger).toContain('"headline"');
    expect(stranger).not.toContain('Autumn SUVs');
    expect(preview).toContain('"size": 0');
    expect(launch).toContain('"status": "LIVE"');
    expect(shopper).toContain('Autumn SUVs');
    expect(shopper).toMatch(/viewed \d+ SUVs/i);
    expect(why).toContain('"isMember": true');
    expect(lead).toMatch(/"grade": "[A-D]"/);
    expect(lead).toContain('"sentence"');
    expect(far).toMatch(/"stage": "INTEREST",\s*"people": 1,/);
    expect(far).toMatch(/"to": "RESEARCH",\s*"people": 1\b/);
  });
});
