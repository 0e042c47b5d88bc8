import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { readConfig } from '../modules/platform/config.js';
import { migrate } from '../modules/platform/migrate.js';
import { sentenceFor } from '../modules/platform/run-door.js';
import { CatalogueImportService } from '../modules/vehicles/catalogue-import.service.js';
import { ImportReport } from './import-report.js';
import { ImportModule } from './import.module.js';
import { ProgressLine } from './progress-line.js';

const usage = `npm run import:catalogue -- vehicles.csv[.gz|.zip]
    --report FILE          writes every rejected or doubtful row to a CSV file`;

/** `npm run import:catalogue`: fills the reference catalogue from fueleconomy.gov's file. The same file again changes nothing. */
async function importCatalogue(path: string, reportPath: string | undefined): Promise<void> {
  await migrate(readConfig());
  const app = await NestFactory.createApplicationContext(ImportModule, {
    logger: false,
    abortOnError: false,
  });
  const report = new ImportReport(reportPath);
  try {
    const line = new ProgressLine();
    const total = await app.get(CatalogueImportService).import(path, {
      onProgress: ({ share, rows, added, rejected }) => line.show(share, rows, `${added} added, ${rejected} rejected`), // prettier-ignore
      onRemark: (remark) => report.add(remark),
    });
    const speed = line.done(total.rows);
    process.stdout.write(
      `${report.summary()}${total.rows.toLocaleString('en')} rows at ${speed} rows/s: ${total.added} added, ${total.changed} changed, ${total.unchanged} as they were, ${total.rejected} rejected.\n`,
    );
  } finally {
    await report.close();
    await app.close();
  }
}

function readArguments(): [path: string, reportPath: string | undefined] {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { report: { type: 'string' } },
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new Error(`name one file.\nUsage: ${usage}`);
  return [path, values.report];
}

try {
  await importCatalogue(...readArguments());
  process.exit(0);
} catch (fault) {
  process.stderr.write(`The catalogue was not imported: ${sentenceFor(fault)}\n`);
  process.exit(1);
}
