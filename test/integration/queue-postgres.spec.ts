import { z } from 'zod';
import { readConfig } from '../../src/modules/platform/config.js';
import { Log } from '../../src/modules/platform/log.js';
import { Metrics } from '../../src/modules/platform/metrics.js';
import { QueueBackend } from '../../src/modules/platform/queue/queue-backend.js';
import { Queues } from '../../src/modules/platform/queue/queues.js';
import { Workers } from '../../src/modules/platform/queue/workers.js';
import { RedisConnections } from '../../src/modules/platform/redis.js';
import { testDataKeys } from '../support/data-keys.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { gate, TestProcessor, until } from '../support/test-processor.js';
import { queuesConform } from './queue.conformance.js';

describe('queues on PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const tracesOf = async (name: string) => {
    const tables = ['job', 'meta', 'event', 'dedup', 'scheduler'];
    const each = tables.map((table) => `select '${table}' as name from bullmq.${table} where queue = $1`);
    const rows: { name: string }[] = await database.dataSource.query(
      `${each.join(' union all ')}
       union all select relname from pg_class where relkind = 'S' and relname = bullmq.job_id_seq_name($1)`,
      [name],
    );
    return rows.map((row) => row.name);
  };
  queuesConform(() => ({ DATABASE_URL: database.url }), tracesOf);

  it('give the job in hand of a worker that died to another, though workers look for none where none is in hand', async () => {
    const config = readConfig({ SECRET: 'a-secret-for-tests-which-is-long-enough', DATA_KEYS: testDataKeys, LOG_LEVEL: 'silent', DATABASE_URL: database.url }); // prettier-ignore
    const log = new Log(config);
    const backend = new QueueBackend(config, new RedisConnections(config, log), log);
    const queue = {
      name: 'of-the-dead',
      payload: z.object({ shard: z.number() }),
      concurrency: 1,
      attempts: 1,
    };
    const processor = new TestProcessor(queue);
    const { opened, open } = gate();
    let taken = 0;
    // As if it were killed once it has the job: it says nothing more, and does not end it.
    const die = () => {
      taken += 1;
      return opened;
    };
    const dead = await backend.worker(queue.name, die, { lockDuration: 500, lockRenewTime: 3_600_000, skipStalledCheck: true }); // prettier-ignore
    dead.on('error', () => undefined);
    await new Queues(backend).add(queue, { shard: 4 });
    await until(() => taken === 1);
    const workers = new Workers(backend, log, new Metrics(), [processor]);
    await workers.onApplicationBootstrap();
    await until(() => processor.ended.length === 1, 25_000);
    expect(processor.ended).toEqual([4]);
    open();
    await workers.onModuleDestroy();
    await dead.close();
    await backend.onApplicationShutdown();
  }, 40_000);
});
