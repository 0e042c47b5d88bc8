import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Story } from '../support/story.js';

const lanes = 6;
const batches = 240;
const perBatch = 25;
const total = batches * perBatch;
/** How much is acknowledged when the connections are cut, and when an API dies. */
const cutsAt = [0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8];
const deathAt = 0.5;

const answerSchema = z.object({ rejected: z.array(z.object({ code: z.string() })) });
const countSchema = z.tuple([z.object({ rows: z.coerce.number(), ids: z.coerce.number() })]);

describe('a collector whose database connections are cut and that is killed', () => {
  let story: Story;
  let operator: DataSource;
  beforeAll(async () => {
    story = await Story.begin({ apis: 2 });
    operator = await new DataSource({ type: 'postgres', url: story.database.url }).initialize();
  });
  afterAll(async () => {
    await operator.destroy();
    await story.end();
  });

  it('loses nothing it acknowledged, doubles nothing, and says 503 when it cannot', async () => {
    const statuses = new Map<number, number>();
    let acknowledged = 0;
    /** As Segment's clients do: the same again until it is acknowledged, to whichever API is next. */
    const send = async (batch: number) => {
      const body = JSON.stringify({ batch: eventsOf(batch) });
      for (;;) {
        const answer = await story.collect('batch', body).catch(() => null);
        if (answer) statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (answer?.status === 200) {
          const { rejected } = answerSchema.parse(await answer.json());
          expect(rejected).toEqual([expect.objectContaining({ code: 'NO_EVENT_NAME' })]);
          acknowledged += perBatch;
          return;
        }
        await sleep(20);
      }
    };
    const numbers = Array.from({ length: batches }, (_, batch) => batch).values();
    const lane = async () => {
      for (const batch of numbers) await send(batch);
    };
    const reached = async (share: number) => {
      while (acknowledged < share * total) await sleep(1);
    };
    let cut = 0;
    const cutting = async () => {
      for (const share of cutsAt) {
        await reached(share);
        cut += await cutConnections();
      }
    };
    const dying = async () => {
      await reached(deathAt);
      const [door] = story.carousel.apis;
      if (!door) throw new Error('there is no API to kill');
      await story.carousel.kill(door);
      // A process cut off while it starts ends, and is started again, as a supervisor does it.
      await story.carousel.startApi().catch(() => story.carousel.startApi());
    };
    await Promise.all([...Array.from({ length: lanes }, lane), cutting(), dying()]);

    expect(cut).toBeGreaterThan(cutsAt.length);
    const stored: unknown = await operator.query("select count(*) as rows, count(distinct message_id) as ids from events where message_id like 'cut-%'"); // prettier-ignore
    expect(countSchema.parse(stored)).toEqual([{ rows: total, ids: total }]);
    const refused: unknown = await operator.query('select count(*) as rows, count(distinct message_id) as ids from rejected_events'); // prettier-ignore
    expect(countSchema.parse(refused)).toEqual([{ rows: batches, ids: batches }]);
    expect([...statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  });

  /** Ends every connection that our programs have to the database, as a failover does; says how many. */
  async function cutConnections(): Promise<number> {
    const [own]: { pid: number }[] = await story.database.dataSource.query('select pg_backend_pid() as pid');
    const rows: unknown[] = await operator.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name like 'carousel%' and pid <> $1`,
      [own?.pid ?? 0],
    );
    return rows.length;
  }
});

/** Some of somebody known by now, some of somebody new who then says who they are, and one that is none. */
function eventsOf(batch: number): object[] {
  const events = Array.from({ length: perBatch }, (_, at) => {
    const messageId = `cut-${batch}-${at}-${randomUUID()}`;
    if (at % 5 === 0) return { type: 'page', messageId, anonymousId: `new-${batch}-${at}` };
    if (at % 5 === 1) return { type: 'identify', messageId, anonymousId: `new-${batch}-${at - 1}`, userId: `user-${(batch + at) % 40}`, traits: { city: 'Leeds' } }; // prettier-ignore
    return { type: 'track', messageId, userId: `user-${(batch * at) % 40}`, event: 'Product Viewed' };
  });
  return [...events, { type: 'track', messageId: `none-${batch}`, userId: 'user-1' }];
}
