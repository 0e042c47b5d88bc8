import { z } from 'zod';

/** On a desk: the request, or the answer, comes as a message. Models have numbers from 0. */
export const byPost = -1;
/** As a message: an answer lies on its desk. */
export const onDesk = 0;

/** Words of a bell. */
export const bellWords = {
  /** The lowest 32 bits of how many requests were ever laid down: a thread that waits for one is woken when it changes. */
  asked: 0,
  /** The same of how many were answered. */
  answered: 1,
  /** 1 where the event loop wants a message when there is an answer, else it looks by itself. */
  listening: 2,
  /** 1 when there will be no more: the thread ends then. */
  leave: 3,
} as const;

/** A new bell. */
export const newBell = (): Int32Array<SharedArrayBuffer> => new Int32Array(new SharedArrayBuffer(16));

/** What a model thread is started with: memory it shares with the event loop. */
export const threadMemorySchema = z.object({
  /** See `bellWords`. */
  bell: z.instanceof(SharedArrayBuffer),
  /** Each desk holds one request and then its answer. They are used in turn. */
  desks: z.array(z.instanceof(SharedArrayBuffer)).min(1),
});
export type ThreadMemory = z.infer<typeof threadMemorySchema>;
