import { Duration } from 'luxon';

/** How something that failed is tried again. All in milliseconds. */
export interface RetryPlan {
  /** Pause after the first try; doubled after each further one. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** So long after it was asked for it is given up. */
  readonly givenUpAfterMs: number;
}

/** Ten seconds, doubling to four hours, for three days. */
export const defaultRetryPlan = 'PT10S,PT4H,P3D';

/** Reads `PT10S,PT4H,P3D`: first pause, longest pause, given up after. A text says what is wrong with it. */
export function readRetryPlan(text: string): RetryPlan | string {
  const [firstMs = NaN, longestMs = NaN, givenUpAfterMs = NaN, ...rest] = text
    .split(',')
    .map((part) => Duration.fromISO(part.trim()).toMillis());
  const isInOrder = firstMs > 0 && firstMs <= longestMs && longestMs <= givenUpAfterMs;
  return isInOrder && rest.length === 0
    ? { firstMs, longestMs, givenUpAfterMs }
    : `must be three ISO 8601 durations, none shorter than the one before, such as ${defaultRetryPlan}`;
}

/**
 * Pause after so many tries that failed, give or take a fifth by `chance` from 0 to 1, so that receivers that were down together
 * are not asked together.
 */
export function pauseAfter({ firstMs, longestMs }: RetryPlan, tries: number, chance: number): number {
  return Math.round(Math.min(longestMs, firstMs * 2 ** Math.min(tries - 1, 40)) * (0.8 + 0.4 * chance));
}
