import { Cluster } from 'ioredis';
import { connectRedis } from '../../src/modules/platform/redis.js';
import { redisSuite, startRedis, startRedisCluster, type TestRedis } from '../support/redis.js';
import { queuesConform } from './queue.conformance.js';

(redisSuite ? describe : describe.skip)('queues on Redis', () => {
  describe.each([
    ['one server', startRedis],
    ['a cluster of three', startRedisCluster],
  ])('%s', (_name, start) => {
    let redis: Pick<TestRedis, 'url' | 'stop'>;
    beforeAll(async () => {
      redis = await start();
    });
    afterAll(() => redis.stop());

    const tracesOf = async (name: string) => {
      const client = await connectRedis(redis.url, 2);
      const nodes = client instanceof Cluster ? client.nodes('master') : [client];
      const keys = await Promise.all(nodes.map((node) => node.keys(`{carousel:${name}}*`)));
      client.disconnect();
      return keys.flat();
    };
    queuesConform(() => ({ DATABASE_URL: 'postgres://unused', REDIS_URL: redis.url }), tracesOf);
  });
});
