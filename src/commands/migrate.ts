import { readConfig } from '../modules/platform/config.js';
import { migrate, migrateDown } from '../modules/platform/migrate.js';
import { sentenceFor } from '../modules/platform/run-door.js';

/** `npm run migrate` brings the database to this program's schema; `npm run migrate:down` takes the last step back. */
async function run(direction: string | undefined): Promise<string> {
  const config = readConfig();
  if (direction === 'down') {
    const undone = await migrateDown(config);
    return undone === null ? 'Nothing to take back.' : `Took back ${undone}.`;
  }
  const taken = await migrate(config);
  return taken.length === 0 ? 'The database is up to date.' : `Applied ${taken.join(', ')}.`;
}

try {
  process.stdout.write(`${await run(process.argv[2])}\n`);
} catch (fault) {
  process.stderr.write(`The database could not be migrated: ${sentenceFor(fault)}\n`);
  process.exitCode = 1;
}
