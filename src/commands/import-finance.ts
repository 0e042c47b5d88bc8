import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { jurisdictions } from '../models/finance/jurisdiction.js';
import { taxBases } from '../models/finance/finance-terms.js';
import { TablePublisher, type TableImport } from '../modules/finance/tables/table-publisher.service.js';
import { readConfig } from '../modules/platform/config.js';
import { migrate } from '../modules/platform/migrate.js';
import { sentenceFor } from '../modules/platform/run-door.js';
import { TenancyService } from '../modules/tenancy/tenancy.service.js';
import { ImportFinanceModule } from './import-finance.module.js';
import { ImportReport } from './import-report.js';
import { ProgressLine } from './progress-line.js';

const usage = `npm run import:finance -- file.csv[.gz] --name NAME --jurisdiction US|EU|UK|CN
    --name NAME          the table; the same name again publishes its next version
    --currency CODE      of its amounts; the tenant's if left out
    --from, --to INSTANT when it holds: 2026-12-01T00:00:00Z
    --hold DURATION      how long a quote out of it holds, P14D if left out
    --tax-on WHERE       ${taxBases.join(', ')}; as the jurisdiction has it if left out
    --tax PERCENT        the tax
    --max-ltv PERCENT    most a loan may come to, of the price
    --tenant SLUG        whose table it is; not needed while there is one tenant
    --map FIELDS         columns we would not know: make=Marke,termMonths=Laufzeit
    --report FILE        writes every rejected cell to a CSV file`;

const one = { type: 'string' } as const;
const options = { name: one, jurisdiction: one, currency: one, from: one, to: one, hold: one, 'tax-on': one, tax: one, 'max-ltv': one, tenant: one, map: one, report: one }; // prettier-ignore
type Values = Readonly<Partial<Record<keyof typeof options, string>>>;

/** `npm run import:finance`: publishes a table of rates and residuals, all of it or nothing. @returns whether it did */
async function importFinance(path: string, values: Values): Promise<boolean> {
  await migrate(readConfig());
  const app = await NestFactory.createApplicationContext(ImportFinanceModule, { logger: false, abortOnError: false }); // prettier-ignore
  const report = new ImportReport(values.report);
  try {
    const tenant = await app.get(TenancyService).meant(values.tenant);
    const line = new ProgressLine();
    const published = await app.get(TablePublisher).publishFile(wanted(values, tenant), path, {
      onColumns: (columnOf) => report.columns({ columnOf, defaults: {} }),
      onProgress: (share, rows, rejected) => line.show(share, rows, `${rejected} rejected`),
    });
    if ('rejected' in published) {
      line.done(0);
      for (const remark of published.rejected) await report.add(remark);
      process.stdout.write(
        `${report.summary()}Nothing was published: mend these and import the file again.\n`,
      );
      return false;
    }
    const { name, version, rows } = published.table;
    process.stdout.write(`${rows.length} rows at ${line.done(rows.length)} rows/s: “${name}”, version ${version}, is published.\n`); // prettier-ignore
    return true;
  } finally {
    await report.close();
    await app.close();
  }
}

function wanted(values: Values, tenant: { readonly id: string; readonly currency: string }): TableImport {
  const { name = '', currency = tenant.currency, hold = 'P14D' } = values;
  const jurisdiction = jurisdictions.find((each) => each === values.jurisdiction);
  if (!jurisdiction)
    throw new Error(`--jurisdiction is one of ${jurisdictions.join(', ')}.\nUsage: ${usage}`);
  const taxOn = taxBases.find((each) => each === values['tax-on']) ?? null;
  if (taxOn === null && values['tax-on'] !== undefined) throw new Error(`--tax-on is one of ${taxBases.join(', ')}.`); // prettier-ignore
  return {
    tenantId: tenant.id,
    name: name.trim(),
    jurisdiction,
    currency,
    validFrom: values.from === undefined ? new Date() : instantIn('--from', values.from),
    validTo: values.to === undefined ? null : instantIn('--to', values.to),
    quotesHold: hold,
    taxOn,
    taxPercent: values.tax ?? null,
    maxLoanToValuePercent: values['max-ltv'] ?? null,
    disclosureText: null,
    columns: columnsIn(values.map),
  };
}

function instantIn(option: string, text: string): Date {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) throw new Error(`${option} is written 2026-12-01T00:00:00Z.`);
  return instant;
}

function columnsIn(map: string | undefined): Record<string, string> {
  const pairs = (map ?? '').split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [field = '', column] = pair.split('=', 2);
      if (column === undefined) throw new Error(`--map is written make=Marke,termMonths=Laufzeit.\nUsage: ${usage}`); // prettier-ignore
      return [field.trim(), column.trim()];
    }),
  );
}

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { ...options, file: one } });
  const path = values.file ?? positionals[0];
  if (path === undefined || positionals.length > 1) throw new Error(`name one file.\nUsage: ${usage}`);
  process.exit((await importFinance(path, values)) ? 0 : 1);
} catch (fault) {
  process.stderr.write(`The table was not imported: ${sentenceFor(fault)}\n`);
  process.exit(1);
}
