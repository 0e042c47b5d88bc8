import { Analytics } from '@segment/analytics-node';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoKeysSchema, type DemoKeys } from '../../src/demo/demo-keys.js';
import { graphql, TestCarousel, type CarouselOptions, type GraphQLAnswer } from './carousel.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { startRedis, startRedisCluster, type TestRedis } from './redis.js';

/** True in the Redis suite: the same stories, with two APIs and two workers on a real redis-server. */
export const onRedis = process.env['CAROUSEL_REDIS_SUITE'] === '1';

/** The whole product for one story: a demo database of its own, its processes, its keys. */
export class Story {
  private constructor(
    readonly database: TestDatabase,
    readonly carousel: TestCarousel,
    /** Keys of the demo tenant. */
    readonly keys: DemoKeys,
    private readonly redis: Pick<TestRedis, 'url' | 'stop'> | null,
  ) {}

  /** @param inCluster whether the Redis of the Redis suite is a cluster of three masters */
  static async begin(options: Partial<CarouselOptions> = {}, inCluster = false): Promise<Story> {
    const database = await createTestDatabase('demo');
    const redis = onRedis ? await (inCluster ? startRedisCluster() : startRedis()) : null;
    const carousel = await TestCarousel.start({
      databaseUrl: database.url,
      ...(redis ? { redisUrl: redis.url, apis: 2, workers: 2 } : {}),
      ...options,
    });
    const keys: unknown = JSON.parse(
      readFileSync(join(process.env['TEST_SCRATCH'] ?? '', 'demo-keys.json'), 'utf8'),
    );
    return new Story(database, carousel, demoKeysSchema.parse(keys), redis);
  }

  /** Where its Redis is, in the Redis suite. */
  get redisUrl(): string | undefined {
    return this.redis?.url;
  }

  /** Asks as a marketer unless told otherwise. */
  ask(query: string, variables: object = {}, key: string = this.keys.marketer): Promise<GraphQLAnswer> {
    return graphql(this.carousel.url, key, query, variables);
  }

  /** The real Segment client, unchanged, pointed at us. Close it with `closeAndFlush`. */
  segment(): Analytics {
    return new Analytics({
      writeKey: this.keys.collector,
      host: this.carousel.url,
      path: '/v1/batch',
      flushAt: 1,
    });
  }

  /** Posts a body to a collector route as it is. */
  collect(route: string, body: string | Buffer, key: string = this.keys.collector): Promise<Response> {
    return fetch(`${this.carousel.url}/v1/${route}`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
  }

  /** All that our processes have written. */
  logs(): string {
    return [...this.carousel.apis, ...this.carousel.workers].map((door) => door.output()).join('\n');
  }

  async end(): Promise<void> {
    await this.carousel.stop();
    await this.redis?.stop();
    await this.database.drop();
  }
}
