import fc from 'fast-check';
import { z } from 'zod';
import { createTestTenant, TestCarousel, type TestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { anyRequest, type FuzzRequest } from '../support/hostile-requests.js';

/** How many requests; 100,000 is for a quiet hour. */
const total = Number(process.env['FUZZ_REQUESTS'] ?? 1_000);
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
const atOnce = 16;
const generatedTogether = 500;

const collected = z.object({
  accepted: z.number(),
  duplicates: z.number(),
  rejected: z.array(z.object({ index: z.number() })),
});
const refused = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
const counted = z.array(z.object({ rows: z.number(), ids: z.array(z.string()) }));

/** What the senders know in the end. */
class Ledger {
  accepted = 0;
  measured = 0;
  readonly acknowledged = new Set<string>();
  readonly answers = new Map<string, number>();

  note(request: FuzzRequest, status: number, text: string): void {
    const code = status >= 400 ? refused.parse(JSON.parse(text)).error.code : '';
    const answer = `${status} ${code}`.trim();
    this.answers.set(answer, (this.answers.get(answer) ?? 0) + 1);
    if (status >= 500 && !['EVENTS_BUSY', 'BUSY'].includes(code)) throw new Error(`${answer}: ${text}`);
    if (request.measured !== undefined) {
      expect(status).toBe(204);
      this.measured += request.measured;
    }
    if (request.messageIds === undefined || status >= 400) return;
    const { accepted, duplicates, rejected } = collected.parse(JSON.parse(text));
    expect(accepted + duplicates + rejected.length).toBe(request.messageIds.length);
    this.accepted += accepted;
    const bad = new Set(rejected.map(({ index }) => index));
    request.messageIds.forEach((id, index) => id !== null && !bad.has(index) && this.acknowledged.add(id));
  }
}

describe(`${total} requests, valid, broken and hostile`, () => {
  let database: TestDatabase;
  let tenant: TestTenant;
  let carousel: TestCarousel;
  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await createTestTenant(database.dataSource, 'fuzz');
    carousel = await TestCarousel.start({
      databaseUrl: database.url,
      workers: 0,
      env: { LOG_LEVEL: 'warn' },
    });
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
  });

  async function send(request: FuzzRequest, ledger: Ledger): Promise<void> {
    const { path, headers, body } = request;
    try {
      const answer = await fetch(`${carousel.url}${path}`, {
        method: 'POST',
        headers,
        body: new Uint8Array(body),
      });
      ledger.note(request, answer.status, await answer.text());
    } catch (fault) {
      // A sender of far too much may be cut off while it still sends.
      if (body.length > 500 * 1024 && fault instanceof TypeError) return;
      const shown = body.subarray(0, 2_000).toString();
      throw new Error(`FUZZ_SEED=${seed}: ${path} ${JSON.stringify(headers)} ${shown}`, { cause: fault });
    }
  }

  const storedFrom = async (key: string) => {
    const rows: unknown = await database.dataSource.query(
      `select count(*)::int as rows, coalesce(array_agg(message_id) filter (where message_id like 'fz-%'), '{}') as ids
       from events where source_id = $1`,
      [key.split('_')[2]],
    );
    return counted.parse(rows)[0];
  };

  it('end with no crash, no 5xx, and exactly the acknowledged events stored', async () => {
    const keys = {
      calls: tenant.keys.collector,
      measured: tenant.keys.storefront,
      hostile: tenant.keys.marketer,
    };
    const requests = anyRequest(keys);
    const ledger = new Ledger();
    for (let done = 0; done < total; done += generatedTogether) {
      const count = Math.min(generatedTogether, total - done);
      const queue = fc.sample(requests, { seed: seed + done, numRuns: count }).values();
      const lane = async () => {
        for (const request of queue) await send(request, ledger);
      };
      await Promise.all(Array.from({ length: atOnce }, lane));
    }
    const calls = await storedFrom(keys.calls);
    expect(calls?.rows).toBe(ledger.accepted);
    // Neither lost nor there twice.
    expect(calls?.ids).toHaveLength(ledger.acknowledged.size);
    expect(new Set(calls?.ids)).toEqual(ledger.acknowledged);
    expect((await storedFrom(keys.measured))?.rows).toBe(ledger.measured);
    expect(ledger.accepted).toBeGreaterThan(total / 4);
    expect((await fetch(`${carousel.url}/health/ready`)).status).toBe(200);
    expect(carousel.apis[0]?.process.exitCode).toBeNull();
    if (total > 10_000)
      console.log(seed, Object.fromEntries(ledger.answers), ledger.accepted, ledger.measured);
  }, 3_600_000);
});
