import { z } from 'zod';
import type { QueueDefinition } from '../platform/queue/queues.js';

const payload = z.object({
  /** Shard with news; null: look which shards have something due or left over. */
  shard: z.number().int().nonnegative().nullable(),
});
export type WakeSegments = z.infer<typeof payload>;

/**
 * Wake-ups, never events: one coalesced job a shard. Losing one costs at most the time until the next tick, for what
 * there is to do is read from PostgreSQL.
 */
export const wakeSegments: QueueDefinition<WakeSegments> = {
  name: 'segments',
  payload,
  concurrency: 6,
  attempts: 3,
};

/** How often everything due, left over or missed is looked for. */
export const tickMs = 250;
