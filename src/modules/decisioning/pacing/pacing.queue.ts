import { z } from 'zod';
import type { QueueDefinition } from '../../platform/queue/queues.js';

const payload = z.object({});

/** Wakes the setting of paces. Carries no facts: PostgreSQL has them. */
export const pacingQueue: QueueDefinition<z.infer<typeof payload>> = {
  name: 'pacing',
  payload,
  concurrency: 1,
  attempts: 1,
};

/** Under this topic processes hear that a tenant's paces were set. */
export const pacingTopic = 'pacing';
