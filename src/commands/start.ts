import { join } from 'node:path';
import { environmentOver, readConfig, type Config } from '../modules/platform/config.js';
import { EmbeddedPostgres } from '../modules/platform/embedded-postgres.js';
import { sentenceFor } from '../modules/platform/run-door.js';
import { claimDataFolder, databaseFolder, dataFolder, dataKeys, demoKeysFile, readDemoKeys, signingSecret, snapshotsFolder } from './data-folder.js'; // prettier-ignore
import { portInUse } from './port-in-use.js';
import { Supervisor } from './supervisor.js';
import { welcome } from './welcome.js';

/**
 * `npm start`: everything on one machine. Brings up PostgreSQL (unless DATABASE_URL names one), migrates, loads the
 * demo once, starts API and worker, and says where they are. Ctrl-C stops it all, in the reverse order.
 */
class Start {
  private readonly began = Date.now();
  private readonly supervisor = new Supervisor(join(dataFolder, 'logs'), () => void this.stop(1));
  private database: Promise<EmbeddedPostgres> | undefined;
  private interrupted = false;

  async run(): Promise<void> {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => this.interrupt());
    this.stopWithShell();
    try {
      await this.bringUp();
    } catch (fault) {
      if (this.interrupted) return; // what was cut short by Ctrl-C is not a failure
      process.stderr.write(`\nCarousel could not start: ${sentenceFor(fault)}\n`);
      await this.stop(1);
    }
  }

  private async bringUp(): Promise<void> {
    const claim = claimDataFolder();
    process.on('exit', () => claim.release());
    const env = environmentOver({
      SECRET: signingSecret(),
      DATA_KEYS: dataKeys(),
      LOG_LEVEL: 'info',
      SEGMENT_SNAPSHOTS: snapshotsFolder,
    });
    const config = readConfig({ DATABASE_URL: 'postgres://embedded', ...env });
    await refuseTakenPorts(config);
    if (!env['DATABASE_URL'])
      await step('PostgreSQL (embedded, in .data/postgres)', () => this.openDatabase(env));
    process.stdout.write('Database and demo data\n');
    await this.supervisor.run('seed', 'seed-demo.js', [demoKeysFile], {
      ...env,
      LOG_LEVEL: 'error',
    });
    const keys = readDemoKeys();
    if (keys) env['DEMO_WRITE_KEY'] ??= keys.collector;
    await step('API', () => this.supervisor.keep('api', 'main.js', env));
    await step('Worker', () => this.supervisor.keep('worker', 'worker.js', env));
    process.stdout.write(welcome(config, keys, Date.now() - this.began));
  }

  private async openDatabase(env: Record<string, string>): Promise<void> {
    this.database = EmbeddedPostgres.start(databaseFolder);
    env['DATABASE_URL'] = `${(await this.database).baseUrl}/postgres`;
  }

  /** npm hands a signal to the shell between it and us, which dies of it and tells nobody: we look whether it is there. */
  private stopWithShell(): void {
    if (environmentOver({})['npm_lifecycle_event'] !== 'start') return;
    const shell = process.ppid;
    setInterval(() => process.ppid !== shell && this.interrupt(), 250).unref();
  }

  private interrupt(): void {
    if (this.interrupted) return;
    this.interrupted = true;
    process.stdout.write('\nStopping: finishing work in hand … ');
    void this.stop(0);
  }

  private async stop(exitCode: number): Promise<void> {
    await this.supervisor.stop();
    // Ctrl-C may come while it is still starting; one that could not start needs no stop.
    await this.database?.then((database) => database.stop()).catch(() => undefined);
    if (exitCode === 0) process.stdout.write('stopped.\n');
    process.exit(exitCode);
  }
}

async function refuseTakenPorts({ host, port, workerPort }: Config): Promise<void> {
  if (port === workerPort && port !== 0)
    throw new Error(
      `API and worker cannot both listen on port ${port}. Leave WORKER_PORT out to take the one after PORT, or choose another.`,
    );
  for (const number of [port, workerPort])
    if (await portInUse(host, number))
      throw new Error(
        `port ${number} is in use. Stop what listens there, or choose another: PORT=${port + 100} npm start`,
      );
}

async function step(title: string, work: () => Promise<void>): Promise<void> {
  const since = Date.now();
  process.stdout.write(`${title} … `);
  await work();
  process.stdout.write(`${((Date.now() - since) / 1000).toFixed(1)} s\n`);
}

await new Start().run();
