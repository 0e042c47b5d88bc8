import { z } from 'zod';
import type { QueueDefinition } from '../platform/queue/queues.js';

const payload = z.object({ shard: z.number().int() });
export type ShardLease = z.infer<typeof payload>;

/** Who has a shard: a job for each, in hand for as long as a worker has it. When the worker dies another is given it. */
export const shardLease: QueueDefinition<ShardLease> = {
  name: 'segment-shards',
  payload,
  concurrency: 1_024,
  attempts: 1,
  deaths: { noticedWithinMs: 4_500, most: 1_000_000 },
};
