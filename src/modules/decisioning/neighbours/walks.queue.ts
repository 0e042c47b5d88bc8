import { z } from 'zod';
import type { QueueDefinition } from '../../platform/queue/queues.js';

const payload = z.object({});

/** Wakes the gathering of walks. Carries no facts: the log has them. */
export const walksQueue: QueueDefinition<z.infer<typeof payload>> = {
  name: 'walks',
  payload,
  concurrency: 1,
  attempts: 3,
};
