import { redisSuite, startRedis, type TestRedis } from '../support/redis.js';
import { queuesConform } from './queue.conformance.js';

(redisSuite ? describe : describe.skip)('queues on Redis', () => {
  describe.each([
    ['one server', false],
    ['a cluster', true],
  ])('%s', (_name, cluster) => {
    let redis: TestRedis;
    beforeAll(async () => {
      redis = await startRedis({ cluster });
    });
    afterAll(() => redis.stop());

    queuesConform(() => ({ DATABASE_URL: 'postgres://unused', REDIS_URL: redis.url }));
  });
});
