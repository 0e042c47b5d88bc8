import { mostTries, pauseMs } from './back-off.js';
import type { Delivery, Tried } from './deliveries.repository.js';

/** What becomes of a delivery after one more try: accepted, tried again after a pause, or given up. */
export function afterTry(
  { tries, dueAt }: Pick<Delivery, 'tries' | 'dueAt'>,
  failure: string | null,
  now: number,
  chance: number,
): Tried {
  const tried = { tries: tries + 1, lastFailure: failure };
  if (failure === null) return { ...tried, status: 'DELIVERED', dueAt, settledAt: new Date(now) };
  if (tried.tries >= mostTries) return { ...tried, status: 'DEAD', dueAt, settledAt: new Date(now) };
  return {
    ...tried,
    status: 'PENDING',
    dueAt: new Date(now + pauseMs(tried.tries, chance)),
    settledAt: null,
  };
}
