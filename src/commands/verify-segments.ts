import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AppModule } from '../app.module.js';
import { Clock } from '../modules/platform/clock.js';
import { sentenceFor } from '../modules/platform/run-door.js';
import { VerificationService } from '../modules/segments/verification.service.js';
import { TenancyService } from '../modules/tenancy/tenancy.service.js';

const usage = 'segments:verify -- --tenant demo';

/**
 * `segments:verify`: recomputes every membership of a tenant from the log and prints what differs from the memberships
 * kept; the first differences are named. Changes nothing. While events arrive, the last moment's may show as differences; at rest there must be none.
 */
async function verifySegments(): Promise<boolean> {
  const { values } = parseArgs({ options: { tenant: { type: 'string' } } });
  if (!values.tenant) throw new Error(`--tenant is missing.\nUsage: npm run ${usage}`);
  const app = await NestFactory.createApplicationContext(AppModule, { logger: false, abortOnError: false });
  try {
    const tenant = await app.get(TenancyService).findBySlug(values.tenant);
    if (!tenant) throw new Error(`There is no tenant "${values.tenant}".`);
    const { manager } = app.get(DataSource);
    const found = await app.get(VerificationService).verify(manager, tenant.id, app.get(Clock).now());
    for (const { kind, segmentId, profileId } of found.named)
      process.stdout.write(`${kind}: profile ${profileId} in segment ${segmentId}\n`);
    process.stdout.write(
      `${found.profiles} profiles, ${found.memberships} memberships, ${found.differences} differences.\n`,
    );
    return found.differences === 0;
  } finally {
    await app.close();
  }
}

try {
  process.exit((await verifySegments()) ? 0 : 1);
} catch (fault) {
  process.stderr.write(`Not verified: ${sentenceFor(fault)}\n`);
  process.exit(1);
}
