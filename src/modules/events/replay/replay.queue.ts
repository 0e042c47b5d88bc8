import { z } from 'zod';
import type { QueueDefinition } from '../../platform/queue/queues.js';

const payload = z.object({ tenantId: z.uuid(), replayId: z.uuid() });

/** Replays of rejected events. Which ones and how far it is stands in `event_replays`: a job that comes twice goes on there. */
export const replayQueue: QueueDefinition<z.infer<typeof payload>> = {
  name: 'event-replays',
  payload,
  concurrency: 1,
  attempts: 10,
};
