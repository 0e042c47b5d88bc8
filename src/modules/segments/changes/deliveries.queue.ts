import { z } from 'zod';
import type { QueueDefinition } from '../../platform/queue/queues.js';

const payload = z.discriminatedUnion('what', [
  /** Forget what is over. */
  z.object({ what: z.literal('TIDY') }),
  /** Hand over what one subscription has to hear of. */
  z.object({ what: z.literal('HAND_OVER'), subscription: z.object({ tenantId: z.uuid(), id: z.uuid() }) }),
]);
/** Work on deliveries. */
export type DeliveriesJob = z.infer<typeof payload>;

/**
 * Wake-ups: somebody is to hear of changes. Losing one loses nothing, as what there is to do is read from PostgreSQL at every
 * tick. Many at once, as it is receivers that are waited for.
 */
export const deliveriesQueue: QueueDefinition<DeliveriesJob> = {
  name: 'segment-deliveries',
  payload,
  concurrency: 16,
  attempts: 1,
};

/** How often it is looked who has something to hear of, and what is over. */
export const deliveryTicks = { lookMs: 500, tidyMs: 3_600_000 };
