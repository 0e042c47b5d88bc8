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

    queuesConform(() => ({ DATABASE_URL: 'postgres://unused', REDIS_URL: redis.url }));
  });
});
