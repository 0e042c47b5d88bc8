import type { OnApplicationBootstrap, OnModuleDestroy, Provider, Type } from '@nestjs/common';
import { DelayedError, UnrecoverableError, type Job, type WorkerOptions } from 'bullmq';
import type { Counter, Histogram } from 'prom-client';
import { Log, withRequestId } from '../log.js';
import { Metrics } from '../metrics.js';
import { QueueBackend, type BullWorker } from './queue-backend.js';
import { NotNow, type Processor } from './queues.js';

/**
 * A worker that dies is noticed when its lock has run out and someone looks. A worker whose event loop stands still for
 * two thirds of that time counts as dead too, and its job is given to another.
 */
function watchFor({ noticedWithinMs, most } = { noticedWithinMs: 15_000, most: 5 }) {
  return {
    lockDuration: (noticedWithinMs * 2) / 3,
    stalledInterval: noticedWithinMs / 3,
    maxStalledCount: most,
  };
}

/** Pause before the next try: half a second, doubling to 30 s, give or take a fifth so that failures do not march in step. */
export function retryDelayMs(attemptsMade: number, chance = Math.random()): number {
  return Math.round(Math.min(30_000, 500 * 2 ** (attemptsMade - 1)) * (0.8 + 0.4 * chance));
}

/** Everything a worker module needs: `providers: workersFor([SegmentsProcessor, …])`. */
export function workersFor(processors: readonly Type<Processor<unknown>>[]): Provider[] {
  return [
    ...processors,
    {
      provide: Workers,
      inject: [QueueBackend, Log, Metrics, ...processors],
      useFactory: (backend: QueueBackend, log: Log, metrics: Metrics, ...all: Processor<unknown>[]) =>
        new Workers(backend, log, metrics, all),
    },
  ];
}

/** Works the queues: one BullMQ worker for each processor, from the end of the boot until the process is told to end. */
export class Workers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly running: BullWorker[] = [];
  private readonly jobs: Counter<'queue' | 'outcome'>;
  private readonly workSeconds: Histogram<'queue'>;
  private readonly waitSeconds: Histogram<'queue'>;

  constructor(
    private readonly backend: QueueBackend,
    private readonly log: Log,
    metrics: Metrics,
    private readonly processors: readonly Processor<unknown>[],
  ) {
    this.jobs = metrics.counter('queue_jobs_total', 'Jobs worked', ['queue', 'outcome']);
    this.workSeconds = metrics.histogram('queue_job_seconds', 'Time to work a job', ['queue']);
    this.waitSeconds = metrics.histogram('queue_wait_seconds', 'Time from when a job was due to its start', [
      'queue',
    ]);
    const names = processors.map(({ queue }) => queue.name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined)
      throw new Error(`The queue ${twice} has two processors; a queue has exactly one.`);
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const processor of this.processors) this.running.push(await this.start(processor));
  }

  /** Takes no more jobs and finishes those in hand. */
  async onModuleDestroy(): Promise<void> {
    const closing = this.running.map((worker) => worker.close());
    await Promise.all(this.processors.map((processor) => processor.ending()));
    await Promise.all(closing);
    await Promise.all(this.processors.map((processor) => this.closed(processor)));
  }

  private async closed(processor: Processor<unknown>): Promise<void> {
    try {
      await processor.closed();
    } catch (fault) {
      this.log.warn({ err: fault, queue: processor.queue.name }, 'a worker left something behind');
    }
  }

  private async start(processor: Processor<unknown>): Promise<BullWorker> {
    const { name, concurrency, deaths } = processor.queue;
    const options: Omit<WorkerOptions, 'connection'> = {
      ...watchFor(deaths),
      concurrency,
      settings: { backoffStrategy: (attemptsMade) => retryDelayMs(attemptsMade) },
    };
    const worker = await this.backend.worker(name, (job, token) => this.work(processor, job, token), options);
    worker.on('failed', (job, fault) => this.failed(name, job, fault));
    worker.on('error', (fault) => this.log.warn({ err: fault, queue: name }, 'worker in trouble'));
    worker.on('stalled', (jobId) =>
      this.log.warn(
        { queue: name, jobId },
        'a worker died with a job in hand; the job goes back to the queue',
      ),
    );
    await worker.waitUntilReady();
    return worker;
  }

  private async work(processor: Processor<unknown>, job: Job, token?: string): Promise<void> {
    const { name, payload } = processor.queue;
    this.waitSeconds.observe({ queue: name }, Math.max(0, Date.now() - job.timestamp - job.delay) / 1000);
    const parsed = payload.safeParse(job.data);
    if (!parsed.success) {
      const faults = parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
      throw new UnrecoverableError(`The payload of ${name} is not what it takes: ${faults.join(', ')}`);
    }
    const end = this.workSeconds.startTimer({ queue: name });
    try {
      await withRequestId(`${name}:${job.id ?? ''}`, () => processor.handle(parsed.data));
    } catch (fault) {
      if (!(fault instanceof NotNow)) throw fault;
      await job.moveToDelayed(Date.now() + fault.againInMs, token);
      this.jobs.inc({ queue: name, outcome: 'put off' });
      throw new DelayedError();
    }
    end();
    this.jobs.inc({ queue: name, outcome: 'done' });
  }

  private failed(queue: string, job: Job | undefined, fault: Error): void {
    const triesLeft =
      fault instanceof UnrecoverableError
        ? 0
        : Math.max(0, (job?.opts.attempts ?? 1) - (job?.attemptsMade ?? 1));
    this.jobs.inc({ queue, outcome: triesLeft > 0 ? 'retried' : 'failed' });
    const facts = { err: fault, queue, jobId: job?.id, triesLeft };
    if (triesLeft > 0) this.log.warn(facts, 'a job failed and will be tried again');
    else this.log.error(facts, 'a job failed for good');
  }
}
