import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { queuesConform } from './queue.conformance.js';

describe('queues on PostgreSQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  queuesConform(() => ({ DATABASE_URL: database.url }));
});
