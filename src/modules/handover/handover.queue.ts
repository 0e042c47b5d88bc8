import { z } from 'zod';
import type { QueueDefinition } from '../platform/queue/queues.js';

const payload = z.object({});

/** Once an hour: forget what is long over. What is due is looked for by each worker itself. */
export const handoverQueue: QueueDefinition<z.infer<typeof payload>> = {
  name: 'handover',
  payload,
  concurrency: 1,
  attempts: 1,
};

/** How often it is looked for what is due that nobody told of, and for what is over. */
export const handoverTicks = { lookMs: 2_000, tidyMs: 3_600_000 };
