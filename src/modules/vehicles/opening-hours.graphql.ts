import { Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { weekdays, type OpeningHours, type Weekday } from '../../models/vehicle/opening-hours.js';
import { described, enumOf } from '../platform/graphql/enums.js';

/** Weekday under its GraphQL spelling. */
export const WeekdayEnum = enumOf(weekdays);
registerEnumType(WeekdayEnum, {
  name: 'Weekday',
  description: 'A day of the week.',
  valuesMap: described<Weekday>({
    MONDAY: 'Monday.',
    TUESDAY: 'Tuesday.',
    WEDNESDAY: 'Wednesday.',
    THURSDAY: 'Thursday.',
    FRIDAY: 'Friday.',
    SATURDAY: 'Saturday.',
    SUNDAY: 'Sunday.',
  }),
});

@ObjectType({ description: 'From when to when a dealer is open, on its own clock.' })
@InputType('OpenHoursInput', { description: 'From when to when a dealer is open, on its own clock.' })
export class OpenHours {
  @Field(() => String, { description: 'When it opens: `09:00`.' }) opens!: string;
  @Field(() => String, { description: 'When it closes: `18:30`; `24:00` is the end of the day.' })
  closes!: string;
}

@ObjectType({ description: 'When a dealer is open on one day of the week.' })
@InputType('WeekdayHoursInput', { description: 'When a dealer is open on one day of the week.' })
export class WeekdayHours {
  @Field(() => WeekdayEnum, { description: 'The day.' }) day!: Weekday;
  @Field(() => [OpenHours], { description: 'Its hours, with a break between where there are several.' })
  open!: OpenHours[];
}

@ObjectType({ description: 'A day that is not as usual.' })
@InputType('DayHoursInput', { description: 'A day that is not as usual.' })
export class DayHours {
  @Field(() => String, { description: 'The day: `2026-12-24`.' }) date!: string;
  @Field(() => [OpenHours], { description: 'Its hours; empty when it is closed.' }) open!: OpenHours[];
}

/** Opening hours in lists, as GraphQL has them: weekdays and dates in order. */
export function toHours({ weekly, exceptions }: OpeningHours): { weekly: WeekdayHours[]; exceptions: DayHours[] } {
  const dates = Object.entries(exceptions).map(([date, open]) => ({ date, open }));
  return {
    weekly: weekdays.flatMap((day) => (weekly[day] ? { day, open: weekly[day] } : [])),
    exceptions: dates.sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
} // prettier-ignore

/** Hours of a day that is named twice are all of them. */
export function fromHours(weekly: readonly WeekdayHours[], exceptions: readonly DayHours[]): OpeningHours {
  const hours: OpeningHours = { weekly: {}, exceptions: {} };
  for (const { day, open } of weekly) hours.weekly[day] = [...(hours.weekly[day] ?? []), ...open.map(plain)];
  for (const { date, open } of exceptions) hours.exceptions[date] = [...(hours.exceptions[date] ?? []), ...open.map(plain)];
  return hours;
} // prettier-ignore

function plain({ opens, closes }: OpenHours): { opens: string; closes: string } {
  return { opens, closes };
}
