import { TestCarousel } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

describe('the doors', () => {
  let database: TestDatabase;
  let carousel: TestCarousel;
  beforeAll(async () => {
    database = await createTestDatabase();
    carousel = await TestCarousel.start({ databaseUrl: database.url });
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
  });

  it('are both ready, and the worker answers nothing but health and metrics', async () => {
    const [worker] = carousel.workers;
    for (const url of [carousel.url, worker?.url ?? '']) {
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      expect((await fetch(`${url}/metrics`)).status).toBe(200);
    }
    const answer = await fetch(`${worker?.url ?? ''}/graphql`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(404);
  });
});
