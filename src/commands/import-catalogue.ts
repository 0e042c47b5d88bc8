import { NestFactory } from '@nestjs/core';
import { readConfig } from '../modules/platform/config.js';
import { migrate } from '../modules/platform/migrate.js';
import { sentenceFor } from '../modules/platform/run-door.js';
import { CatalogueImportService } from '../modules/vehicles/catalogue-import.service.js';
import { ImportModule } from './import.module.js';
import { ProgressLine } from './progress-line.js';

/** `npm run import:catalogue -- vehicles.csv[.gz]`: fills the reference catalogue from fueleconomy.gov's file. */
async function importCatalogue([path]: string[]): Promise<void> {
  if (path === undefined || path.startsWith('-'))
    throw new Error('name the file: npm run import:catalogue -- vehicles.csv.gz');
  await migrate(readConfig());
  const app = await NestFactory.createApplicationContext(ImportModule, {
    logger: false,
    abortOnError: false,
  });
  try {
    const line = new ProgressLine();
    const total = await app
      .get(CatalogueImportService)
      .import(path, ({ share, rows, added }) => line.show(share, rows, `${added} added`));
    const speed = line.done(total.rows);
    process.stdout.write(
      `${total.rows.toLocaleString('en')} rows at ${speed} rows/s: ${total.added} added, ${total.changed} changed, ${total.unchanged} as they were, ${total.passedOver} passed over (no id, make, model or year).\n`,
    );
  } finally {
    await app.close();
  }
}

try {
  await importCatalogue(process.argv.slice(2));
  process.exit(0);
} catch (fault) {
  process.stderr.write(`The catalogue was not imported: ${sentenceFor(fault)}\n`);
  process.exit(1);
}
