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

/** How a dealer's day is cut into test drives. */
export interface SlotShape {
  /** IANA name: `Europe/London`. */
  readonly timeZone: string;
  readonly hours: OpeningHours;
  readonly slotMinutes: number;
  /** Between two drives of one car, to bring it round again. */
  readonly pauseMinutes: number;
}
