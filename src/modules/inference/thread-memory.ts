import { z } from 'zod';

/** On a desk: the request came as a message. Files have numbers from 0. */
export const byPost = -1;
/** As an answer: it lies on the desk. */
export const onDesk = 0;

/** What a model thread is started with: memory it shares with the event loop. */
export const threadMemorySchema = z.object({
  /**
   * Two words. The lowest 32 bits of how many requests were ever laid down: who waits for one is woken when it changes. And 1 when there
   * will be no more, else 0: the thread ends then.
   */
  bell: z.instanceof(SharedArrayBuffer),
  /** Each desk holds one request and then its answer. They are used in turn. */
  desks: z.array(z.instanceof(SharedArrayBuffer)).min(1),
});
export type ThreadMemory = z.infer<typeof threadMemorySchema>;
