import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';
import { testDataKeys } from '../support/data-keys.js';

const total = 10_000;
const batchSize = 50;

describe('kill -9 of worker and API in the middle of 10,000 events', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  it('keeps every acknowledged event exactly once, and memberships equal to a recomputation from scratch', async () => {
    const created = await story.ask(
      `mutation Create($input: CreateSegmentInput!) { createSegment(input: $input) { ... on Segment { id } } }`,
      {
        input: {
          name: 'keen on Fords',
          rule: {
            did: {
              event: 'VEHICLE_VIEWED',
              where: { make: ['Ford'] },
              times: { atLeast: 20 },
              within: 'P1D',
            },
          },
        },
      },
    );
    const { createSegment } = z.object({ createSegment: z.object({ id: z.string() }) }).parse(created.data);

    const sender = new Sender(story);
    const sending = sender.sendAll();
    await sender.acknowledgedAtLeast(total * 0.3);
    await killFirst(story, 'workers');
    await sender.acknowledgedAtLeast(total * 0.6);
    await killFirst(story, 'apis');
    await sending;

    const [stored] = z
      .array(z.object({ rows: z.coerce.number(), ids: z.coerce.number() }))
      .parse(
        await story.database.dataSource.query(
          `select count(*) as rows, count(distinct message_id) as ids from events where message_id like 'crash-%'`,
        ),
      );
    expect(stored).toEqual({ rows: total, ids: total });

    // Every shopper did 50 views: all 200 belong.
    await eventually(
      () => story.ask(`query Size($id: ID!) { segment(id: $id) { size } }`, { id: createSegment.id }),
      ({ data }) =>
        z.object({ segment: z.object({ size: z.number() }) }).parse(data).segment.size === total / batchSize,
      20_000,
    );
    expect(await verify(story)).toMatch(/\b0 differences\b/);
  });
});

/** Power cut for one process, and its replacement. */
async function killFirst(story: Story, kind: 'apis' | 'workers'): Promise<void> {
  const [door] = story.carousel[kind];
  if (!door) throw new Error(`there is no one of ${kind} to kill`);
  await story.carousel.kill(door);
  await (kind === 'apis' ? story.carousel.startApi() : story.carousel.startWorker());
}

/** `npm run segments:verify`: recomputes every membership from the log and counts the differences. */
async function verify(story: Story): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['dist/src/commands/verify-segments.js', '--tenant', 'demo'],
    {
      env: {
        ...process.env,
        DATABASE_URL: story.database.url,
        SECRET: 'a-secret-for-tests-which-is-long-enough',
        DATA_KEYS: testDataKeys,
        LOG_LEVEL: 'error',
      },
    },
  );
  return stdout;
}

/** A client that, as Segment's do, sends a batch again until it is acknowledged. */
class Sender {
  private acknowledged = 0;

  constructor(private readonly story: Story) {}

  async sendAll(): Promise<void> {
    const shoppers = Array.from({ length: total / batchSize }, (_, n) => `crash-shopper-${n}`);
    const next = shoppers.values();
    const lane = async () => {
      for (const shopper of next) await this.send(shopper);
    };
    await Promise.all([lane(), lane(), lane(), lane()]);
  }

  async acknowledgedAtLeast(count: number): Promise<void> {
    while (this.acknowledged < count) await sleep(2);
  }

  private async send(shopper: string): Promise<void> {
    const batch = Array.from({ length: batchSize }, () => ({
      type: 'track',
      event: 'Product Viewed',
      anonymousId: shopper,
      messageId: `crash-${randomUUID()}`,
      timestamp: new Date().toISOString(),
      properties: { make: 'Ford', model: 'Focus', body_style: 'hatchback' },
    }));
    const body = JSON.stringify({ batch, sentAt: new Date().toISOString() });
    for (;;) {
      const answer = await this.story.collect('batch', body).catch(() => null);
      if (answer?.status === 200) break;
      await sleep(50);
    }
    this.acknowledged += batchSize;
  }
}
