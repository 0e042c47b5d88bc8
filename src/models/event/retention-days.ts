import { eventClasses, type EventClass } from './event-class.js';

/** How many days events of each class are kept; null: for ever. */
export type RetentionDays = Readonly<Record<EventClass, number | null>>;

/**
 * Browsing for 25 months, so that a season can be held against the one two years before; dealing for as long as the widest
 * window of a rule, and a month; ownership for ever; what cars report for 13 months.
 */
export const defaultRetentionDays: RetentionDays = {
  browsing: 760,
  dealing: 1_125,
  ownership: null,
  car: 395,
};

/** Whoever follows the log, and whoever mends it, has this long at least. */
const fewest = 30;
const most = 36_500;

/** Reads `browsing=760,car=forever`; classes not named keep the default. A text is what is wrong with it, and holds no value. */
export function readRetentionDays(text: string): RetentionDays | string {
  const days: Record<EventClass, number | null> = { ...defaultRetentionDays };
  const named = new Set<EventClass>();
  for (const part of text.split(',')) {
    const [name, value, ...rest] = part.split('=').map((word) => word.trim());
    const eventClass = eventClasses.find((each) => each === name);
    if (eventClass === undefined || value === undefined || rest.length > 0)
      return `must be a list such as browsing=760,car=forever, of ${eventClasses.join(', ')}`;
    if (named.has(eventClass)) return `names ${eventClass} twice: leave one out`;
    named.add(eventClass);
    if (value !== 'forever' && !isDays(value))
      return `must give ${eventClass} a whole number of days from ${fewest} to ${most}, or forever`;
    days[eventClass] = value === 'forever' ? null : Number(value);
  }
  return days;
}

function isDays(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= fewest && Number(text) <= most;
}
