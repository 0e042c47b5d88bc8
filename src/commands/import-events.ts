import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { z } from 'zod';
import { eventTypes } from '../models/event/event-type.js';
import {
  EventImportService,
  type EventImportProgress,
} from '../modules/events/offline/event-import.service.js';
import { readConfig } from '../modules/platform/config.js';
import { migrate } from '../modules/platform/migrate.js';
import { plainFaults } from '../modules/platform/plain-faults.js';
import { sentenceFor } from '../modules/platform/run-door.js';
import { TenancyService } from '../modules/tenancy/tenancy.service.js';
import { ImportEventsModule } from './import-events.module.js';
import { ImportReport } from './import-report.js';
import { ProgressLine } from './progress-line.js';

const usage = `npm run import:events -- file.csv[.gz]
    --tenant SLUG    whose events they are; not needed while there is one tenant
    --mapping FILE   JSON: { "columns": { "phone": "Telefon" }, "defaults": { "event": "SHOWROOM_VISITED" },
                     "events": { "Besuch": "SHOWROOM_VISITED" }, "timeFormat": "dd/MM/yyyy HH:mm" }
    --report FILE    writes every rejected row to a CSV file`;

const words = z.record(z.string(), z.string());
const mappingSchema = z.strictObject({
  columns: words.default({}),
  defaults: words.default({}),
  events: z.record(z.string(), z.enum(eventTypes)).default({}),
  timeFormat: z.string().optional(),
});

/** `npm run import:events`: takes walk-ins, calls and sales out of a CSV file. The same file again counts nothing twice. */
async function importEvents(path: string, options: Record<'tenant' | 'mapping' | 'report', string | undefined>): Promise<void> {
  const mapping = mappingIn(options.mapping);
  await migrate(readConfig());
  const app = await NestFactory.createApplicationContext(ImportEventsModule, { logger: false, abortOnError: false });
  const report = new ImportReport(options.report);
  try {
    const tenant = await app.get(TenancyService).meant(options.tenant);
    const line = new ProgressLine();
    const total = await app.get(EventImportService).importFile(tenant.id, path, mapping, {
      onColumns: (columns) => report.columns(columns),
      onProgress: ({ share, rows, rejected }) => line.show(share, rows, `${rejected} rejected`),
      onRemark: (remark) => report.add(remark),
    });
    const speed = line.done(total.rows);
    process.stdout.write(`${report.summary()}${sentenceOf(total, speed)}\n`);
  } finally {
    await report.close();
    await app.close();
  }
} // prettier-ignore

function sentenceOf({ rows, accepted, duplicates, withheld, rejected }: EventImportProgress, speed: string): string {
  const counts = `${rows.toLocaleString('en')} rows at ${speed} rows/s: ${accepted} taken, ${duplicates} known before, ${withheld} withheld, ${rejected} rejected.`;
  return accepted > 0 ? counts : `${counts}\nNothing has changed: ${duplicates > 0 ? 'the file was imported before' : 'no row could be taken'}.`;
} // prettier-ignore

function mappingIn(path: string | undefined): z.output<typeof mappingSchema> {
  let json: unknown = {};
  try {
    if (path !== undefined) json = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Error(`${path ?? ''} is no JSON file that can be read; write it like\n${usage}`);
  }
  const parsed = mappingSchema.safeParse(json, plainFaults);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the mapping'} ${issue.message}`);
  throw new Error(`${path ?? ''}: ${faults.join('; ')}.`);
} // prettier-ignore

try {
  const one = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { tenant: one, mapping: one, report: one },
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new Error(`name one file.\nUsage: ${usage}`);
  const { tenant, mapping, report } = values;
  await importEvents(path, { tenant, mapping, report });
  process.exit(0);
} catch (fault) {
  process.stderr.write(`The events were not imported: ${sentenceFor(fault)}\n`);
  process.exit(1);
}
