import { z } from 'zod';
import type { QueueDefinition } from '../../platform/queue/queues.js';

const payload = z.object({ tenantId: z.uuid(), questionId: z.uuid(), shards: z.array(z.number().int()) });
/** A question to the shards that one worker holds. */
export type QuestionJob = z.infer<typeof payload>;

/** What one worker is asked about the shards it holds: each worker has a queue of its own. */
export function questionsFor(worker: string): QueueDefinition<QuestionJob> {
  return { name: `segment-questions-${worker}`, payload, concurrency: 4, attempts: 1 };
}
