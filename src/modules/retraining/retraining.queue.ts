import { z } from 'zod';
import type { QueueDefinition } from '../platform/queue/queues.js';

const payload = z.object({});

/** Wakes whoever teaches models. Carries no facts: settings and runs stand in rows, and the tick looks for what is due. */
export const retrainingQueue: QueueDefinition<z.infer<typeof payload>> = {
  name: 'retraining',
  payload,
  concurrency: 1,
  attempts: 3,
};
