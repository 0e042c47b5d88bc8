import { createTestDatabase, type TestDatabase } from '../support/database.js';
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
});
