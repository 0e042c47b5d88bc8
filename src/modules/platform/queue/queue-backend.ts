import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createPostgresBackend, createRedisBackend, withBackend } from 'bullmq';
import type { Job, JobSchedulerTemplateOptions, JobsOptions, QueueOptions, WorkerOptions } from 'bullmq';
import { Pool } from 'pg';
import { Config } from '../config.js';
import { keptOpenMs } from '../kept-open.js';
import { Log } from '../log.js';
import { RedisConnections } from '../redis.js';
import { JobsInHand, sparing } from './jobs-in-hand.js';
import { listeningBy, SharedListener } from './shared-listener.js';

/** Schema of BullMQ's own tables; its migrations are BullMQ's, run with ours (see `migrate.ts`). */
export const queueSchema = 'bullmq';

/**
 * Seconds that a worker waits to be told of a job before it looks by itself. PostgreSQL tells of every job that is added, given
 * back or put off, and the connection that hears it is known to be lost when it is: a look is for what nobody thought of. Redis is
 * waited for no longer than BullMQ holds to be safe.
 */
const lookAfterSeconds = { postgres: 60, redis: 10 };
/** Workers that look for jobs of the dead no more often share one look; whoever must know sooner looks alone. */
const sharedFromMs = 5_000;

/** The little of a BullMQ queue that we use, whatever it stands on. */
export interface BullQueue {
  add(name: string, data: unknown, options?: JobsOptions): Promise<unknown>;
  addBulk(jobs: { name: string; data: unknown; opts: JobsOptions }[]): Promise<unknown>;
  remove(jobId: string): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: { every: number },
    template: { name: string; data: unknown; opts: JobSchedulerTemplateOptions },
  ): Promise<unknown>;
  removeJobScheduler(id: string): Promise<unknown>;
  /** Removes the queue, with all that is in it and was done. */
  obliterate(options: { force: boolean }): Promise<void>;
  close(): Promise<void>;
}

/** The little of a BullMQ worker that we use. */
export interface BullWorker {
  on(event: 'failed', listener: (job: Job | undefined, fault: Error) => void): unknown;
  on(event: 'error', listener: (fault: Error) => void): unknown;
  on(event: 'stalled', listener: (jobId: string) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  /** Takes no more jobs and waits for those in hand. */
  close(): Promise<void>;
}

type Work = (job: Job, token?: string) => Promise<void>;

/**
 * BullMQ on PostgreSQL, or on Redis when REDIS_URL is set. On PostgreSQL all queues of a process share one pool, and its
 * workers one of the connections for LISTEN. On Redis each queue has its own hash tag, so that a cluster
 * spreads queues and every script of one queue stays in one slot.
 */
@Injectable()
export class QueueBackend implements OnApplicationShutdown {
  private readonly postgres = withBackend(createPostgresBackend);
  private readonly listening = listeningBy(() => this.sharedListener());
  private readonly watchful = withBackend(this.listening);
  private readonly sparing = withBackend(sparing(new JobsInHand(() => this.queuesInHand()), this.listening));
  private readonly redis = withBackend(createRedisBackend);
  private readonly queues = new Set<BullQueue>();
  private pool: Pool | undefined;
  private listener: SharedListener | undefined;

  constructor(
    private readonly config: Config,
    private readonly connections: RedisConnections,
    private readonly log: Log,
  ) {}

  queue(name: string): Promise<BullQueue> {
    return this.open(name, { streams: eventsKept });
  }

  /** Closes a queue that nothing is added to any more. */
  async close(queue: BullQueue): Promise<void> {
    this.queues.delete(queue);
    await queue.close();
  }

  /** Removes a queue, so that nothing is left of it anywhere. */
  async remove(name: string): Promise<void> {
    // Whoever opens a queue writes what it is to be like: here that might come after all else is gone.
    const queue = await this.open(name, { skipMetasUpdate: true });
    try {
      await queue.obliterate({ force: true });
    } finally {
      await this.close(queue);
    }
  }

  async worker(name: string, work: Work, options: Omit<WorkerOptions, 'connection'>): Promise<BullWorker> {
    if (this.config.redisUrl !== undefined)
      return new this.redis.Worker(name, work, {
        ...options,
        drainDelay: lookAfterSeconds.redis,
        connection: await this.connections.forWorkers(),
        prefix: prefixOf(name),
      });
    const connection = this.sharedPool();
    const { Worker } = (options.stalledInterval ?? 0) < sharedFromMs ? this.watchful : this.sparing;
    return new Worker(name, work, { ...options, drainDelay: lookAfterSeconds.postgres, connection });
  }

  /** Last of all: requests and jobs in hand may still have added jobs. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled([...this.queues].map((queue) => queue.close()));
    await this.listener?.end();
    await this.pool?.end();
  }

  private async queuesInHand(): Promise<string[]> {
    const { rows } = await this.sharedPool().query<{ queue: string }>(
      `select distinct queue from job where state = 'active'`,
    );
    return rows.map(({ queue }) => queue);
  }

  private async open(name: string, options: Omit<QueueOptions, 'connection'>): Promise<BullQueue> {
    const queue =
      this.config.redisUrl === undefined
        ? new this.postgres.Queue(name, { ...options, connection: this.sharedPool() })
        : new this.redis.Queue(name, {
            ...options,
            connection: await this.connections.forCommands(),
            prefix: prefixOf(name),
          });
    queue.on('error', (fault: Error) => this.log.warn({ err: fault, queue: name }, 'queue in trouble'));
    this.queues.add(queue);
    return queue;
  }

  private sharedListener(): SharedListener {
    if (this.listener) return this.listener;
    const pool = this.sharedPool();
    pool.options.max += 1;
    this.listener = new SharedListener(pool);
    return this.listener;
  }

  private sharedPool(): Pool {
    if (this.pool) return this.pool;
    const pool = new Pool({
      connectionString: this.config.databaseUrl,
      options: `-c search_path=${queueSchema}`,
      application_name: 'carousel-queue',
      max: this.config.databasePool,
      idleTimeoutMillis: keptOpenMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    // Each queue and worker listens to it once, each worker to the connection it is told by: more than Node takes for a leak.
    pool.setMaxListeners(0);
    pool.on('connect', (client) => client.setMaxListeners(0));
    this.pool = pool;
    return pool;
  }
}

/** Nobody reads BullMQ's event stream here; keep little of it. */
const eventsKept = { events: { maxLen: 1_000 } };

function prefixOf(queueName: string): string {
  return `{carousel:${queueName}}`;
}
