import { mkdtempSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One PostgreSQL server for the whole run, in a scratch folder, with a migrated template database to copy. */
export default async function setUp() {
  const { EmbeddedPostgres } = await import('../../dist/src/modules/platform/embedded-postgres.js');
  const { prepareTemplate } = await import('../../dist/test/support/template.js');
  const scratch = mkdtempSync(join(tmpdir(), 'carousel-test-'));
  chmodSync(scratch, 0o755);
  const server = await EmbeddedPostgres.start(join(scratch, 'postgres'), {
    fsync: 'off',
    synchronous_commit: 'off',
  });
  globalThis.carouselTest = { server, scratch };
  process.env.TEST_DATABASE_SERVER = server.baseUrl;
  process.env.TEST_SCRATCH = scratch;
  await prepareTemplate(server.baseUrl);
}
