import { IANAZone } from 'luxon';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Whether there is such a time zone. */
export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/**
 * The instants, milliseconds since the epoch, at which a clock on the wall shows a time of a day: two of them in an hour that
 * is doubled. In an hour that is skipped it is the instant at which the clock jumps, as no other comes nearer.
 */
export function instantsOf(timeZone: string, date: string, minuteOfDay: number): readonly number[] {
  const zone = IANAZone.create(timeZone);
  const shown = Date.parse(`${date}T00:00:00Z`) + minuteOfDay * minuteMs;
  const offsets = [...new Set([zone.offset(shown - dayMs), zone.offset(shown + dayMs)])];
  const thought = offsets.map((offset) => ({ at: shown - offset * minuteMs, offset }));
  const real = thought.filter(({ at, offset }) => zone.offset(at) === offset).map(({ at }) => at);
  if (real.length > 0) return real.sort((a, b) => a - b);
  const tried = thought.map(({ at }) => at);
  return [jumpBetween(zone, Math.min(...tried), Math.max(...tried))];
}

/** The ISO date a clock on the wall shows. */
export function dateAt(timeZone: string, at: number): string {
  return new Date(at + IANAZone.create(timeZone).offset(at) * minuteMs).toISOString().slice(0, 10);
}

/** Days from one ISO date to another, both included. */
export function datesBetween(first: string, last: string): string[] {
  const dates: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += dayMs)
    dates.push(new Date(at).toISOString().slice(0, 10));
  return dates;
}

/** The first instant between the two at which the zone has another offset. */
function jumpBetween(zone: IANAZone, from: number, to: number): number {
  const before = zone.offset(from);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offset(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}
