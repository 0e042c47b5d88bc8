import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { environmentOver, readConfig } from '../modules/platform/config.js';
import { EmbeddedPostgres } from '../modules/platform/embedded-postgres.js';
import { sentenceFor } from '../modules/platform/run-door.js';
import { demoKeysSchema, type DemoKeys } from '../demo/demo-keys.js';
import { Supervisor } from './supervisor.js';
import { portInUse } from './port-in-use.js';
import { welcome } from './welcome.js';

/**
 * `npm start`: everything on one machine. Brings up PostgreSQL (unless DATABASE_URL names one), migrates, loads the
 * demo once, starts API and worker, and says where they are. Ctrl-C stops it all, in the reverse order.
 */
const folder = '.data';
const began = Date.now();

async function start(): Promise<void> {
  const claim = claimFolder();
  const supervisor = new Supervisor(join(folder, 'logs'));
  let database: EmbeddedPostgres | undefined;
  const stop = async (exitCode: number): Promise<void> => {
    await supervisor.stop();
    await database?.stop();
    claim.release();
    process.exit(exitCode);
  };
  const interrupted = new AbortController();
  const onSignal = () => {
    if (interrupted.signal.aborted) return;
    interrupted.abort();
    process.stdout.write('\nStopping: finishing work in hand … ');
    void stop(0);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('exit', () => claim.release());

  try {
    const env = environmentOver({ SECRET: secret(), LOG_LEVEL: 'info', PORT: '3000', WORKER_PORT: '3001' });
    const config = readConfig({ DATABASE_URL: 'postgres://embedded', ...env });
    for (const [name, port] of [
      ['PORT', config.port],
      ['WORKER_PORT', config.workerPort],
    ] as const)
      // prettier-ignore
      if (await portInUse(config.host, port))
        throw new Error(`port ${port} is in use. Stop what listens there, or choose another: ${name}=${port + 100} npm start`);

    if (!env['DATABASE_URL']) {
      await step('PostgreSQL (embedded, in .data/postgres)', async () => {
        database = await EmbeddedPostgres.start(join(folder, 'postgres'));
        env['DATABASE_URL'] = `${database.baseUrl}/postgres`;
      });
    }
    process.stdout.write('Database and demo data\n');
    await supervisor.run('seed', 'commands/seed-demo.js', [join(folder, 'demo-keys.json')], {
      ...env,
      LOG_LEVEL: 'error',
    });
    await step('API', () => supervisor.keep('api', 'main.js', env));
    await step('Worker', () => supervisor.keep('worker', 'worker.js', env));
    process.stdout.write(welcome(config, demoKeys(), Date.now() - began));
  } catch (fault) {
    if (interrupted.signal.aborted) return; // what was cut short by Ctrl-C is not a failure
    process.stderr.write(`\nCarousel could not start: ${sentenceFor(fault)}\n`);
    await stop(1);
  }
}

async function step(title: string, work: () => Promise<void>): Promise<void> {
  const since = Date.now();
  process.stdout.write(`${title} … `);
  await work();
  process.stdout.write(`${((Date.now() - since) / 1000).toFixed(1)} s\n`);
}

/** One Carousel a folder: two would fight over the database. A claim left by a killed process is taken over. */
function claimFolder(): { release(): void } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'start.pid');
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (holder > 0 && holder !== process.pid && isAlive(holder)) {
    process.stderr.write(
      `Carousel is already running here (process ${holder}). Stop it first, with Ctrl-C where it runs.\n`,
    );
    process.exit(1);
  }
  writeFileSync(file, String(process.pid));
  return { release: () => rmSync(file, { force: true }) };
}

/** Process ids are used again: only a Node process counts. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.js');
  } catch {
    return false;
  }
}

/** The signing secret of this folder, made once. */
function secret(): string {
  const file = join(folder, 'secret');
  if (!existsSync(file)) {
    const descriptor = openSync(file, 'w', 0o600);
    writeFileSync(descriptor, randomBytes(32).toString('hex'));
    closeSync(descriptor);
  }
  return readFileSync(file, 'utf8').trim();
}

function demoKeys(): DemoKeys | null {
  const file = join(folder, 'demo-keys.json');
  if (!existsSync(file)) return null;
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return z.nullable(demoKeysSchema).catch(null).parse(parsed);
}

await start();
