import { runMigrations as runQueueMigrations } from 'bullmq';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { ConfigError, type Config } from './config.js';
import { dataSourceOptions } from './database.js';
import { queueSchema } from './queue/queue-backend.js';
import { settleKeys } from './sealing/key-register.js';

/** Any number that no other program locks with: "carousel" in base 36, shortened. */
const migrationLock = 1_266_731_193;

type Target = Pick<Config, 'databaseUrl' | 'redisUrl' | 'dataKeys'>;

/**
 * Brings the database to the schema of this program and returns the names of the steps taken. Many processes may
 * start at once: one migrates, the others wait for it. BullMQ's own tables are brought up too when jobs live here, and
 * the keys given are made sure to be those of this database.
 * @throws ConfigError when the database was migrated by a newer program, or its personal data needs other keys
 */
export function migrate(target: Target): Promise<string[]> {
  return underLock(target, async (dataSource, client) => {
    const strangers = await unknownMigrations(dataSource);
    if (strangers.length > 0)
      throw new ConfigError(
        `The database was migrated by a newer Carousel: it knows ${strangers.join(', ')}, which this program does not. Start that version, or run its migrate:down first.`,
      );
    const taken = await dataSource.runMigrations();
    if (target.redisUrl === undefined) await runQueueMigrations(client, queueSchema);
    await settleKeys(dataSource, target.dataKeys);
    return taken.map(({ name }) => name);
  });
}

/** Takes back the last step and returns its name; null when none is left. */
export function migrateDown(target: Pick<Target, 'databaseUrl'>): Promise<string | null> {
  return underLock(target, async (dataSource) => {
    const last = (await executedMigrations(dataSource)).at(-1);
    if (last === undefined) return null;
    await dataSource.undoLastMigration();
    return last;
  });
}

async function underLock<T>(
  { databaseUrl }: Pick<Target, 'databaseUrl'>,
  work: (dataSource: DataSource, client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'carousel-migrate' });
  // A connection that breaks is told to whatever waits on it; without a listener it would end the process with no reason given.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    // Migrations are SQL: reading every entity's columns for them would be for nothing, at each start of a process.
    const options = { ...dataSourceOptions({ databaseUrl, databasePool: 2 }), entities: [] };
    const dataSource = await new DataSource(options).initialize();
    try {
      return await work(dataSource, client);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await client.end();
  }
}

async function unknownMigrations(dataSource: DataSource): Promise<string[]> {
  const known = new Set(dataSource.migrations.map(({ name }) => name));
  return (await executedMigrations(dataSource)).filter((name) => !known.has(name));
}

async function executedMigrations(dataSource: DataSource): Promise<string[]> {
  const [table]: { found: boolean }[] = await dataSource.query(
    `select to_regclass('migrations') is not null as found`,
  );
  if (!table?.found) return [];
  const rows: { name: string }[] = await dataSource.query('select name from migrations order by id');
  return rows.map(({ name }) => name);
}
