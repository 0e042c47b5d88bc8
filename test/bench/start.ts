import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, median, quantile, rounded, type Bench, type Findings } from './bench.js';
import { putSegment, putStock, stockNumber } from './data.js';
import { onGround, type Ground } from './ground.js';
import { Client, mustBeOk } from './load.js';
import { putPeople } from './people.js';

/** So many strangers did something while no worker was there: some in every shard. */
const strangers = 100;
const lookEveryMs = 20;
const giveUpMs = 600_000;

interface Size {
  people: number;
  eventsEach: number;
  rounds: number;
}
const full: Size = { people: 1_000_000, eventsEach: 20, rounds: 3 };
const short: Size = { people: 10_000, eventsEach: 20, rounds: 2 };

/** Seconds: from the start of a worker to what follows from every shard, and of the floor. */
interface Round {
  followed: number;
  floor: number;
}

/**
 * How long after a worker was started, alone and with everybody to be read from PostgreSQL, those are in a segment who belong
 * there since no worker was there to see it: all shards are read and looked through by then. The floor reads the same events
 * once, by bare SQL.
 */
export const start: Bench = {
  name: 'start',
  run: ({ smoke }) => {
    const size = smoke ? short : full;
    return onGround(
      { apis: 1, workers: 0 },
      async (pool, tenant) => {
        await putStock(pool, tenant, 1_000);
        await putPeople(pool, tenant, size);
      },
      (ground) => measure(ground, size),
    );
  },
};

async function measure(ground: Ground, size: Size): Promise<Findings> {
  const { carousel, tenant } = ground;
  const segmentId = await putSegment(carousel.url, tenant, 'Saved one', { did: { event: 'VEHICLE_SAVED' } });
  const collector = new Client(carousel.url, { authorization: `Bearer ${tenant.keys.collector}` }, 4);
  const rounds: Round[] = [];
  try {
    for (let done = 0; done < size.rounds; done++) {
      mustBeOk(await collector.post('/v1/batch', JSON.stringify({ batch: saves() })));
      rounds.push(await round(ground, segmentId, (done + 1) * strangers));
    }
  } finally {
    collector.close();
  }
  return report(rounds, size);
}

function saves() {
  return Array.from({ length: strangers }, () => ({
    type: 'track',
    event: 'Product Added to Wishlist',
    messageId: randomUUID(),
    anonymousId: randomUUID(),
    properties: { sku: stockNumber(1) },
  }));
}

async function round({ carousel, tenant, pool }: Ground, segmentId: string, members: number): Promise<Round> {
  const floorBegan = performance.now();
  await pool.query('select count(vehicle), max(occurred_at) from events where tenant_id = $1', [tenant.id]);
  const began = performance.now();
  const worker = await carousel.startWorker();
  for (;;) {
    const { rows } = await pool.query<{ members: number }>(
      'select count(*)::integer as members from segment_memberships where tenant_id = $1 and segment_id = $2',
      [tenant.id, segmentId],
    );
    const tookMs = performance.now() - began;
    if (rows[0]?.members === members) {
      await carousel.close(worker);
      return { followed: tookMs / 1_000, floor: (began - floorBegan) / 1_000 };
    }
    if (tookMs > giveUpMs)
      throw new Error(
        `Of ${members} people ${rows[0]?.members} were in the segment after ${giveUpMs / 1_000} s.`,
      );
    await sleep(lookEveryMs);
  }
}

function report(rounds: readonly Round[], { people, eventsEach }: Size): Findings {
  const row = (what: string, seconds: number[]) => ({
    what,
    middleS: rounded(median(seconds)),
    worstS: rounded(quantile(seconds, 1)),
  });
  const followed = rounds.map((one) => one.followed);
  return {
    about: [
      `${people.toLocaleString('en')} people with ${eventsEach} events each, read by one worker; ${rounds.length} starts.`,
    ],
    table: [
      row('from its start until everybody was looked at', followed),
      row('the same events read once by bare SQL (floor)', rounds.map((one) => one.floor)), // prettier-ignore
    ],
    figures: [atMost('start_from_postgresql', median(followed), 's', 30)],
  };
}
