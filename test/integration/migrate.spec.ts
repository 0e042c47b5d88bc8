import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { migrations } from '../../migrations/index.js';
import { readConfig, type Config } from '../../src/modules/platform/config.js';
import { migrate, migrateDown } from '../../src/modules/platform/migrate.js';
import { testDataKeys } from '../support/data-keys.js';

/** An empty database on the run's server. */
async function emptyDatabase(): Promise<Pick<Config, 'databaseUrl' | 'redisUrl' | 'dataKeys'>> {
  const server = process.env['TEST_DATABASE_SERVER'] ?? '';
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await ask(`${server}/postgres`, `create database ${name}`);
  return readConfig({ DATABASE_URL: `${server}/${name}`, SECRET: 'x'.repeat(32), DATA_KEYS: testDataKeys });
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return rows;
  } finally {
    await client.end();
  }
}

describe('migrating', () => {
  it('is done once by processes that start together', async () => {
    const target = await emptyDatabase();
    const taken = await Promise.all([1, 2, 3, 4].map(() => migrate(target)));
    expect(taken.map(({ length }) => length).sort((a, b) => b - a)).toEqual([migrations.length, 0, 0, 0]);
    expect(await ask(target.databaseUrl, `select to_regclass('bullmq.job') is not null as made`)).toEqual([
      { made: true },
    ]);
  });

  it('takes back one step at a time, to nothing, and forward again', async () => {
    const target = await emptyDatabase();
    const taken = await migrate(target);
    expect(await migrateDown(target)).toBe(taken.at(-1));
    expect(await migrate(target)).toEqual(taken.slice(-1));
    for (const name of [...taken].reverse()) expect(await migrateDown(target)).toBe(name);
    expect(await migrateDown(target)).toBeNull();
  });

  it('refuses a database that a newer program migrated, and says so', async () => {
    const target = await emptyDatabase();
    await migrate(target);
    await ask(
      target.databaseUrl,
      `insert into migrations (timestamp, name) values (1999999999999, 'AddMoods1999999999999')`,
    );
    await expect(migrate(target)).rejects.toThrow(/newer Carousel: it knows AddMoods1999999999999/);
  });
});
