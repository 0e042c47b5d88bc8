import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Pool } from 'pg';
import { PostgresLimitStore } from '../../src/modules/platform/limit-store/postgres-limit-store.js';
import type { LimitStore } from '../../src/modules/platform/limit-store/limit-store.js';
import { RedisLimitStore } from '../../src/modules/platform/limit-store/redis-limit-store.js';
import { connectionsTo, startRedis } from '../support/redis.js';
import {
  atLeast,
  interleaved,
  median,
  quantile,
  rounded,
  wrong,
  type Bench,
  type Findings,
} from './bench.js';
import { onGround, type Ground } from './ground.js';
import { askOne, mostOfBudget, mostSeen, type Granted, type Order } from './limits-rush.js';

/** Askings in hand at once: as many as the store on PostgreSQL has connections. */
const atOnce = 5;
const campaigns = 50;
/** Of the rate of a bare write of the same store; a reservation looks at two budgets and a cap, and writes five things. */
const reach = 0.2;

interface Size {
  rounds: number;
  operations: number;
  tries: number;
}
const full: Size = { rounds: 5, operations: 4_000, tries: 500 };
const short: Size = { rounds: 1, operations: 300, tries: 60 };

/** A store with what bounds it: one bare write of the same server. */
interface Rival {
  readonly name: string;
  readonly store: LimitStore;
  readonly bare: (n: number) => Promise<unknown>;
  readonly order: Pick<Order, 'databaseUrl' | 'redisUrl'>;
  close(): Promise<void>;
}

/** How long each took, in milliseconds, and how many there were a second. */
interface Pace {
  readonly perSecond: number;
  readonly times: number[];
}

/**
 * What the limits cost: reservations and charges a second on Redis and on PostgreSQL, beside a bare INCRBY and a bare UPDATE of one row. Then
 * four processes rush for one capped viewer and one small budget: not one may be granted too many, nor too few.
 */
export const limits: Bench = {
  name: 'limits',
  run: ({ smoke }) => onGround({ apis: 0, workers: 0 }, () => Promise.resolve(), (ground) => measure(ground, smoke ? short : full)), // prettier-ignore
};

async function measure(ground: Ground, size: Size): Promise<Findings> {
  const findings: Findings = { about: [`${campaigns} campaigns with two budgets and a cap each; ${atOnce} askings at once from one process.`], table: [], figures: [] }; // prettier-ignore
  for (const open of [onPostgres, onRedis]) {
    const rival = await open(ground);
    if (rival === null) findings.about.push('There is no redis-server here: only PostgreSQL is measured.');
    else
      try {
        add(findings, await measureOne(rival, size));
      } finally {
        await rival.close();
      }
  }
  return findings;
}

async function measureOne({ name, store, bare, order }: Rival, { rounds, operations, tries }: Size): Promise<Findings> {
  const tenantId = randomUUID();
  await store.markWhole(tenantId, await store.beginFilling(tenantId));
  let offer = 0;
  let settled = 0;
  const reserve = () => paced(operations, () => store.reserve(tenantId, askOne(++offer, campaigns)));
  const charge = () => paced(operations, () => store.settle(tenantId, Date.now(), [chargeOf(++settled)]));
  const floor = () => paced(operations, bare);
  const [reserved = [], charged = [], floored = []] = await interleaved(rounds, [reserve, charge, floor]);
  const granted = await rush({ ...order, tenantId: randomUUID(), tries }, store);
  const shareOf = (paces: Pace[]) => median(paces.map(({ perSecond }, round) => perSecond / (floored[round]?.perSecond ?? NaN)));
  const key = name.toLowerCase();
  return {
    about: [`On ${name}, four processes were granted ${granted.seen} of ${mostSeen} for a viewer and ${granted.paid} of ${mostOfBudget} of a budget.`],
    table: [row(`${name}: reserve`, reserved), row(`${name}: charge`, charged), row(`${name}: one bare write`, floored)],
    figures: [
      atLeast(`${key}_reserve_of_floor`, shareOf(reserved), '×', reach),
      atLeast(`${key}_charge_of_floor`, shareOf(charged), '×', reach),
      wrong(`${key}_over_cap`, Math.max(0, granted.seen - mostSeen), 'offers too many'),
      wrong(`${key}_overspent`, Math.max(0, granted.paid - mostOfBudget), 'micros too many'),
      wrong(`${key}_refused_in_vain`, Math.abs(granted.seen - mostSeen) + Math.abs(granted.paid - mostOfBudget), 'off what there was'),
    ],
  };
} // prettier-ignore

