import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import type { FeedHold, FeedMode } from '../models/vehicle/stock-feed.js';
import { readConfig } from '../modules/platform/config.js';
import { migrate } from '../modules/platform/migrate.js';
import { sentenceFor } from '../modules/platform/run-door.js';
import { TenancyService } from '../modules/tenancy/tenancy.service.js';
import { StockImportService, type StockImportProgress } from '../modules/vehicles/stock-import.service.js';
import { ImportReport } from './import-report.js';
import { ImportModule } from './import.module.js';
import { ProgressLine } from './progress-line.js';

const usage = `npm run import:stock -- file.csv|.tsv|.xml[.gz|.zip]
    --feed NAME            the feed it is a file of; stock, where left out
    --full                 the file is all there is: cars of its dealers that are not in it leave
    --most-leaving PERCENT largest share of them that may leave; 30 where left out
    --tenant SLUG          whose stock it is; not needed while there is one tenant
    --dealer CODE          dealer of the rows that name none
    --map FIELD=COLUMN,…   which column says what: --map make=brand,mileageMiles=mileage
    --default FIELD=VALUE  value of rows without one; may be repeated: --default condition=USED
    --report FILE          writes every rejected or doubtful row to a CSV file`;

/** What the user asked for. */
interface Wishes {
  readonly path: string;
  readonly tenant: string | undefined;
  readonly dealer: string | undefined;
  readonly map: Record<string, string>;
  readonly defaults: Record<string, string>;
  readonly report: string | undefined;
  readonly feed: string | undefined;
  readonly mode: FeedMode;
  readonly mostLeavingPercent: number | undefined;
}

/** `npm run import:stock`: brings a file of a feed into a tenant's stock. The same file again changes nothing. */
async function importStock(wishes: Wishes): Promise<void> {
  await migrate(readConfig());
  const app = await NestFactory.createApplicationContext(ImportModule, {
    logger: false,
    abortOnError: false,
  });
  const report = new ImportReport(wishes.report);
  try {
    const tenant = await app.get(TenancyService).meant(wishes.tenant);
    const { tenant: _, report: __, ...order } = wishes;
    const line = new ProgressLine();
    const total = await app.get(StockImportService).import(
      { ...order, tenantId: tenant.id, currency: tenant.currency },
      {
        onColumns: (columns, format) => {
          process.stdout.write(`Format: ${format.toLowerCase().replaceAll('_', ' ')}\n`);
          report.columns(columns);
        },
        onProgress: ({ share, rows, rejected }) => line.show(share, rows, `${rejected} rejected`),
        onRemark: (remark) => report.add(remark),
      },
    );
    const speed = line.done(total.rows);
    process.stdout.write(`${report.summary()}${sentenceOf(total, speed)}\n`);
  } finally {
    await report.close();
    await app.close();
  }
}

function sentenceOf(total: StockImportProgress, speed: string): string {
  const { rows, added, changed, unchanged, rejected, withdrawn } = total;
  const left = withdrawn > 0 ? ` ${withdrawn} cars left the stock.` : '';
  const counts = `${rows.toLocaleString('en')} rows at ${speed} rows/s: ${added} added, ${changed} changed, ${unchanged} as they were, ${rejected} rejected.${left}${heldBack(total)}`;
  if (added + changed + withdrawn > 0 || total.status === 'HELD_BACK') return counts;
  return `${counts}\nNothing has changed: ${unchanged > 0 ? 'the stock was as the file says' : 'no row could be taken'}.`;
}

const holds: Record<FeedHold, string> = {
  EMPTY: 'no row of the file is a car',
  UNREADABLE_ROWS: 'the file has lines of which it cannot be told which car they are about',
  TOO_MANY_LEAVING: 'that is more than may leave at once',
  OVERTAKEN: 'a newer full file of the same feed and dealers was begun meanwhile',
};

function heldBack({ status, hold, leaving, held, id }: StockImportProgress): string {
  if (status !== 'HELD_BACK' || hold === null) return '';
  return `\nNone of the ${leaving} cars (of ${held}) that are not in it left the stock: ${holds[hold]}. If the file is right, accept it with the mutation acceptStockFeed(id: "${id}").`;
}

function readArguments(): Wishes {
  const one = { type: 'string' } as const;
  const many = { type: 'string', multiple: true } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      tenant: one,
      dealer: one,
      report: one,
      feed: one,
      full: { type: 'boolean' },
      'most-leaving': one,
      map: many,
      default: many,
    },
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new Error(`name one file.\nUsage: ${usage}`);
  const maps = (values.map ?? []).flatMap((list) => list.split(','));
  return {
    path,
    tenant: values.tenant,
    dealer: values.dealer,
    report: values.report,
    feed: values.feed,
    mode: values.full ? 'FULL' : 'DELTA',
    mostLeavingPercent: values['most-leaving'] === undefined ? undefined : Number(values['most-leaving']),
    map: pairs(maps, '--map make=brand'),
    defaults: pairs(values.default ?? [], '--default condition=USED'),
  };
}

function pairs(given: string[], example: string): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Error(`"${pair}" is no pair; write it like ${example}`);
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );
}

try {
  await importStock(readArguments());
  process.exit(0);
} catch (fault) {
  process.stderr.write(`The stock was not imported: ${sentenceFor(fault)}\n`);
  process.exit(1);
}
