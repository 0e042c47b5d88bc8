import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { AskFor, LimitStore } from '../../src/modules/platform/limit-store/limit-store.js';
import { PostgresLimitStore } from '../../src/modules/platform/limit-store/postgres-limit-store.js';
import { RedisLimitStore } from '../../src/modules/platform/limit-store/redis-limit-store.js';
import { connectionsTo } from '../support/redis.js';

/** So often the viewer may see it, and so much there is to spend: micros. */
export const mostSeen = 10;
export const mostOfBudget = 90;
const price = 9;
const hour = 3_600_000;
/** Of each process: more would only wait for a connection. */
const atOnce = 10;

/** What one process of the rush is told to do. */
export interface Order {
  readonly tenantId: string;
  readonly databaseUrl: string;
  /** Null: on PostgreSQL. */
  readonly redisUrl: string | null;
  readonly tries: number;
}

const orderSchema = z.object({ name: z.string(), tenantId: z.string(), databaseUrl: z.string(), redisUrl: z.string().nullable(), tries: z.number() }); // prettier-ignore

/** What one process was granted: offers to the capped viewer, micros of the small budget. */
export interface Granted {
  readonly seen: number;
  readonly paid: number;
}

/** An asking as an answer with one offer makes it: two budgets, a cap, one viewer of many. */
export function askOne(n: number, campaigns: number): AskFor {
  const now = Date.now();
  const campaign = n % campaigns;
  const amount = { amount: 9_000, most: 1e15, until: now + hour / 6, keepUntil: null };
  return {
    now,
    viewer: [`viewer-${n % 5_000}`],
    asks: [
      {
        id: `offer-${n}`,
        amounts: [{ ...amount, key: `b:${campaign}` }, { ...amount, key: `b:${campaign}:today`, keepUntil: now + hour }], // prettier-ignore
        counts: [{ subject: `c:${campaign}`, since: now - hour, most: 1_000 }],
        subjects: [`r:${campaign}`, `c:${campaign}`, 'a:house'],
        unsettledUntil: now + hour / 6,
        keepUntil: now + hour,
      },
    ],
  };
}

/** One asking for the viewer or the budget that everybody rushes for. */
function rushed(id: string, kind: 'seen' | 'paid'): AskFor {
  const now = Date.now();
  const common = { id, unsettledUntil: now + hour, keepUntil: now + hour };
  const amount = { key: 'b:small', amount: price, most: mostOfBudget, until: now + hour, keepUntil: null };
  return kind === 'seen'
    ? { now, viewer: ['everybody'], asks: [{ ...common, amounts: [], counts: [{ subject: 'c:capped', since: now - hour, most: mostSeen }], subjects: ['c:capped'] }] } // prettier-ignore
    : { now, viewer: [id], asks: [{ ...common, amounts: [amount], counts: [], subjects: [] }] };
}

async function rush(
  store: LimitStore,
  { tenantId, tries, name }: Order & { name: string },
): Promise<Granted> {
  const granted = { seen: 0, paid: 0 };
  const one = async (kind: 'seen' | 'paid', n: number) => {
    const answer = await store.reserve(tenantId, rushed(`${name}-${kind}-${n}`, kind));
    if (answer === null) throw new Error('The store was not whole.');
    if (answer[0] === null) granted[kind] += kind === 'seen' ? 1 : price;
  };
  let next = 0;
  const work = async () => {
    for (let n = next++; n < tries; n = next++) await Promise.all([one('seen', n), one('paid', n)]);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return granted;
}

async function main(order: Order & { name: string }): Promise<void> {
  const redis = order.redisUrl === null ? null : connectionsTo(order.redisUrl);
  const store = redis ? new RedisLimitStore(redis) : new PostgresLimitStore(order);
  process.send?.(await rush(store, order));
  if (store instanceof PostgresLimitStore) await store.onApplicationShutdown();
  await redis?.onApplicationShutdown();
  process.disconnect();
}

const [, script = '', order] = process.argv;
if (import.meta.url === pathToFileURL(script).href && order !== undefined)
  await main(orderSchema.parse(JSON.parse(order)));
