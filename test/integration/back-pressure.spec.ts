import { z } from 'zod';
import { createTestTenant, TestCarousel, type TestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const batches = 240;
const perBatch = 1_000;
const collected = z.object({ accepted: z.number() });

describe('a flood of large batches', () => {
  let database: TestDatabase;
  let tenant: TestTenant;
  let carousel: TestCarousel;
  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await createTestTenant(database.dataSource, 'flood');
    carousel = await TestCarousel.start({ databaseUrl: database.url, workers: 0 });
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
  });

  const residentBytes = async () => {
    const metrics = await (await fetch(`${carousel.url}/metrics`)).text();
    return Number(/^carousel_process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1]);
  };

  it('is put off with 503 and Retry-After, within bounded memory, and what was acknowledged is stored', async () => {
    const headers = { authorization: `Bearer ${tenant.keys.collector}` };
    const send = async (n: number) => {
      const batch = Array.from({ length: perBatch }, (_, m) => ({ type: 'track', event: 'Product Viewed', userId: `u-${m}`, messageId: `${n}-${m}`, properties: { note: 'x'.repeat(350) } })); // prettier-ignore
      const answer = await fetch(`${carousel.url}/v1/batch`, { method: 'POST', headers, body: JSON.stringify({ batch }) }); // prettier-ignore
      const text = await answer.text();
      if (answer.status === 200) return collected.parse(JSON.parse(text)).accepted;
      expect(`${answer.status} ${text}`).toMatch(/^503 .*"(EVENTS_)?BUSY"/);
      expect(answer.headers.get('retry-after')).toBe('1');
      return 0;
    };
    const outcomes = await Promise.all(Array.from({ length: batches }, (_, n) => send(n)));
    const accepted = outcomes.reduce((sum, count) => sum + count, 0);
    expect(accepted).toBeGreaterThan(0);
    expect(outcomes).toContain(0);
    const rows: unknown = await database.dataSource.query('select count(*)::int as n from events');
    expect(rows).toEqual([{ n: accepted }]);
    expect(await residentBytes()).toBeLessThan(1e9);
  });
});
