import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readConfig } from '../../src/modules/platform/config.js';
import { Log } from '../../src/modules/platform/log.js';
import { Metrics } from '../../src/modules/platform/metrics.js';
import { QueueBackend } from '../../src/modules/platform/queue/queue-backend.js';
import { NotNow, Queues, type QueueDefinition } from '../../src/modules/platform/queue/queues.js';
import { Workers } from '../../src/modules/platform/queue/workers.js';
import { RedisConnections } from '../../src/modules/platform/redis.js';
import { testDataKeys } from '../support/data-keys.js';
import { gate, TestProcessor, until } from '../support/test-processor.js';

/**
 * What every queue must do, wherever its jobs live.
 * @param env says where: DATABASE_URL, and REDIS_URL for Redis
 * @param tracesOf what is there of a queue
 */
export function queuesConform(
  env: () => Record<string, string>,
  tracesOf: (name: string) => Promise<readonly string[]>,
): void {
  let closers: (() => Promise<void>)[];
  let queues: Queues;
  let processor: TestProcessor;
  let metrics: Metrics;
  let taken = 0;

  /** One process's share: connections, queues and, on demand, a worker. */
  function process(): { queues: Queues; work: (by: TestProcessor) => Promise<Workers> } {
    const config = readConfig({
      SECRET: 'a-secret-for-tests-which-is-long-enough',
      DATA_KEYS: testDataKeys,
      LOG_LEVEL: 'silent',
      ...env(),
    });
    const log = new Log(config);
    const connections = new RedisConnections(config, log);
    const backend = new QueueBackend(config, connections, log);
    const own = new Queues(backend);
    closers.push(async () => {
      await backend.onApplicationShutdown();
      await connections.onApplicationShutdown();
    });
    return {
      queues: own,
      async work(by) {
        metrics = new Metrics();
        const workers = new Workers(backend, log, metrics, [by]);
        await workers.onApplicationBootstrap();
        closers.unshift(() => workers.onModuleDestroy());
        return workers;
      },
    };
  }

  beforeEach(async () => {
    closers = [];
    taken += 1;
    processor = new TestProcessor({
      name: `test-${taken}`,
      payload: z.object({ shard: z.number().int() }),
      concurrency: 2,
      attempts: 3,
    });
    const self = process();
    queues = self.queues;
    await self.work(processor);
  });
  afterEach(async () => {
    for (const close of closers) await close();
  });

  const wake = (shard = 1, options = {}) => queues.add(processor.queue, { shard }, options);

  /** One job of the queue ended so, says the counter; BullMQ reports it a moment after the job. */
  async function untilCounted(outcome: 'failed' | 'retried'): Promise<void> {
    const line = `carousel_queue_jobs_total{queue="${processor.queue.name}",outcome="${outcome}"} 1`;
    for (let wait = 0; !(await metrics.registry.metrics()).includes(line); wait++) {
      if (wait > 200) throw new Error(`not counted as ${outcome}`);
      await sleep(10);
    }
  }

  it('carry a job from one process to another', async () => {
    const other = process();
    await other.queues.add(processor.queue, { shard: 7 });
    await until(() => processor.ended.length === 1);
    expect(processor.ended).toEqual([7]);
  });

  it('refuse a payload the queue does not take, when adding and when working', async () => {
    await expect(queues.add(processor.queue, { shard: 1.5 })).rejects.toThrow();
    const lax: QueueDefinition<unknown> = { ...processor.queue, payload: z.unknown() };
    await queues.add(lax, { shard: 'ann@example.com' });
    await wake(2);
    await until(() => processor.ended.includes(2));
    expect(processor.begun).toEqual([2]);
    await untilCounted('failed');
  });

  it('hand jobs over to programs of others: each once while it is there, and back until one is taken', async () => {
    const outside = { ...processor.queue, name: `${processor.queue.name}-outside` };
    const handOver = (...shards: number[]) =>
      queues.handOver(
        outside,
        shards.map((shard) => ({ id: `job-${shard}`, payload: { shard } })),
      );
    await handOver(1, 2);
    await handOver(2, 3);
    await queues.takeBack(outside, ['job-1', 'job-9']);
    const theirs = new TestProcessor(outside);
    await process().work(theirs);
    await until(() => theirs.ended.length === 2);
    expect(theirs.ended.toSorted()).toEqual([2, 3]);
    // It is forgotten a moment after it was done.
    await sleep(300);
    await handOver(2);
    await until(() => theirs.ended.length === 3);
  });

  it('are removed with all that is in them and was done, and made anew by whoever adds to them', async () => {
    const self = process();
    const one = new TestProcessor({ ...processor.queue, name: `${processor.queue.name}-removed` });
    const workers = await self.work(one);
    await self.queues.add(one.queue, { shard: 1 });
    await until(() => one.ended.length === 1);
    await workers.onModuleDestroy();
    await queues.add(one.queue, { shard: 2 }, { dedupeId: 'shard-2', delayMs: 60_000 });
    expect(await tracesOf(one.queue.name)).not.toEqual([]);
    await queues.remove(one.queue);
    expect(await tracesOf(one.queue.name)).toEqual([]);
    await queues.add(one.queue, { shard: 3 });
    await process().work(one);
    await until(() => one.ended.length === 2);
    expect(one.ended).toEqual([1, 3]);
  });

  it('coalesce wake-ups that wait', async () => {
    const { opened, open } = gate();
    processor.work = (shard) => (shard < 0 ? opened : Promise.resolve());
    await wake(-1);
    await wake(-2);
    await until(() => processor.begun.length === 2);
    for (let n = 0; n < 20; n++) await wake(5, { dedupeId: 'shard-5' });
    open();
    await until(() => processor.ended.includes(5));
    await sleep(100);
    expect(processor.ended.filter((shard) => shard === 5)).toHaveLength(1);
  });

  it('run once more for wake-ups that came while the job was being worked, never at the same time', async () => {
    const { opened, open } = gate();
    processor.work = () => opened;
    await wake(5, { dedupeId: 'shard-5' });
    await until(() => processor.begun.length === 1);
    for (let n = 0; n < 20; n++) await wake(5, { dedupeId: 'shard-5' });
    await sleep(50);
    expect(processor.begun).toHaveLength(1);
    open();
    await until(() => processor.ended.length === 2);
    await sleep(100);
    expect(processor.ended).toHaveLength(2);
  });

  it('lose no wake-up, whenever it comes', async () => {
    // Each wake-up follows a write; the worker must begin after the last write of each shard at least once.
    const written = [0, 0, 0, 0];
    const seen = [0, 0, 0, 0];
    processor.work = async (shard) => {
      const read = written[shard] ?? 0;
      await sleep((read * 7) % 5);
      seen[shard] = Math.max(seen[shard] ?? 0, read);
    };
    const others = [process().queues, process().queues];
    await Promise.all(
      [queues, ...others].map(async (producer, index) => {
        for (let n = 0; n < 150; n++) {
          const shard = (n * (index + 3)) % 4;
          written[shard] = (written[shard] ?? 0) + 1;
          await producer.add(processor.queue, { shard }, { dedupeId: `shard-${shard}` });
          if (n % 10 === 0) await sleep(n % 7);
        }
      }),
    );
    await until(() => seen.every((count, shard) => count === written[shard]), 20_000);
    expect(seen).toEqual(written);
    expect(processor.begun.length).toBeLessThanOrEqual(450);
  });

  it('try a failed job again, later', async () => {
    let failures = 0;
    processor.work = () => (failures++ < 1 ? Promise.reject(new Error('not yet')) : Promise.resolve());
    const began = Date.now();
    await wake(3, { dedupeId: 'shard-3' });
    await until(() => processor.ended.length === 1);
    expect(processor.begun).toEqual([3, 3]);
    expect(Date.now() - began).toBeGreaterThan(300);
    await untilCounted('retried');
  });

  it('start a delayed job in time, and do not hold back a wake-up for now behind it', async () => {
    const began = Date.now();
    await wake(4, { dedupeId: 'shard-4', delayMs: 700 });
    await wake(4, { dedupeId: 'shard-4' });
    await until(() => processor.ended.length === 1);
    expect(Date.now() - began).toBeLessThan(600);
    await until(() => processor.ended.length === 2);
    expect(Date.now() - began).toBeGreaterThanOrEqual(690);
    expect(Date.now() - began).toBeLessThan(3_000);
  });

  it('repeat on schedule, once however many processes ask for it', async () => {
    const other = process();
    await Promise.all([
      queues.every(processor.queue, 'tick', 300, { shard: 9 }),
      other.queues.every(processor.queue, 'tick', 300, { shard: 9 }),
    ]);
    await until(() => processor.ended.length >= 3);
    const count = processor.ended.length;
    await sleep(900);
    expect(processor.ended.length - count).toBeLessThanOrEqual(4);
  });

  it('tell jobs that would go on for ever that they are to end', async () => {
    const self = process();
    const lasting = new TestProcessor({ ...processor.queue, name: `${processor.queue.name}-lasting` });
    const { opened, open } = gate();
    lasting.work = () => opened;
    lasting.ending = () => {
      open();
      return Promise.resolve();
    };
    const workers = await self.work(lasting);
    await self.queues.add(lasting.queue, { shard: 1 });
    await until(() => lasting.begun.length === 1);
    await workers.onModuleDestroy();
    expect(lasting.ended).toEqual([1]);
  });

  it('give a job that was put off to whoever is free, as often as it takes, and it is the same job', async () => {
    const self = process();
    const definition = { ...processor.queue, name: `${processor.queue.name}-put-off`, attempts: 1 };
    const first = new TestProcessor(definition);
    const second = new TestProcessor(definition);
    const { opened, open } = gate();
    first.work = () => Promise.reject(new NotNow(50));
    second.work = () => opened;
    await self.work(first);
    await self.queues.add(definition, { shard: 1 }, { dedupeId: 'shard-1' });
    await until(() => first.begun.length >= 5);
    await process().work(second);
    await until(() => second.begun.length === 1);
    await self.queues.add(definition, { shard: 1 }, { dedupeId: 'shard-1' });
    const before = first.begun.length;
    await sleep(200);
    expect(first.begun.length).toBe(before);
    expect(second.begun).toEqual([1]);
    open();
    await until(() => second.ended.length >= 1);
    expect(first.ended).toEqual([]);
  });

  it('finish the job in hand before closing, and take no other', async () => {
    const self = process();
    const second = new TestProcessor({
      ...processor.queue,
      name: `${processor.queue.name}-closing`,
      concurrency: 1,
    });
    const workers = await self.work(second);
    const { opened, open } = gate();
    second.work = () => opened;
    await self.queues.add(second.queue, { shard: 1 });
    await self.queues.add(second.queue, { shard: 2 });
    await until(() => second.begun.length === 1);
    const closing = workers.onModuleDestroy();
    await sleep(50);
    expect(second.ended).toEqual([]);
    open();
    await closing;
    expect(second.ended).toEqual([1]);
    expect(second.begun).toEqual([1]);
  });
}
