import type { CalendarPeriod, Period } from '../../../models/segment/period.js';
import { windowMs } from '../../../models/segment/window.js';
import { allOf, reckoned, type Asking } from './asking.js';

/** Year, month, day; hour, minute, second, fraction; offset, its sign, hours and minutes. */
const written =
  '^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,30}))?)?(Z|([+-])([0-9]{2})(?::?([0-9]{2}))?)?)?$';

/** Milliseconds of a window that the rule's schema has seen. */
export function lengthOf(window: string): number {
  return windowMs(window) ?? NaN;
}

/** Milliseconds since the epoch of a timestamptz. */
export function msOf(instant: string): string {
  return `(extract(epoch from ${instant}) * 1000)::float8`;
}

/** What clocks in the zone show at an instant in milliseconds: a timestamp. */
export function localAt(ms: string, asking: Asking): string {
  return `(to_timestamp((${ms}) / 1000) at time zone ${asking.zone})`;
}

/** When a date begins in the zone, in milliseconds; the first time, where its midnight comes twice. */
export function beginOf(date: string, asking: Asking): string {
  const hourBefore = `midnight - interval '1 hour'`;
  return `(select ${msOf(`case when (${hourBefore}) at time zone ${asking.zone} >= day then ${hourBefore} else midnight end`)}
    from (select day, day at time zone ${asking.zone} as midnight from (select (${date})::timestamp as day offset 0) d) m)`;
}

/** The instant a text is, in milliseconds: of a date the beginning in the zone. Null when it is neither. */
export function instantOfText(text: string, asking: Asking): string {
  // PostgreSQL knows no year 0: it calls it 1 before Christ. It is a leap year, as 2000 is.
  const day = `make_date(case m[1] when '0000' then -1 else m[1]::int end, m[2]::int, m[3]::int)`;
  const isDay = `pg_input_is_valid(replace(m[1], '0000', '2000') || '-' || m[2] || '-' || m[3], 'date')`;
  const ms = `floor(('0.' || coalesce(m[7], '0'))::float8 * 1000)`;
  const isTime = `m[5] <= '59' and coalesce(m[6], '00') <= '59' and (m[4] <= '23' or (m[4] = '24' and m[5] = '00' and coalesce(m[6], '00') = '00' and ${ms} = 0))`;
  const offsetMinutes = `coalesce((m[9] || '1')::int * (m[10]::int * 60 + coalesce(m[11], '0')::int), 0)`;
  return `(select case when m[4] is null then ${beginOf(day, asking)}
      else extract(epoch from ${day}::timestamp)::float8 * 1000 + ((m[4]::int * 60 + m[5]::int - ${offsetMinutes}) * 60 + coalesce(m[6], '0')::int) * 1000.0::float8 + ${ms} end
    from regexp_match(${text}, '${written}') as r(m) where ${isDay} and (m[4] is null or (${isTime})))`;
}

const lengths = {
  day: '1 day',
  week: '7 days',
  month: '1 month',
  quarter: '3 months',
  year: '1 year',
} as const;
const calendar: Record<CalendarPeriod, [unit: keyof typeof lengths, which: 'this' | 'last']> = {
  TODAY: ['day', 'this'],
  YESTERDAY: ['day', 'last'],
  THIS_WEEK: ['week', 'this'],
  LAST_WEEK: ['week', 'last'],
  THIS_MONTH: ['month', 'this'],
  LAST_MONTH: ['month', 'last'],
  THIS_QUARTER: ['quarter', 'this'],
  LAST_QUARTER: ['quarter', 'last'],
  THIS_YEAR: ['year', 'this'],
  LAST_YEAR: ['year', 'last'],
};

/** Whether something at `at` happened by now and in the period. */
export function inPeriod(
  { within, longerAgoThan, during, from, before }: Period,
  at: string,
  asking: Asking,
): string {
  const conditions = [`${at} <= ${reckoned(asking.now)}`];
  if (within !== undefined) conditions.push(`${at} > ${reckoned(asking.now - lengthOf(within))}`);
  if (longerAgoThan !== undefined)
    conditions.push(`${at} <= ${reckoned(asking.now - lengthOf(longerAgoThan))}`);
  if (from !== undefined) conditions.push(`${at} >= ${instantOfText(asking.text(from), asking)}`);
  if (before !== undefined) conditions.push(`${at} < ${instantOfText(asking.text(before), asking)}`);
  if (during !== undefined) {
    const [unit, which] = calendar[during];
    const begin = `date_trunc('${unit}', ${localAt(reckoned(asking.now), asking)})`;
    if (which === 'this') conditions.push(`${at} >= ${beginOf(begin, asking)}`);
    else
      conditions.push(
        `${at} >= ${beginOf(`${begin} - interval '${lengths[unit]}'`, asking)}`,
        `${at} < ${beginOf(begin, asking)}`,
      );
  }
  return allOf(conditions);
}

/** Whether the day of an instant (milliseconds) comes round within so long, or is today. 29 February does on the 28th. */
export function comesRound(instant: string, withinMs: number, asking: Asking): string {
  const now = reckoned(asking.now);
  const first = (year: string) => `make_date(${year}, extract(month from born)::int, 1)`;
  const dayIn = (year: string) =>
    `least(${first(year)} + (extract(day from born)::int - 1), (${first(year)} + interval '1 month' - interval '1 day')::date)`;
  const year = `extract(year from today)::int`;
  return `(select ${now} >= ${beginOf('day', asking)} - ${reckoned(withinMs)} and ${now} < ${beginOf('day + 1', asking)}
    from (select case when ${dayIn(year)} >= today then ${dayIn(year)} else ${dayIn(`${year} + 1`)} end as day
      from (select ${localAt(instant, asking)}::date as born, ${localAt(now, asking)}::date as today offset 0) b) c)`;
}
