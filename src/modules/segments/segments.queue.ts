import { z } from 'zod';
import type { QueueDefinition } from '../platform/queue/queues.js';

const payload = z.object({});
export type SegmentsTick = z.infer<typeof payload>;

/**
 * The tick that makes sure of everything: it finds shards with something new or left over, whatever became of their
 * wake-ups, for what there is to do is read from PostgreSQL. Never events: one job for all.
 */
export const segmentsTick: QueueDefinition<SegmentsTick> = {
  name: 'segments',
  payload,
  concurrency: 1,
  attempts: 1,
};

/** How often everything left over or missed is looked for. */
export const tickMs = 1_000;

/** Name under which our place in the log is kept. */
export const consumer = 'segments';
/** A state not published after this long was left over by a worker that died or a store that failed. */
export const leftOverAfterMs = 1_000;
