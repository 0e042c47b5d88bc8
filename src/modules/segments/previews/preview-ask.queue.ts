import { z } from 'zod';
import type { QueueDefinition } from '../../platform/queue/queues.js';

const payload = z.object({ tenantId: z.uuid(), previewId: z.uuid(), shards: z.array(z.number().int()) });
export type PreviewAsk = z.infer<typeof payload>;

/** What one worker is asked about the shards it holds: each worker has a queue of its own. */
export function previewAsks(worker: string): QueueDefinition<PreviewAsk> {
  return { name: `segment-previews-${worker}`, payload, concurrency: 4, attempts: 1 };
}
