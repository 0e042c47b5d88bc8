import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';

/** One PostgreSQL server for the whole run, in a scratch folder, with two templates to copy: migrated, and with the demo in it. */
export default async function setUp() {
  const { EmbeddedPostgres } = await import('../../dist/src/modules/platform/embedded-postgres.js');
  const { prepareTemplate } = await import('../../dist/test/support/template.js');
  const { testDataKeys } = await import('../../dist/test/support/data-keys.js');
  const scratch = mkdtempSync(join(scratchRoot(), 'carousel-test-'));
  chmodSync(scratch, 0o755);
  const server = await EmbeddedPostgres.start(join(scratch, 'postgres'), {
    fsync: 'off',
    synchronous_commit: 'off',
    // Each database made is a checkpoint, after which every page would be written whole into the log once more.
    full_page_writes: 'off',
  });
  globalThis.carouselTest = { server, scratch };
  clearWhenInterrupted(server, scratch);
  process.env.TEST_DATABASE_SERVER = server.baseUrl;
  process.env.TEST_SCRATCH = scratch;
  try {
    await prepareTemplate(server.baseUrl);
    seedDemo(`${server.baseUrl}/template_demo`, join(scratch, 'demo-keys.json'), testDataKeys);
  } catch (fault) {
    // Jest does not tear down what was not set up to the end.
    await clear(server, scratch);
    throw fault;
  }
}

/**
 * In memory where there is room: every spec has databases of its own, each a copy of a thousand small files, which busy disks take
 * seconds for.
 */
function scratchRoot() {
  const [inMemory, room] = ['/dev/shm', 6 * 2 ** 30];
  if (process.env.TMPDIR !== undefined) return tmpdir();
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize >= room && freemem() >= 2 * room ? inMemory : tmpdir();
  } catch {
    return tmpdir();
  }
}

async function clear(server, scratch) {
  await server.stop();
  rmSync(scratch, { recursive: true, force: true });
}

/** A run cut short leaves no server and no folder behind either. */
function clearWhenInterrupted(server, scratch) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, async () => {
      await clear(server, scratch);
      process.kill(process.pid, signal);
    });
}

/** The demo tenant as `npm start` loads it, by the same command. */
function seedDemo(databaseUrl, keysFile, dataKeys) {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    SECRET: 'a-secret-for-tests-which-is-long-enough',
    DATA_KEYS: dataKeys,
    LOG_LEVEL: 'error',
  };
  execFileSync(process.execPath, ['dist/programs/seed-demo.js', keysFile], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
