import { z } from 'zod';
import type { QueueDefinition } from '../../platform/queue/queues.js';

const payload = z.object({
  /** The one to be made; null for every one that is not. */
  lookalike: z.object({ tenantId: z.uuid(), id: z.uuid() }).nullable(),
});
export type LookalikeJob = z.infer<typeof payload>;

/** Wake-ups: people are to be found who are like others. Losing one loses nothing, as the tick looks for what is not made. */
export const lookalikesQueue: QueueDefinition<LookalikeJob> = {
  name: 'lookalikes',
  payload,
  concurrency: 1,
  attempts: 5,
};
