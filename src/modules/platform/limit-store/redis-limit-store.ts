import { createHash, randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { z } from 'zod';
import type { RedisConnections } from '../redis.js';
import { LimitStore, type AskFor, type Occurrence, type Reserved, type Settlement, type Taken } from './limit-store.js'; // prettier-ignore
import * as scripts from './redis-limit-scripts.js';

const texts = z.array(z.string());
const found = z.array(z.tuple([z.string(), z.number(), z.union([z.array(z.string()), z.object({})])]));

/**
 * The limits in Redis: each operation is one Lua script, so one atomic step and one hop. All a tenant has lies in one slot, as a
 * step may touch any of it. The price: a tenant's limits live on one node of a cluster, whose one thread does some tens of
 * thousands of steps a second; tenants spread.
 */
export class RedisLimitStore extends LimitStore {
  constructor(private readonly connections: RedisConnections) {
    super();
  }

  async reserve(tenantId: string, ask: AskFor): Promise<Reserved | null> {
    const answer = await this.run(scripts.reserve, tenantId, ask);
    if (answer === null) return null;
    return texts.parse(answer).map((said) => (said === '0' ? null : said.slice(1)));
  }

  async settle(tenantId: string, now: number, settlements: readonly Settlement[]): Promise<void> {
    if (settlements.length > 0) await this.run(scripts.settle, tenantId, { now, settlements });
  }

  async release(tenantId: string, now: number, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.run(scripts.release, tenantId, { now, ids });
  }

  async occurrences(tenantId: string, viewer: readonly string[], now: number): Promise<Occurrence[]> {
    const answer = z.string().parse(await this.run(scripts.occurrences, tenantId, { now, viewer }));
    const rows = found.parse(JSON.parse(answer));
    // Lua knows no difference between a list and an object that are empty.
    return rows.map(([id, at, subjects]) => ({ id, at, subjects: Array.isArray(subjects) ? subjects : [] }));
  }

  async taken(tenantId: string, keys: readonly string[], now: number): Promise<Taken[]> {
    const amounts = texts.parse(await this.run(scripts.taken, tenantId, { now, keys })).map(Number);
    return keys.map((_, place) => ({ held: amounts[2 * place] ?? 0, spent: amounts[2 * place + 1] ?? 0 }));
  }

  async restore(tenantId: string, ask: AskFor): Promise<void> {
    await this.run(scripts.restore, tenantId, ask);
  }

  async join(tenantId: string, from: string, into: string): Promise<void> {
    await this.run(scripts.join, tenantId, { now: 0, from, into });
  }

  async forget(tenantId: string, viewer: readonly string[]): Promise<void> {
    if (viewer.length > 0) await this.run(scripts.forget, tenantId, { now: 0, viewer });
  }

  async filledAs(tenantId: string): Promise<string | null> {
    return z
      .string()
      .nullable()
      .parse(await this.run(scripts.filledAs, tenantId, { now: 0 }));
  }

  async beginFilling(tenantId: string): Promise<string> {
    return z
      .string()
      .parse(await this.run(scripts.beginFilling, tenantId, { now: 0, filling: randomUUID() }));
  }

  async markWhole(tenantId: string, filling: string): Promise<boolean> {
    return (await this.run(scripts.markWhole, tenantId, { now: 0, filling })) === 1;
  }

  /** Redis lets go by itself of what is past. */
  tidy(): Promise<void> {
    return Promise.resolve();
  }

  async empty(): Promise<void> {
    const redis = await this.connections.forCommands();
    const tenantIds = new Set<string>();
    for (const node of redis instanceof Redis ? [redis] : redis.nodes('master'))
      for (let cursor = '0', isFirst = true; isFirst || cursor !== '0'; isFirst = false) {
        const [next, keys] = await node.scan(cursor, 'MATCH', '{carousel:limits:*', 'COUNT', 1_000);
        for (const key of keys) tenantIds.add(/^{carousel:limits:([^}]*)}/.exec(key)?.[1] ?? '');
        cursor = next;
      }
    for (const tenantId of tenantIds) await this.run(scripts.empty, tenantId, { now: 0 });
  }

  /** The script by its digest, whole where the server does not know it yet. */
  private async run(script: string, tenantId: string, ask: object): Promise<unknown> {
    const redis = await this.connections.forCommands();
    const rest = [1, tagOf(tenantId), JSON.stringify(ask)] as const;
    try {
      return await redis.evalsha(digestOf(script), ...rest);
    } catch (fault) {
      if (fault instanceof Error && fault.message.startsWith('NOSCRIPT')) return redis.eval(script, ...rest);
      throw fault;
    }
  }
}

const digests = new Map<string, string>();

function digestOf(script: string): string {
  let digest = digests.get(script);
  if (digest === undefined) {
    digest = createHash('sha1').update(script).digest('hex');
    digests.set(script, digest);
  }
  return digest;
}

function tagOf(tenantId: string): string {
  return `{carousel:limits:${tenantId}}`;
}
