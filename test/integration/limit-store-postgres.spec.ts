import { PostgresLimitStore } from '../../src/modules/platform/limit-store/postgres-limit-store.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { limitStoreConforms } from './limit-store.conformance.js';

describe('the limit store on PostgreSQL', () => {
  let database: TestDatabase;
  let store: PostgresLimitStore;
  beforeAll(async () => {
    database = await createTestDatabase();
    store = new PostgresLimitStore({ databaseUrl: database.url });
  });
  afterAll(async () => {
    await store.onApplicationShutdown();
    await database.drop();
  });

  it('is emptied by a crash of the server as one, its marks with the rest', async () => {
    const logged: unknown = await database.dataSource.query(
      "select relname from pg_class where relname like 'limit\\_%' and relkind = 'r' and relpersistence <> 'u'",
    );
    expect(logged).toEqual([]);
  });

  limitStoreConforms(() => store);
});
