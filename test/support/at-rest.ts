import { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import { z } from 'zod';

const tablesSchema = z.array(z.object({ name: z.string() }));
const rowsSchema = z.array(z.object({ text: z.string() }));

/** Every row of every table of a database, whoever owns it, as text under the table's name. */
export async function dumpOf(dataSource: DataSource): Promise<Map<string, string>> {
  const tables: unknown = await dataSource.query(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' order by 1`,
  );
  const dump = new Map<string, string>();
  for (const { name } of tablesSchema.parse(tables)) {
    const rows: unknown = await dataSource.query(`select t::text as text from only ${name} t`);
    dump.set(name, rowsSchema.parse(rows).map(({ text }) => text).join('\n')); // prettier-ignore
  }
  return dump;
}

/** Every key of a Redis with what it holds, as text. */
export async function redisDumpOf(url: string): Promise<string> {
  const redis = new Redis(url);
  try {
    const keys = await redis.keys('*');
    const held = await Promise.all(keys.map(async (key) => `${key} ${JSON.stringify(await valueOf(redis, key))}`)); // prettier-ignore
    return held.join('\n');
  } finally {
    redis.disconnect();
  }
}

async function valueOf(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key);
  switch (type) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hgetall(key);
    case 'set':
      return redis.smembers(key);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'zset':
      return redis.zrange(key, '0', '-1');
    case 'stream':
      return redis.xrange(key, '-', '+');
    // A job that was done since the keys were listed.
    case 'none':
      return null;
    default:
      throw new Error(`A key of type ${type} cannot be shown.`);
  }
}
