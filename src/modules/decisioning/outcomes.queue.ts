import { z } from 'zod';
import type { QueueDefinition } from '../platform/queue/queues.js';

const payload = z.object({});

/** Wakes the reading of the log for what came of offers. Carries no facts: the log has them. */
export const outcomesQueue: QueueDefinition<z.infer<typeof payload>> = {
  name: 'outcomes',
  payload,
  concurrency: 1,
  attempts: 3,
};
