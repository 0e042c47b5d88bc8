import { z } from 'zod';
import type { QueueDefinition } from '../platform/queue/queues.js';

const payload = z.object({});

/** Wake-ups: something may be due of test drives. Losing one loses nothing, as each tick looks for all of it. */
export const testDrivesQueue: QueueDefinition<z.infer<typeof payload>> = {
  name: 'test-drives',
  payload,
  concurrency: 1,
  attempts: 5,
};
