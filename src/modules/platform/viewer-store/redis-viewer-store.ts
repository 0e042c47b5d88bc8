import { Redis } from 'ioredis';
import type { RedisClient, RedisConnections } from '../redis.js';
import { ViewerStore, type ViewerEntry, type ViewerStoreMark } from './viewer-store.js';

/** Writes the state when its version is no older, and remembers the aliases for `forget`. One slot: both keys share the tag. */
const putState = `
  local known = redis.call('HGET', KEYS[1], 'version')
  if not known or tonumber(ARGV[1]) >= tonumber(known) then
    redis.call('HSET', KEYS[1], 'version', ARGV[1], 'state', ARGV[2])
  end
  for i = 3, #ARGV do redis.call('SADD', KEYS[2], ARGV[i]) end`;

const putAlias = `
  local known = redis.call('HGET', KEYS[1], 'version')
  if not known or tonumber(ARGV[1]) > tonumber(known) then
    redis.call('HSET', KEYS[1], 'version', ARGV[1], 'viewer', ARGV[2])
  end`;

/** An alias that has come to mean another viewer since stays. */
const dropAlias = `if redis.call('HGET', KEYS[1], 'viewer') == ARGV[1] then redis.call('DEL', KEYS[1]) end`;

const markKey = '{carousel:viewers}:mark';

/**
 * The viewer store in Redis. A viewer's keys share a hash tag and an alias has its own, so that a cluster spreads
 * both; a read is therefore two short hops. States are written before the aliases that lead to them.
 */
export class RedisViewerStore extends ViewerStore {
  constructor(private readonly connections: RedisConnections) {
    super();
  }

  async read(tenantId: string, alias: string): Promise<Buffer | null> {
    const redis = await this.connections.forCommands();
    const viewerId = await redis.hget(aliasKey(tenantId, alias), 'viewer');
    return viewerId === null ? null : redis.hgetBuffer(stateKey(tenantId, viewerId), 'state');
  }

  /** Commands given together travel together, so several cost the two hops of one. */
  readAll(tenantId: string, aliases: readonly string[]): Promise<(Buffer | null)[]> {
    return Promise.all(aliases.map((alias) => this.read(tenantId, alias)));
  }

  async publish(tenantId: string, entries: readonly ViewerEntry[]): Promise<void> {
    const redis = await this.connections.forCommands();
    await Promise.all(
      entries.map(({ viewerId, version, state, aliases }) => {
        const keys = [stateKey(tenantId, viewerId), aliasesKey(tenantId, viewerId)];
        return redis.eval(
          putState,
          keys.length,
          ...keys,
          version,
          state,
          ...aliases.map(({ alias }) => alias),
        );
      }),
    );
    await Promise.all(
      entries.flatMap(({ viewerId, aliases }) =>
        aliases.map(({ alias, version }) =>
          redis.eval(putAlias, 1, aliasKey(tenantId, alias), version, viewerId),
        ),
      ),
    );
  }

  async forget(tenantId: string, viewerIds: readonly string[]): Promise<void> {
    const redis = await this.connections.forCommands();
    await Promise.all(
      viewerIds.map(async (viewerId) => {
        const aliases = await redis.smembers(aliasesKey(tenantId, viewerId));
        await Promise.all(
          aliases.map((alias) => redis.eval(dropAlias, 1, aliasKey(tenantId, alias), viewerId)),
        );
        await redis.del(stateKey(tenantId, viewerId), aliasesKey(tenantId, viewerId));
      }),
    );
  }

  async empty(): Promise<void> {
    const redis = await this.connections.forCommands();
    await redis.del(markKey);
    for (const node of nodesOf(redis))
      for (const pattern of ['{carousel:viewer:*', '{carousel:alias:*'])
        for (let cursor = '0', isFirst = true; isFirst || cursor !== '0'; isFirst = false) {
          const [next, keys] = await node.scan(cursor, 'MATCH', pattern, 'COUNT', 1_000);
          await Promise.all(keys.map((key) => redis.unlink(key)));
          cursor = next;
        }
  }

  async lastMark(): Promise<ViewerStoreMark | null> {
    const redis = await this.connections.forCommands();
    const { server, at } = await redis.hgetall(markKey);
    if (server === undefined || at === undefined) return null;
    const isSameServer = server === (await servers(redis));
    // One node of a cluster may have gone back further than the one that holds the mark.
    return { wholeAt: isSameServer || redis instanceof Redis ? Number(at) : 0, isSameServer };
  }

  async mark(wholeAt: number): Promise<void> {
    const redis = await this.connections.forCommands();
    await redis.hset(markKey, { server: await servers(redis), at: wholeAt });
  }
}

/** The running servers that hold the data. Each start of a Redis makes a new id, whatever data it starts from. */
async function servers(redis: RedisClient): Promise<string> {
  const told = await Promise.all(nodesOf(redis).map((node) => node.info('server')));
  return told
    .map((text) => /run_id:(\w+)/.exec(text)?.[1] ?? '')
    .sort()
    .join(' ');
}

function nodesOf(redis: RedisClient): Redis[] {
  return redis instanceof Redis ? [redis] : redis.nodes('master');
}

function stateKey(tenantId: string, viewerId: string): string {
  return `{carousel:viewer:${tenantId}:${viewerId}}:state`;
}

function aliasesKey(tenantId: string, viewerId: string): string {
  return `{carousel:viewer:${tenantId}:${viewerId}}:aliases`;
}

/** An alias may hold braces; the first pair, ours, decides the slot. */
function aliasKey(tenantId: string, alias: string): string {
  return `{carousel:alias:${tenantId}:${Buffer.from(alias).toString('base64url')}}`;
}
