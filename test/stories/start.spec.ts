import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { freePort, outsideFolder } from '../../src/modules/platform/embedded-postgres.js';
import { graphql } from '../support/carousel.js';

/** `npm start` in a folder of its own: the built program, the models, nothing else. */
describe('npm start', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'carousel-start-'));
    for (const each of ['node_modules', 'ml-artifacts']) symlinkSync(resolve(each), join(folder, each));
    for (const each of ['dist', 'package.json', 'src/demo'])
      cpSync(resolve(each), join(folder, each), { recursive: true });
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    // Where root's database went, as the folder is closed to others.
    rmSync(dirname(outsideFolder(join(folder, '.data', 'postgres'))), { recursive: true, force: true });
  });

  it('comes up with the demo, stops on Ctrl-C, and comes up again with its data', async () => {
    const ports = { PORT: String(await freePort()), WORKER_PORT: String(await freePort()) };
    const first = await Start.run(folder, ports);
    expect(await first.firstWords()).toMatch(/Carousel is ready/);
    const key = /marketer\s+(ck_\S+)/.exec(first.said)?.[1] ?? '';
    const url = /GraphiQL\s+(http\S+)\/graphql/.exec(first.said)?.[1] ?? '';
    const made = await graphql(
      url,
      key,
      `
        mutation {
          createPlacement(input: { key: "kept", name: "Kept" }) {
            key
          }
        }
      `,
    );
    expect(made.errors).toEqual([]);

    const twin = await Start.run(folder, ports);
    expect(await twin.ended()).toBe(1);
    expect(twin.said).toMatch(/already running here/);

    expect(await first.interrupt()).toBe(0);

    const second = await Start.run(folder, ports);
    expect(await second.firstWords()).toContain(key);
    const kept = await graphql(url, key, '{ placements { key } }');
    expect(JSON.stringify(kept.data)).toContain('kept');
    expect(await second.interrupt()).toBe(0);
  });

  it('says in one sentence that a port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = address !== null && typeof address === 'object' ? String(address.port) : '';
    const start = await Start.run(folder, { PORT: port });
    expect(await start.ended()).toBe(1);
    expect(start.lastLine()).toMatch(new RegExp(`port ${port} is in use`));
    taken.close();
  });

  it('says in one sentence that API and worker cannot share a port', async () => {
    const port = String(await freePort());
    const start = await Start.run(folder, { PORT: port, WORKER_PORT: port });
    expect(await start.ended()).toBe(1);
    expect(start.lastLine()).toMatch(
      new RegExp(`cannot both listen on port ${port}\\. Leave WORKER_PORT out`),
    );
  });

  it('says in one sentence that DATABASE_URL leads nowhere, without the password in it', async () => {
    const nowhere = await freePort();
    const start = await Start.run(folder, {
      DATABASE_URL: `postgres://me:hunter2@127.0.0.1:${nowhere}/none`,
      PORT: '0',
      WORKER_PORT: '0',
    });
    expect(await start.ended()).toBe(1);
    expect(start.lastLine()).toMatch(/DATABASE_URL/);
    expect(start.said).not.toContain('hunter2');
  });

  it.each([
    ['of another version', 'PG_VERSION', '9.1\n'],
    ['that lost its PG_VERSION', 'base', 'data of somebody'],
  ])('says in one sentence that the data folder is broken: one %s', async (_what, file, content) => {
    const broken = mkdtempSync(join(tmpdir(), 'carousel-broken-'));
    for (const each of ['node_modules', 'ml-artifacts', 'src', 'dist'])
      symlinkSync(resolve(each), join(broken, each));
    mkdirSync(join(broken, '.data', 'postgres'), { recursive: true });
    writeFileSync(join(broken, '.data', 'postgres', file), content);
    writeFileSync(join(broken, '.data', 'postgres.password'), 'x');
    const start = await Start.run(broken, { PORT: '0', WORKER_PORT: '0' });
    expect(await start.ended()).toBe(1);
    expect(start.lastLine()).toMatch(/database in .*postgres could not start/);
    expect(readFileSync(join(broken, '.data', 'postgres', file), 'utf8')).toBe(content);
    rmSync(broken, { recursive: true, force: true });
  });
});

class Start {
  said = '';

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
  }

  static run(folder: string, env: Record<string, string>): Promise<Start> {
    const program = join(folder, 'dist', 'src', 'commands', 'start.js');
    return Promise.resolve(
      new Start(
        fork(program, {
          cwd: folder,
          env: { PATH: process.env['PATH'], ...env },
          stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        }),
      ),
    );
  }

  /** Everything up to the welcome. */
  async firstWords(): Promise<string> {
    while (!this.said.includes('Ctrl-C stops everything')) {
      if (this.child.exitCode !== null) throw new Error(this.said);
      await new Promise((done) => setTimeout(done, 50));
    }
    return this.said;
  }

  async ended(): Promise<number | null> {
    if (this.child.exitCode === null) await once(this.child, 'exit');
    return this.child.exitCode;
  }

  lastLine(): string {
    return this.said.trim().split('\n').at(-1) ?? '';
  }

  async interrupt(): Promise<number | null> {
    this.child.kill('SIGINT');
    return this.ended();
  }
}
