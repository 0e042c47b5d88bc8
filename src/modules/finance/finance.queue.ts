import { z } from 'zod';
import type { QueueDefinition } from '../platform/queue/queues.js';

const payload = z.object({});

/** Once an hour: forget quotes that are long expired. */
export const financeQueue: QueueDefinition<z.infer<typeof payload>> = {
  name: 'finance',
  payload,
  concurrency: 1,
  attempts: 1,
};
