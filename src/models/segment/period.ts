import { z } from 'zod';
import { duration } from './rule-parts.js';
import { windowMs } from './window.js';

/** Stretches of the calendar, by the clock of the tenant's zone; weeks begin on Monday. */
export const calendarPeriods = [
  'TODAY', 'YESTERDAY', 'THIS_WEEK', 'LAST_WEEK', 'THIS_MONTH', 'LAST_MONTH', 'THIS_QUARTER', 'LAST_QUARTER', 'THIS_YEAR',
  'LAST_YEAR',
] as const; // prettier-ignore
export type CalendarPeriod = (typeof calendarPeriods)[number];

const instant = z.union(
  [z.iso.date(), z.iso.datetime({ offset: true })],
  'must be a date or an instant: 2026-11-26, 2026-11-26T09:00:00Z',
);

/** When something must have happened. Nothing given: ever. */
export const periodFields = {
  /** Rolling: later than now minus this. */
  within: duration.optional(),
  /** Rolling: not later than now minus this. */
  longerAgoThan: duration.optional(),
  during: z.enum(calendarPeriods).optional(),
  /** Fixed: from this instant or the beginning of this day on. */
  from: instant.optional(),
  /** Fixed: before this instant or the beginning of this day. */
  before: instant.optional(),
} as const;

export type Period = z.infer<z.ZodObject<typeof periodFields>>;

/** What is wrong with a period, if anything: where and what. */
export function periodFault(given: Period): { path: string; message: string } | null {
  const { within, longerAgoThan, during, from, before } = given;
  const isRolling = within !== undefined || longerAgoThan !== undefined;
  const isFixed = from !== undefined || before !== undefined;
  if (during !== undefined && (isRolling || isFixed))
    return { path: 'during', message: 'goes only without within, longerAgoThan, from and before' };
  if (isRolling && isFixed) return { path: 'from', message: 'from and before go only without within and longerAgoThan' }; // prettier-ignore
  if (within !== undefined && longerAgoThan !== undefined && (windowMs(longerAgoThan) ?? 0) >= (windowMs(within) ?? 0))
    return { path: 'longerAgoThan', message: 'is not shorter than within, so nothing can match' }; // prettier-ignore
  if (from !== undefined && before !== undefined && Date.parse(from) >= Date.parse(before))
    return { path: 'before', message: 'is not later than from, so nothing can match' };
  return null;
}
