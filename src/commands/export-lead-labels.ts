import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { LeadLabels } from '../modules/leads/labels/lead-labels.service.js';
import { readConfig } from '../modules/platform/config.js';
import { migrate } from '../modules/platform/migrate.js';
import { sentenceFor } from '../modules/platform/run-door.js';
import { TenancyService } from '../modules/tenancy/tenancy.service.js';
import { ExportLeadLabelsModule } from './export-lead-labels.module.js';

const usage = `npm run export:lead-labels -- --out file.csv
    --out FILE      where to; there is a whole file, or none
    --tenant SLUG   whose leads; not needed while there is one tenant`;

/** `npm run export:lead-labels`: what was known when leads were made and what became of them, for training. @returns how many */
async function exportLabels(out: string, slug: string | undefined): Promise<number> {
  await migrate(readConfig());
  const app = await NestFactory.createApplicationContext(ExportLeadLabelsModule, { logger: false, abortOnError: false }); // prettier-ignore
  const partial = `${out}.partial`;
  try {
    const tenant = await app.get(TenancyService).meant(slug);
    const labels = app.get(LeadLabels);
    let lines = 0;
    const counted = async function* () {
      for await (const line of labels.lines({ tenantId: tenant.id })) {
        lines++;
        yield line;
      }
    };
    await pipeline(Readable.from(counted()), createWriteStream(partial));
    await rename(partial, out);
    // The first is the header.
    return lines - 1;
  } finally {
    await rm(partial, { force: true });
    await app.close();
  }
}

try {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { out: text, tenant: text } });
  if (values.out === undefined) throw new Error(`say where to with --out.\nUsage: ${usage}`);
  const count = await exportLabels(values.out, values.tenant);
  process.stdout.write(`${count} leads are in ${values.out}.\n`);
} catch (fault) {
  process.stderr.write(`No leads were exported: ${sentenceFor(fault)}\n`);
  process.exitCode = 1;
}
