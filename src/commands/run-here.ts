import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentOver } from '../modules/platform/config.js';
import { EmbeddedPostgres } from '../modules/platform/embedded-postgres.js';
import { sentenceFor } from '../modules/platform/run-door.js';
import { databaseFolder, dataKeys, signingSecret } from './data-folder.js';

/** Of what a feed is read through, most is garbage at once: collected sooner than V8 would by itself, it takes a fifth less memory. */
const flags: Readonly<Record<string, readonly string[]>> = { 'import-stock': ['--heap-growing-percent=70'] };

/**
 * `run-here <command> …`: runs one of our commands on the database `npm start` uses in this folder, whether it is up
 * or not. With DATABASE_URL set, on that one.
 */
async function runHere([command = '', ...args]: string[]): Promise<number> {
  const env = environmentOver({ SECRET: signingSecret(), DATA_KEYS: dataKeys(), LOG_LEVEL: 'warn' });
  if (env['DATABASE_URL']) return run(command, args, env);
  const running = runningDatabase();
  if (running) return run(command, args, { ...env, DATABASE_URL: running });
  if (!existsSync(databaseFolder))
    throw new Error('there is no database here yet: set DATABASE_URL, or run "npm start" once');
  const database = await EmbeddedPostgres.start(databaseFolder);
  try {
    return await run(command, args, { ...env, DATABASE_URL: `${database.baseUrl}/postgres` });
  } finally {
    await database.stop();
  }
}

async function run(command: string, args: string[], env: Record<string, string>): Promise<number> {
  const program = join(dirname(fileURLToPath(import.meta.url)), `${command}.js`);
  const execArgv = [...process.execArgv, ...(flags[command] ?? [])];
  const child = fork(program, args, { env, stdio: 'inherit', execArgv });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  await once(child, 'exit');
  return child.exitCode ?? 1;
}

/** Where the server that `npm start` keeps answers, or null while it is not up. */
function runningDatabase(): string | null {
  const pidFile = join(databaseFolder, 'postmaster.pid');
  if (!existsSync(pidFile)) return null;
  const [pid, , , port] = readFileSync(pidFile, 'utf8').split('\n');
  try {
    process.kill(Number(pid), 0);
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EPERM')) return null;
  }
  const password = readFileSync(`${realpathSync(databaseFolder)}.password`, 'utf8').trim();
  return `postgres://carousel:${password}@127.0.0.1:${port ?? ''}/postgres`;
}

try {
  process.exitCode = await runHere(process.argv.slice(2));
} catch (fault) {
  process.stderr.write(`Could not begin: ${sentenceFor(fault)}\n`);
  process.exitCode = 1;
}
