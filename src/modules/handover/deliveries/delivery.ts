import type { HandoverDeliveryEntity } from '../../../models/handover/handover-delivery.entity.js';
import { pauseAfter, type RetryPlan } from '../../platform/retry-plan.js';

/** One thing to hand over, or that was. */
export type Delivery = Readonly<HandoverDeliveryEntity>;

/** What one try came to. */
export interface TryAnswer {
  /** Null when the receiver has it; else why not, in words that tell nothing personal. */
  readonly failure: string | null;
  /** The pause the receiver asked for, in milliseconds; null where it asked for none. */
  readonly askedPauseMs: number | null;
}

/** Instead of an answer: the lead is another dealer's by now, so this one is not told of it any more. */
export const withdrawn = 'WITHDRAWN';

/** What becomes of a delivery after a try. */
export type AfterTry = Pick<Delivery, 'status' | 'dueAt' | 'lastFailure' | 'settledAt'>;

/**
 * What becomes of a delivery after one more try: accepted, tried again, given up, or withdrawn. It waits as long as the plan or the receiver
 * says, whichever is longer, but never past the time at which it is given up: the last try is made then.
 */
export function afterTry(
  { tries, askedAt, dueAt }: Pick<Delivery, 'tries' | 'askedAt' | 'dueAt'>,
  answer: TryAnswer | typeof withdrawn,
  plan: RetryPlan,
  now: number,
  chance: number,
): AfterTry {
  if (answer === withdrawn)
    return {
      status: withdrawn,
      dueAt,
      lastFailure: 'The lead is another dealer’s by now.',
      settledAt: new Date(now),
    };
  const { failure: lastFailure, askedPauseMs } = answer;
  if (lastFailure === null) return { status: 'DELIVERED', dueAt, lastFailure, settledAt: new Date(now) };
  const end = askedAt.getTime() + plan.givenUpAfterMs;
  if (now >= end) return { status: 'DEAD', dueAt, lastFailure, settledAt: new Date(now) };
  const pause = Math.max(pauseAfter(plan, tries, chance), askedPauseMs ?? 0);
  return { status: 'PENDING', dueAt: new Date(Math.min(end, now + pause)), lastFailure, settledAt: null };
}
