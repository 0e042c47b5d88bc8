import { z } from 'zod';
import type { QueueDefinition } from '../platform/queue/queues.js';

const payload = z.object({
  /** The export to work on; null for every one that is not done. */
  export: z.object({ tenantId: z.uuid(), id: z.uuid() }).nullable(),
});

/** Wake-ups: an audience wants to be exported. Losing one loses nothing, as the tick looks for what is not done. */
export const exportsQueue: QueueDefinition<z.infer<typeof payload>> = {
  name: 'exports',
  payload,
  concurrency: 1,
  attempts: 5,
};
