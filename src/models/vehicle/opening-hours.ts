import { z } from 'zod';

/** Days as `Intl` and ISO 8601 order them: a week begins on Monday. */
export const weekdays = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;
export type Weekday = (typeof weekdays)[number];

const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** From when to when a door is open, on the clock on its wall: `09:00` to `18:30`; `24:00` is the end of the day. */
export const openFromSchema = z.object({ opens: timeOfDay, closes: timeOfDay });
export type OpenFrom = z.infer<typeof openFromSchema>;

/** When a dealer is open in a usual week, and on which days otherwise. A day that is not named is closed. */
export const openingHoursSchema = z.object({
  weekly: z.partialRecord(z.enum(weekdays), z.array(openFromSchema).max(6)),
  /** Days that are not as usual, by ISO date; an empty list is a day on which nobody is there. */
  exceptions: z.record(z.iso.date(), z.array(openFromSchema).max(6)),
});
export type OpeningHours = z.infer<typeof openingHoursSchema>;

/** What of opening hours is wrong, if anything: a time, a date, or that there are too many of them. */
export function wrongPartsOf({ weekly, exceptions }: OpeningHours): HoursPart[] {
  const dates = Object.keys(exceptions);
  return [
    ...(Object.values(weekly).some(isWrong) ? (['weekly'] as const) : []),
    ...(Object.values(exceptions).some(isWrong) ? (['exceptions.open'] as const) : []),
    ...(dates.every((date) => z.iso.date().safeParse(date).success) ? [] : (['exceptions.date'] as const)),
    ...(dates.length > mostExceptions ? (['exceptions'] as const) : []),
  ];
}

/** Part of opening hours, as a problem names it. */
export type HoursPart = 'weekly' | 'exceptions' | 'exceptions.open' | 'exceptions.date';

/** Most days that are not as usual. */
export const mostExceptions = 400;

function isWrong(open: readonly OpenFrom[]): boolean {
  const isTimely = (each: OpenFrom) => openFromSchema.safeParse(each).success && each.opens < each.closes;
  return open.length > 6 || !open.every(isTimely);
}
