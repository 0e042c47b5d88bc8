import { DataSource } from 'typeorm';
import { readConfig } from '../modules/platform/config.js';
import { dataSourceOptions } from '../modules/platform/database.js';
import { sentenceFor } from '../modules/platform/run-door.js';

/** Any number, the same in every process: who holds it migrates, the others wait. */
const migrationLock = 1_763_800_000;

/**
 * `migrate`: brings the database named in DATABASE_URL up to this version, and ends. Runs before the processes of a
 * new version start; several at once take turns.
 */
async function migrate(): Promise<void> {
  const { databaseUrl } = readConfig();
  const database = await new DataSource(dataSourceOptions({ databaseUrl, databasePool: 3 })).initialize();
  const turn = database.createQueryRunner();
  try {
    await turn.query('select pg_advisory_lock($1)', [migrationLock]);
    const applied = await database.runMigrations();
    process.stdout.write(
      applied.length === 0
        ? 'The database is up to date.\n'
        : `Applied ${applied.length}: ${applied.map(({ name }) => name).join(', ')}.\n`,
    );
  } finally {
    await turn.release();
    await database.destroy();
  }
}

try {
  await migrate();
} catch (fault) {
  process.stderr.write(`The database could not be migrated: ${sentenceFor(fault)}\n`);
  process.exit(1);
}
