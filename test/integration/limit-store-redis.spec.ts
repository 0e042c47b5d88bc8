import { randomUUID } from 'node:crypto';
import { RedisLimitStore } from '../../src/modules/platform/limit-store/redis-limit-store.js';
import type { RedisConnections } from '../../src/modules/platform/redis.js';
import {
  connectionsTo,
  redisSuite,
  startRedis,
  startRedisCluster,
  type TestRedis,
} from '../support/redis.js';
import { limitStoreConforms } from './limit-store.conformance.js';

(redisSuite ? describe : describe.skip)('the limit store on Redis', () => {
  describe('a cluster of three', () => {
    let redis: Pick<TestRedis, 'url' | 'stop'>;
    let connections: RedisConnections;
    beforeAll(async () => {
      redis = await startRedisCluster();
      connections = connectionsTo(redis.url);
    });
    afterAll(async () => {
      await connections.onApplicationShutdown();
      await redis.stop();
    });

    limitStoreConforms(() => new RedisLimitStore(connections));
  });

  describe('one server', () => {
    let redis: TestRedis;
    let connections: RedisConnections;
    let store: RedisLimitStore;
    beforeAll(async () => {
      redis = await startRedis();
      connections = connectionsTo(redis.url);
      store = new RedisLimitStore(connections);
    });
    afterAll(async () => {
      await connections.onApplicationShutdown();
      await redis.stop();
    });

    limitStoreConforms(() => store);

    const now = Date.now();
    const ask = (id: string) => ({
      id,
      amounts: [{ key: 'budget', amount: 10, most: 100, until: now + 60_000, keepUntil: null }],
      counts: [],
      subjects: ['thing'],
      unsettledUntil: now + 60_000,
      keepUntil: now + 3_600_000,
    });

    it('refuses to reserve after a flush, and when it is back with an older copy', async () => {
      const tenant = randomUUID();
      const reserve = (id: string) => store.reserve(tenant, { now, viewer: ['ann'], asks: [ask(id)] });
      await store.markWhole(tenant, await store.beginFilling(tenant));
      expect(await reserve('1')).toEqual([null]);
      const redisNow = await connections.forCommands();
      await redisNow.save();
      const filling = await store.beginFilling(tenant);
      await redis.restart();
      expect(await store.markWhole(tenant, filling)).toBe(false);
      expect(await store.isWhole(tenant)).toBe(false);
      expect(await reserve('2')).toBeNull();
      await store.markWhole(tenant, await store.beginFilling(tenant));
      expect(await reserve('2')).toEqual([null]);
      expect(await store.taken(tenant, ['budget'], now)).toEqual([{ held: 20, spent: 0 }]);
      await redisNow.flushall();
      expect(await reserve('3')).toBeNull();
    });

    it('is never marked as whole without what was filled in while it was emptied', async () => {
      const tenant = randomUUID();
      const others = Array.from({ length: 3_000 }, (_, n) => ({ key: `b:${n}`, spent: 1, keepUntil: null }));
      for (let time = 0; time < 5; time++) {
        await store.settle(tenant, now, [{ id: 'filled', spent: others }]);
        const sweep = { isOver: false };
        const emptied = store.empty().then(() => (sweep.isOver = true));
        while (!sweep.isOver) {
          const filling = await store.beginFilling(tenant);
          await store.restore(tenant, { now, viewer: ['ann'], asks: [ask('1')] });
          await store.markWhole(tenant, filling);
        }
        await emptied;
        if (await store.isWhole(tenant)) expect(await store.taken(tenant, ['budget'], now)).toEqual([{ held: 10, spent: 0 }]); // prettier-ignore
      }
    });

    it('lets go of what is past by itself: nothing is kept for ever but what is spent in all', async () => {
      const tenant = randomUUID();
      await store.markWhole(tenant, await store.beginFilling(tenant));
      await store.reserve(tenant, { now, viewer: ['ann'], asks: [ask('1')] });
      const client = await connections.forCommands();
      const keys = await client.keys(`{carousel:limits:${tenant}}*`);
      const kept: string[] = [];
      for (const key of keys) if ((await client.pttl(key)) === -1) kept.push(key.replace(/.*}/, ''));
      expect(kept.sort()).toEqual([':a:budget', ':whole']);
    });
  });
});
