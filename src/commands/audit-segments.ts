import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { sentenceFor } from '../modules/platform/run-door.js';
import { AuditService } from '../modules/segments/audit/audit.service.js';
import { TenancyService } from '../modules/tenancy/tenancy.service.js';
import { auditReport } from './audit-report.js';
import { AuditSegmentsModule } from './audit-segments.module.js';
import { ProgressLine } from './progress-line.js';

const usage = 'npm run audit:segments -- --tenant demo [--segment <id>] [--json]';

/**
 * `npm run audit:segments`: holds every membership of a tenant, or of one segment, against its rule as SQL, and tells where
 * they differ. Changes nothing, and may be run while everything else does. Ends with 1 where there are differences.
 */
async function auditSegments(): Promise<boolean> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { tenant: text, segment: text, json: { type: 'boolean' } } });
  if (!values.tenant) throw new Error(`--tenant is missing.\nUsage: ${usage}`);
  const app = await NestFactory.createApplicationContext(AuditSegmentsModule, {
    logger: false,
    abortOnError: false,
  });
  try {
    const tenant = await app.get(TenancyService).meant(values.tenant);
    const line = new ProgressLine(values.json ? process.stderr : process.stdout);
    const asked = { tenantId: tenant.id, segmentId: values.segment };
    const audit = await app.get(AuditService).audit({
      ...asked,
      progress: (people, outOf) => line.show(Math.min(1, people / Math.max(1, outOf)), people, ''),
    });
    line.done(audit.people);
    process.stdout.write(values.json ? `${JSON.stringify(audit, null, 2)}\n` : auditReport(audit));
    return audit.differences === 0;
  } finally {
    await app.close();
  }
}

try {
  process.exit((await auditSegments()) ? 0 : 1);
} catch (fault) {
  process.stderr.write(`Not audited: ${sentenceFor(fault)}\n`);
  process.exit(1);
}
