import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { AppModule } from '../app.module.js';
import { AppError } from '../modules/platform/app-error.js';
import { sentenceFor } from '../modules/platform/run-door.js';
import { TenancyService } from '../modules/tenancy/tenancy.service.js';

const usage =
  'npm run create-tenant -- --slug acme --name "Acme Motors" --time-zone Europe/London --currency GBP';

const tenantSchema = z.object({
  slug: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'takes 2 to 40 of a-z, 0-9 and -, a letter first'),
  name: z.string().min(1, 'must not be empty'),
  'time-zone': z.string().refine((zone) => IANAZone.isValidZone(zone), 'takes an IANA zone: Europe/London'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'takes an ISO 4217 code: GBP'),
});

/**
 * `npm run create-tenant`: the operator's way in. Adds a tenant and prints the one admin key with which everything else,
 * further keys included, is done over GraphQL. The key cannot be shown again.
 */
async function createTenant(): Promise<void> {
  const { slug, name, currency, 'time-zone': timeZone } = readArguments();
  const app = await NestFactory.createApplicationContext(AppModule, { logger: false, abortOnError: false });
  try {
    const tenancy = app.get(TenancyService);
    if (await tenancy.findBySlug(slug))
      throw new AppError('TENANT_EXISTS', 'conflict', `A tenant "${slug}" is there already.`);
    const tenant = await tenancy.createTenant({ slug, name, timeZone, currency });
    const { key } = await tenancy.createKey(tenant.id, 'admin', 'first key');
    process.stdout.write(`Tenant ${slug} (${tenant.id}). Its admin key, shown only now:\n${key}\n`);
  } finally {
    await app.close();
  }
}

function readArguments(): z.infer<typeof tenantSchema> {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { slug: option, name: option, 'time-zone': option, currency: option },
  });
  const parsed = tenantSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) =>
      `--${path.join('.')} ${message.startsWith('Invalid input') ? 'is missing' : message}`,
  );
  throw new Error(`${faults.join('; ')}.\nUsage: ${usage}`);
}

try {
  await createTenant();
  process.exit(0);
} catch (fault) {
  process.stderr.write(`No tenant was made: ${sentenceFor(fault)}\n`);
  process.exit(1);
}
