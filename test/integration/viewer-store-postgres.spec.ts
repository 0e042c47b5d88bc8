import { PostgresViewerStore } from '../../src/modules/platform/viewer-store/postgres-viewer-store.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { viewerStoreConforms } from './viewer-store.conformance.js';

describe('the viewer store on PostgreSQL', () => {
  let database: TestDatabase;
  let store: PostgresViewerStore;
  beforeAll(async () => {
    database = await createTestDatabase();
    store = new PostgresViewerStore({ databaseUrl: database.url });
  });
  afterAll(async () => {
    await store.onApplicationShutdown();
    await database.drop();
  });

  it('is known to be new', async () => {
    expect(await store.lastMark()).toBeNull();
  });

  viewerStoreConforms(() => store);
});
