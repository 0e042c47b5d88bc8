import { z } from 'zod';
import type { QueueDefinition } from '../platform/queue/queues.js';

const payload = z.object({
  /** The slice of the log to follow; null for all of them. */
  shard: z.number().int().nonnegative().nullable(),
});

/** Wake-ups: there may be leads among the events of a shard. Losing one loses nothing, as the tick follows all shards. */
export const leadsQueue: QueueDefinition<z.infer<typeof payload>> = {
  name: 'leads',
  payload,
  concurrency: 2,
  attempts: 5,
};
