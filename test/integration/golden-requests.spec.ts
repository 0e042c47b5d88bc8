import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { createTestTenant, TestCarousel, type TestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { wholeEvent } from '../support/whole-event.js';

const folder = 'test/golden/requests';
const goldenSchema = z.object({
  requests: z.array(
    z.object({ path: z.string(), headers: z.record(z.string(), z.string()), body: z.unknown() }),
  ),
  events: z.array(z.looseObject({ messageId: z.string() })),
  rejected: z.array(z.looseObject({ messageId: z.string() })).default([]),
});

/**
 * What the real clients sent when they were listened to (compressed where they did), the names of each vocabulary as its
 * specification and its senders write them, and what became of it all. The key is put in; everything else is as it came.
 */
describe('golden requests', () => {
  let database: TestDatabase;
  let tenant: TestTenant;
  let carousel: TestCarousel;
  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await createTestTenant(database.dataSource, 'golden');
    carousel = await TestCarousel.start({ databaseUrl: database.url, workers: 0 });
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
  });
  beforeEach(() => database.dataSource.query('truncate events, event_receipts, rejected_events'));

  const send = ({ path, headers, body }: z.output<typeof goldenSchema>['requests'][number]) => {
    const put = (text: string) => text.replaceAll('YOUR_COLLECTOR_KEY', tenant.keys.collector);
    const [, basic] = /^Basic (.*)$/.exec(headers['authorization'] ?? '') ?? [];
    const text = put(JSON.stringify(body));
    return fetch(`${carousel.url}${put(path)}`, {
      method: 'POST',
      headers: basic === undefined ? headers : { ...headers, authorization: `Basic ${btoa(put(basic))}` },
      body: headers['content-encoding'] === 'gzip' ? new Uint8Array(gzipSync(text)) : text,
    });
  };

  it.each(readdirSync(folder))('%s', async (file) => {
    const { requests, events, rejected } = goldenSchema.parse(
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    );
    for (let times = 0; times < 2; times++)
      for (const request of requests) expect((await send(request)).status).toBeLessThan(300);
    const stored: unknown[] = await database.dataSource.query(
      `select message_id as "messageId", type, schema_version as "schemaVersion", name, properties, vehicle, context,
         tenant_id as "tenantId", sealed,
         to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt"
       from events where identity_id is not null order by message_id`,
    );
    expect(stored).toHaveLength(events.length);
    expect(stored.map(wholeEvent)).toMatchObject(events);
    const refused: unknown = await database.dataSource.query(
      'select message_id as "messageId", code, message from rejected_events order by message_id',
    );
    expect(refused).toHaveLength(rejected.length);
    expect(refused).toMatchObject(rejected);
  });
});
