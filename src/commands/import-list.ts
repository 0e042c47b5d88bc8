import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { readConfig } from '../modules/platform/config.js';
import { migrate } from '../modules/platform/migrate.js';
import { sentenceFor } from '../modules/platform/run-door.js';
import { ListEditor } from '../modules/segments/lists/list-editor.service.js';
import { ListImportService, type ListImportProgress } from '../modules/segments/lists/list-import.service.js';
import { ListsService } from '../modules/segments/lists/lists.service.js';
import { listChanges, type ListChange } from '../modules/segments/lists/people-on-lists.service.js';
import { TenancyService } from '../modules/tenancy/tenancy.service.js';
import { ImportListModule } from './import-list.module.js';
import { ImportReport } from './import-report.js';
import { ProgressLine } from './progress-line.js';

const usage = `npm run import:list -- file.csv[.gz] --list NAME
    --list NAME      the list, made if there is none of that name
    --change WHAT    add (so if left out), remove, or replace: whoever is not in the file goes off the list
    --tenant SLUG    whose list it is; not needed while there is one tenant
    --map FIELDS     columns we would not know: email=E-Post,userId=Kunde
    --report FILE    writes every rejected row to a CSV file`;

interface Options {
  readonly list: string;
  readonly change: ListChange;
  readonly tenant: string | undefined;
  readonly columns: Record<string, string>;
  readonly report: string | undefined;
}

/** `npm run import:list`: puts the people of a CSV file on a list. The same file again changes nothing. */
async function importList(path: string, { list, change, tenant: slug, columns, report: to }: Options): Promise<void> {
  await migrate(readConfig());
  const app = await NestFactory.createApplicationContext(ImportListModule, { logger: false, abortOnError: false });
  const report = new ImportReport(to);
  try {
    const { id: tenantId } = await app.get(TenancyService).meant(slug);
    const listId = await listOf(app.get(ListsService), app.get(ListEditor), tenantId, list, change);
    const line = new ProgressLine();
    const total = await app.get(ListImportService).importFile({ tenantId, listId, change, columns }, path, {
      onColumns: ({ columnOf, unused }) => report.columns({ columnOf, defaults: {}, unused }),
      onProgress: ({ share, rows, rejected }) => line.show(share, rows, `${rejected} rejected`),
      onRemark: (remark) => report.add(remark),
    });
    process.stdout.write(`${report.summary()}${sentenceOf(total, line.done(total.rows))}\n`);
  } finally {
    await report.close();
    await app.close();
  }
} // prettier-ignore

async function listOf(
  lists: ListsService,
  editor: ListEditor,
  tenantId: string,
  name: string,
  change: ListChange,
): Promise<string> {
  const known = await lists.named(tenantId, name);
  if (known) return known.id;
  if (change === 'REMOVE') throw new Error(`there is no list “${name}” to take anybody off.`);
  const made = await editor.create({ tenantId }, name);
  if ('problems' in made) throw new Error(made.problems.map(({ path, message, remedy }) => `the ${path} of the list ${message}. ${remedy}`).join(' ')); // prettier-ignore
  process.stdout.write(`There was no list “${made.list.name}”: it is made.\n`);
  return made.list.id;
}

function sentenceOf(total: ListImportProgress, speed: string): string {
  const { rows, added, unchanged, removed, withheld, rejected } = total;
  return `${rows.toLocaleString('en')} rows at ${speed} rows/s: ${added} ids are new on the list, ${unchanged} stood on it before, ${removed} are gone from it, ${withheld} withheld; ${rejected} rows rejected.`;
}

function columnsIn(map: string | undefined): Record<string, string> {
  const pairs = (map ?? '').split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [field = '', column] = pair.split('=', 2);
      if (column === undefined) throw new Error(`--map is written email=E-Post,userId=Kunde.\nUsage: ${usage}`);
      return [field.trim(), column.trim()];
    }),
  );
} // prettier-ignore

try {
  const one = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { list: one, change: one, tenant: one, map: one, report: one },
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new Error(`name one file.\nUsage: ${usage}`);
  const { list, change: wanted = 'add', tenant, map, report } = values;
  if (list === undefined) throw new Error(`--list is missing.\nUsage: ${usage}`);
  const change = listChanges.find((each) => each === wanted.toUpperCase());
  if (change === undefined) throw new Error(`--change is add, remove or replace.\nUsage: ${usage}`);
  await importList(path, { list, change, tenant, columns: columnsIn(map), report });
  process.exit(0);
} catch (fault) {
  process.stderr.write(`The list was not imported: ${sentenceFor(fault)}\n`);
  process.exit(1);
}
