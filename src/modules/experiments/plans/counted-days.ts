import { Duration } from 'luxon';
import type { Problem } from '../../../models/campaign/problem.js';
import { shown } from '../../platform/shown.js';

/** Longest that what people do counts after they were first exposed, in days. */
export const mostCountedDays = 90;

/** Whole days out of an ISO 8601 duration. */
export function readCountedDays(text: string): { days: number } | { problem: Problem } {
  const days = Duration.fromISO(text).as('days');
  if (Number.isInteger(days) && days >= 1 && days <= mostCountedDays) return { days };
  return {
    problem: {
      path: 'countedFor',
      message: `countedFor is ${shown(text)}.`,
      remedy: `Give whole days from P1D to P${mostCountedDays}D.`,
    },
  };
}

/** The same as ISO 8601. */
export function countedForOf(days: number): string {
  return `P${days}D`;
}

/** So many days after the last day that counts, who was exposed is forgotten: what is told later than that is not counted. */
export const graceDays = 30;
