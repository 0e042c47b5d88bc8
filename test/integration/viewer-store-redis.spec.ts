import { randomUUID } from 'node:crypto';
import type { RedisConnections } from '../../src/modules/platform/redis.js';
import { RedisViewerStore } from '../../src/modules/platform/viewer-store/redis-viewer-store.js';
import {
  connectionsTo,
  redisSuite,
  startRedis,
  startRedisCluster,
  type TestRedis,
} from '../support/redis.js';
import { viewerStoreConforms } from './viewer-store.conformance.js';

(redisSuite ? describe : describe.skip)('the viewer store on Redis', () => {
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

    viewerStoreConforms(() => new RedisViewerStore(connections));
  });

  describe.each([
    ['one server', false],
    ['a cluster of one', true],
  ])('%s', (_name, cluster) => {
    let redis: TestRedis;
    let connections: RedisConnections;
    let store: RedisViewerStore;
    beforeAll(async () => {
      redis = await startRedis({ cluster });
      connections = connectionsTo(redis.url);
      store = new RedisViewerStore(connections);
    });
    afterAll(async () => {
      await connections.onApplicationShutdown();
      await redis.stop();
    });

    viewerStoreConforms(() => store);

    it('is known to be lost after a flush', async () => {
      await store.mark(1_000);
      await (await connections.forCommands()).flushall();
      expect(await store.lastMark()).toBeNull();
    });

    it('is known to have gone back to an older copy', async () => {
      const before = [{ viewerId: randomUUID(), version: 1, state: Buffer.from('old'), aliases: [{ alias: 'a', version: 1 }] }]; // prettier-ignore
      await store.publish('t', before);
      await store.mark(5_000);
      await (await connections.forCommands()).save();
      await store.publish('t', before.map((entry) => ({ ...entry, version: 2, state: Buffer.from('new') }))); // prettier-ignore
      await store.mark(9_000);
      await redis.restart();
      expect((await store.read('t', 'a'))?.toString()).toBe('old');
      expect(await store.lastMark()).toEqual({ wholeAt: cluster ? 0 : 5_000, isSameServer: false });
      await store.mark(10_000);
      expect(await store.lastMark()).toEqual({ wholeAt: 10_000, isSameServer: true });
    });
  });
});
