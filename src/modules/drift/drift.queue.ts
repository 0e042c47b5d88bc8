import { z } from 'zod';
import type { QueueDefinition } from '../platform/queue/queues.js';

const payload = z.object({});

/** Wakes the look for drift. Carries no facts: PostgreSQL has them. */
export const driftQueue: QueueDefinition<z.infer<typeof payload>> = {
  name: 'drift',
  payload,
  concurrency: 1,
  attempts: 3,
};
