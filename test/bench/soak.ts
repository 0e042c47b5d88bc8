import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { atMost, median, rounded, type Bench, type Findings } from './bench.js';
import { productViews, putStock } from './data.js';
import { onGround, residentMb, type Ground } from './ground.js';
import { atRate, Client, mustBeOk, type Answer } from './load.js';

/** Far more people than a process remembers, so that whatever is kept of each would be seen to grow. */
const looks = { shoppers: 1_000_000, cars: 1_000 };
const batchSize = 100;
/** Each a second: about a third of what two cores take. */
const rates = { batches: 15, singles: 50 };
const lookEveryMs = 1_000;
/** Beyond that it is no longer a matter of figures: something is kept that should not be. */
const mostMb = 700;
const mostGrowth = 1.6;
/** Share of the time in which caches fill and code is compiled; the next such share is what the last is held against. */
const share = 0.25;

const collected = z.object({ accepted: z.number(), duplicates: z.number() });

/**
 * Ten minutes of events in batches and one by one, most of people never seen before: does the memory of the API stay what
 * it was, and is what was acknowledged there, once? Fails where it is not, or where memory has no bound. Short, it takes one
 * minute.
 */
export const soak: Bench = {
  name: 'soak',
  run: ({ smoke }) =>
    onGround(
      { apis: 1, workers: 0 },
      (pool, tenant) => putStock(pool, tenant, looks.cars),
      (ground) => measure(ground, smoke ? 60_000 : 600_000),
    ),
};

async function measure(ground: Ground, ms: number): Promise<Findings> {
  const { carousel, pool, tenant } = ground;
  const client = new Client(carousel.url, { authorization: `Bearer ${tenant.keys.collector}` }, 64);
  let acknowledged = 0;
  const note = (answer: Answer) => {
    const { accepted, duplicates } = collected.parse(JSON.parse(mustBeOk(answer).body));
    acknowledged += accepted + duplicates;
  };
  const memory = new Memory(() => residentMb(carousel));
  try {
    const [batches, singles] = await Promise.all([
      atRate(rates.batches, ms, async () => note(await client.post('/v1/batch', JSON.stringify({ batch: productViews(batchSize, looks) })))), // prettier-ignore
      atRate(rates.singles, ms, async () => note(await client.post('/v1/track', JSON.stringify(productViews(1, looks)[0])))), // prettier-ignore
      memory.watch(ms),
    ]);
    const { rows } = await pool.query<{ stored: string }>('select count(*) as stored from events');
    const stored = Number(rows[0]?.stored);
    if (stored !== acknowledged)
      throw new Error(`${acknowledged} events were acknowledged, and ${stored} are stored`);
    if (memory.peak() > mostMb || memory.growth() > mostGrowth)
      throw new Error(`the memory of the API is not bounded: ${memory.line()} MB`);
    return {
      about: [
        `${rates.batches} batches of ${batchSize} and ${rates.singles} single events a second for ${ms / 1000} s, of ${looks.shoppers.toLocaleString('en')} shoppers. Memory is the resident set of the API.`,
      ],
      table: [
        { what: 'batches', perSecond: rounded(batches.perSecond), p50Ms: rounded(batches.p50Ms), p99Ms: rounded(batches.p99Ms) },
        { what: 'singles', perSecond: rounded(singles.perSecond), p50Ms: rounded(singles.p50Ms), p99Ms: rounded(singles.p99Ms) },
        { what: `${stored.toLocaleString('en')} events stored; memory ${memory.line()} MB` },
      ], // prettier-ignore
      figures: [
        atMost('memory_growth', memory.growth(), 'x', 1.15),
        atMost('memory_peak', memory.peak(), 'MB', 500),
        atMost('lowest_memory_growth', memory.growthOfLowest(), 'x', 1.15),
      ],
    };
  } finally {
    client.close();
  }
}

/** What a process held, looked at every second. */
class Memory {
  private readonly seen: number[] = [];

  constructor(private readonly read: () => Promise<number>) {}

  async watch(ms: number): Promise<void> {
    const until = performance.now() + ms;
    while (performance.now() < until) {
      this.seen.push(await this.read());
      await sleep(lookEveryMs);
    }
  }

  peak(): number {
    return Math.max(...this.seen);
  }

  /** The last quarter against the second. */
  growth(): number {
    return median(this.during(1 - share)) / median(this.during(share));
  }

  /** The same of the lowest points: in between V8 lets garbage lie, where there is memory to spare. */
  growthOfLowest(): number {
    return Math.min(...this.during(1 - share)) / Math.min(...this.during(share));
  }

  /** The middle of each tenth of the time. */
  line(): string {
    const tenth = Math.max(1, Math.floor(this.seen.length / 10));
    return Array.from({ length: 10 }, (_, n) =>
      Math.round(median(this.seen.slice(n * tenth, (n + 1) * tenth))),
    ).join(' ');
  }

  private during(from: number): number[] {
    const { length } = this.seen;
    return this.seen.slice(Math.floor(length * from), Math.floor(length * (from + share)));
  }
}