function chargeOf(n: number) {
  const key = `b:${n % campaigns}`;
  return { id: `offer-${n}`, spent: [{ key, spent: n, keepUntil: null }, { key: `${key}:today`, spent: n, keepUntil: Date.now() + 3_600_000 }] }; // prettier-ignore
}

function row(what: string, paces: Pace[]): Findings['table'][number] {
  const times = paces.flatMap((pace) => pace.times);
  const perSecond = rounded(median(paces.map((pace) => pace.perSecond)));
  return { what, 'a second': perSecond, 'p50 ms': rounded(median(times)), 'p99 ms': rounded(quantile(times, 0.99)) }; // prettier-ignore
}

function add(findings: Findings, { about, table, figures }: Findings): void {
  findings.about.push(...about);
  findings.table.push(...table);
  findings.figures.push(...figures);
}

async function paced(operations: number, one: (n: number) => Promise<unknown>): Promise<Pace> {
  const times: number[] = [];
  let next = 0;
  const began = performance.now();
  const work = async () => {
    for (let n = next++; n < operations; n = next++) {
      const asked = performance.now();
      await one(n);
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { perSecond: (operations * 1_000) / (performance.now() - began), times };
}

/** Four processes ask for the same at once; says what all of them were granted. */
async function rush(order: Order, store: LimitStore): Promise<Granted> {
  await store.markWhole(order.tenantId, await store.beginFilling(order.tenantId));
  const granted = await Promise.all(Array.from({ length: 4 }, (_, n) => oneOf({ ...order, name: `process-${n}` }))); // prettier-ignore
  return granted.reduce((sum, { seen, paid }) => ({ seen: sum.seen + seen, paid: sum.paid + paid }), { seen: 0, paid: 0 }); // prettier-ignore
}

function oneOf(order: Order & { name: string }): Promise<Granted> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'limits-rush.js'), [JSON.stringify(order)], { stdio: 'inherit' });
    child.once('message', (granted: Granted) => resolve(granted));
    child.once('exit', (code) => reject(new Error(`a process of the rush ended with ${code} and said nothing`)));
  });
} // prettier-ignore

async function onPostgres({ databaseUrl, pool }: Ground): Promise<Rival> {
  await pool.query('create unlogged table bare (id int primary key, amount bigint not null)');
  await pool.query('insert into bare select n, 0 from generate_series(0, $1::int - 1) n', [campaigns]);
  const floor = new Pool({
    connectionString: databaseUrl,
    max: atOnce,
    options: '-c synchronous_commit=off',
  });
  const store = new PostgresLimitStore({ databaseUrl });
  return {
    ...{ name: 'PostgreSQL', store, order: { databaseUrl, redisUrl: null } },
    bare: (n) => floor.query({ name: 'bare', text: 'update bare set amount = amount + 1 where id = $1', values: [n % campaigns] }), // prettier-ignore
    async close() {
      await floor.end();
      await store.onApplicationShutdown();
    },
  };
}

async function onRedis({ databaseUrl }: Ground): Promise<Rival | null> {
  const redis = await startRedis().catch(() => null);
  if (!redis) return null;
  const connections = connectionsTo(redis.url);
  const client = await connections.forCommands();
  return {
    ...{
      name: 'Redis',
      store: new RedisLimitStore(connections),
      order: { databaseUrl, redisUrl: redis.url },
    },
    bare: (n) => client.incrby(`bare:${n % campaigns}`, 1),
    async close() {
      await connections.onApplicationShutdown();
      await redis.stop();
    },
  };
}
