import { z } from 'zod';
import type { QueueDefinition } from '../../platform/queue/queues.js';

const payload = z.object({
  id: z.string(),
  tenantId: z.uuid(),
  subscriptionId: z.uuid(),
  change: z.enum(['entered', 'left']),
  segmentId: z.uuid(),
  segmentVersion: z.number().int(),
  profileId: z.uuid(),
  at: z.iso.datetime(),
});

/** A change of a membership, by ids alone. */
export type PublishedChange = z.infer<typeof payload>;

/**
 * Where changes go that are subscribed to as a queue. Programs beside Carousel work it, so it has no processor here: what is
 * in it waits for them.
 */
export const publishedChanges: QueueDefinition<PublishedChange> = {
  name: 'segment-changes',
  payload,
  concurrency: 1,
  attempts: 10,
};

/** The job of a change: the same one however often it is handed over. */
export function jobIdOf(changeId: string): string {
  return `change-${changeId}`;
}
