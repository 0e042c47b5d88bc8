import { z } from 'zod';
import type { QueueDefinition } from '../platform/queue/queues.js';

const payload = z.object({
  /** The request to work on; null for every one that is due. */
  request: z.object({ tenantId: z.uuid(), id: z.uuid() }).nullable(),
});

/** Wake-ups: a request wants to be worked on. Losing one loses nothing, as the tick looks for what is due. */
export const rightsQueue: QueueDefinition<z.infer<typeof payload>> = {
  name: 'rights',
  payload,
  concurrency: 2,
  attempts: 5,
};
