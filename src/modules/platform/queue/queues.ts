import { Injectable } from '@nestjs/common';
import type { JobsOptions } from 'bullmq';
import type { z } from 'zod';
import { QueueBackend, type BullQueue } from './queue-backend.js';

/**
 * One queue: a name, the shape of its payload (ids, never facts about people) and how it is worked. Lives in
 * `<feature>/<x>.queue.ts`; exactly one `Processor` works it.
 */
export interface QueueDefinition<P> {
  readonly name: string;
  /** Checked where a job is added and again where it is worked, as an older program may have added it. */
  readonly payload: z.ZodType<P>;
  /** Jobs one worker process works at once. */
  readonly concurrency: number;
  /** Tries before a job counts as failed, the first included. Pauses between them double from half a second to 30 s. */
  readonly attempts: number;
  /** Workers that die with a job in hand: how soon it is noticed, and how many may. Without it 15 s and five. */
  readonly deaths?: { readonly noticedWithinMs: number; readonly most: number };
}

/** Thrown by a processor: the job is to come again in a while, to whichever worker. Counts as no try. */
export class NotNow extends Error {
  constructor(readonly againInMs: number) {
    super(`The job is to come again in ${againInMs} ms.`);
  }
}

/**
 * The hands of one queue. Translates the job into a call of its service, nothing more. Jobs may come twice (a worker
 * may die after the work and before saying so), so what it calls must bear that.
 */
export abstract class Processor<P> {
  abstract readonly queue: QueueDefinition<P>;
  abstract handle(payload: P): Promise<void>;
  /** The worker is told to end: jobs in hand that would go on for ever come to theirs. Those in hand are waited for then. */
  ending(): Promise<void> {
    return Promise.resolve();
  }
  /** Jobs in hand are over, and no more are taken. */
  closed(): Promise<void> {
    return Promise.resolve();
  }
}

/** How a job waits. */
export interface AddOptions {
  /**
   * At most one job with this id waits. Added while one waits: nothing new. Added while one is being worked: it runs
   * once more afterwards, so a wake-up is never lost. Without it every add is a job of its own.
   */
  readonly dedupeId?: string;
  /** Earliest start, from now. With a dedupeId a later add moves the waiting one; it never holds back one without a delay. */
  readonly delayMs?: number;
}

/** Finished jobs are kept a while for people who look; failed ones longer. Age in seconds. */
const kept: JobsOptions = {
  removeOnComplete: { count: 100, age: 3_600 },
  removeOnFail: { count: 1_000, age: 7 * 86_400 },
};

/** Where work is put down for a worker process to pick up. Jobs are durable once `add` returns. */
@Injectable()
export class Queues {
  private readonly opened = new Map<string, Promise<BullQueue>>();

  constructor(private readonly backend: QueueBackend) {}

  /** @throws ZodError when the payload is not what the queue takes */
  async add<P>(definition: QueueDefinition<P>, payload: P, options: AddOptions = {}): Promise<void> {
    const { dedupeId, delayMs = 0 } = options;
    const queue = await this.open(definition.name);
    await queue.add(definition.name, definition.payload.parse(payload), {
      ...kept,
      attempts: definition.attempts,
      backoff: { type: 'custom' },
      delay: delayMs,
      ...(dedupeId === undefined ? {} : { deduplication: deduplication(dedupeId, delayMs) }),
    });
  }

  /**
   * Hands jobs over to a program that is not ours: no processor here works that queue. A job whose id is in the queue already
   * is not added again. Once it is done nothing of it is kept.
   */
  async handOver<P>(
    { name, payload, attempts }: QueueDefinition<P>,
    jobs: readonly { readonly id: string; readonly payload: P }[],
  ): Promise<void> {
    const { removeOnFail } = kept;
    const backoff = { type: 'exponential', delay: 500 };
    const queue = await this.open(name);
    await queue.addBulk(
      jobs.map((job) => ({
        name,
        data: payload.parse(job.payload),
        opts: { jobId: job.id, attempts, backoff, removeOnComplete: true, ...(removeOnFail === undefined ? {} : { removeOnFail }) }, // prettier-ignore
      })),
    );
  }

  /** Takes jobs out again that were handed over, unless somebody works them just now. */
  async takeBack<P>({ name }: QueueDefinition<P>, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const queue = await this.open(name);
    for (const id of ids) await queue.remove(id);
  }

  /** Adds such a job every `everyMs`, from whichever process is alive. Calling again with the same id changes it. */
  async every<P>(
    definition: QueueDefinition<P>,
    schedulerId: string,
    everyMs: number,
    payload: P,
  ): Promise<void> {
    const queue = await this.open(definition.name);
    await queue.upsertJobScheduler(
      schedulerId,
      { every: everyMs },
      {
        name: definition.name,
        data: definition.payload.parse(payload),
        opts: { ...kept, attempts: definition.attempts, backoff: { type: 'custom' } },
      },
    );
  }

  /** Adds such a job no more. */
  async never<P>(definition: QueueDefinition<P>, schedulerId: string): Promise<void> {
    const queue = await this.open(definition.name);
    await queue.removeJobScheduler(schedulerId);
  }

  /** Closes what was opened to put work there, as nothing is for now: adding opens it anew. */
  async close<P>({ name }: QueueDefinition<P>): Promise<void> {
    const opened = this.opened.get(name);
    this.opened.delete(name);
    if (opened) await this.backend.close(await opened);
  }

  /** Removes a queue with all that is in it and was done: whoever worked it is no more. */
  async remove<P>(definition: QueueDefinition<P>): Promise<void> {
    await this.close(definition);
    await this.backend.remove(definition.name);
  }

  private open(name: string): Promise<BullQueue> {
    const known = this.opened.get(name);
    if (known) return known;
    const opening = this.backend.queue(name);
    this.opened.set(name, opening);
    opening.catch(() => this.opened.delete(name));
    return opening;
  }
}

/** Delayed jobs have ids of their own: a wake-up for now must not be taken for one that is not due yet. */
function deduplication(dedupeId: string, delayMs: number): JobsOptions['deduplication'] {
  return delayMs > 0
    ? { id: `later:${dedupeId}`, replace: true, keepLastIfActive: true }
    : { id: dedupeId, keepLastIfActive: true };
}
