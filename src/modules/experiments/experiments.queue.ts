import { z } from 'zod';
import type { QueueDefinition } from '../platform/queue/queues.js';

const payload = z.object({});

/** Wakes the counting of experiments. Carries no facts: exposures and the log of events have them. */
export const experimentsQueue: QueueDefinition<z.infer<typeof payload>> = {
  name: 'experiments',
  payload,
  concurrency: 1,
  attempts: 3,
};
