import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Changes } from '../../src/modules/platform/changes.js';
import { readConfig } from '../../src/modules/platform/config.js';
import { Log } from '../../src/modules/platform/log.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testDataKeys } from '../support/data-keys.js';

describe('changes', () => {
  let database: TestDatabase;
  let changes: Changes;
  let heard: (string | null)[];

  beforeEach(async () => {
    database = await createTestDatabase();
    const config = readConfig({
      DATABASE_URL: database.url,
      SECRET: 'a-secret-for-tests-which-is-long-enough',
      DATA_KEYS: testDataKeys,
      LOG_LEVEL: 'silent',
    });
    changes = new Changes(config, new Log(config));
    heard = [];
    changes.listen('stock', (tenantId) => heard.push(tenantId));
    await changes.onModuleInit();
  });
  afterEach(async () => {
    await changes.onApplicationShutdown();
    await database.drop();
  });

  async function untilHeard(count: number): Promise<void> {
    for (let wait = 0; heard.length < count && wait < 500; wait++) await sleep(10);
    expect(heard).toHaveLength(count);
  }

  it('are heard when the transaction commits, and never when it does not', async () => {
    const [kept, undone] = [randomUUID(), randomUUID()];
    const failure = database.dataSource.transaction(async (manager) => {
      await changes.announce(manager, 'stock', undone);
      throw new Error('undone');
    });
    await expect(failure).rejects.toThrow('undone');
    await database.dataSource.transaction(async (manager) => {
      await changes.announce(manager, 'stock', kept);
      await changes.announce(manager, 'campaigns', kept);
      await sleep(50);
      expect(heard).toEqual([]);
    });
    await untilHeard(1);
    expect(heard).toEqual([kept]);
  });

  it('call a faulty handler and then the next one', async () => {
    const others: (string | null)[] = [];
    changes.listen('prices', () => {
      throw new Error('faulty');
    });
    changes.listen('prices', (tenantId) => others.push(tenantId));
    await changes.announce(database.dataSource.manager, 'prices', 't-1');
    await changes.announce(database.dataSource.manager, 'stock', 't-1');
    await untilHeard(1);
    expect(others).toEqual(['t-1']);
  });

  it('say "refresh everything" after the connection was lost, and are heard again', async () => {
    await database.dataSource.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where starts_with(application_name, 'carousel-changes') and datname = current_database()`,
    );
    await untilHeard(1);
    expect(heard).toEqual([null]);
    await changes.announce(database.dataSource.manager, 'stock', 't-2');
    await untilHeard(2);
    expect(heard).toEqual([null, 't-2']);
  });
});
