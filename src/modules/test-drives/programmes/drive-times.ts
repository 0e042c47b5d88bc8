import { IANAZone } from 'luxon';
import type { OpeningHours } from '../../../models/vehicle/opening-hours.js';
import { openTimesOn } from '../../platform/open-times.js';
import { datesBetween } from '../../platform/wall-clock.js';
import type { Slot } from '../slots-of-day.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Clocks change at whole quarters of an hour. */
const quarterMs = 15 * minuteMs;

/** The clock on the wall of a centre and the hours beside it. What it was asked once it knows: an answer asks the same over and over. */
export class CentreClock {
  private readonly zone: IANAZone;
  private readonly offsets = new Map<number, number>();
  private readonly open = new Map<string, readonly (readonly [number, number])[]>();

  /** @param timeZone IANA name: `Asia/Shanghai` */
  constructor(
    private readonly timeZone: string,
    private readonly hours: OpeningHours,
  ) {
    this.zone = IANAZone.create(timeZone);
  }

  /** The ISO date it shows. */
  dateAt(at: number): string {
    return new Date(at + this.offsetAt(at)).toISOString().slice(0, 10);
  }

  /** From when to when the centre is open on an ISO date: milliseconds since the epoch. */
  openOn(date: string): readonly (readonly [number, number])[] {
    const before = this.open.get(date);
    if (before) return before;
    const times = openTimesOn(this.timeZone, this.hours, date);
    this.open.set(date, times);
    return times;
  }

  /** When it shows the same time so many days later; where that is skipped, as much later as the clock is put forward. */
  daysAfter(at: number, days: number): number {
    const offset = this.offsetAt(at);
    const shown = at + offset + days * dayMs;
    const first = this.offsetAt(shown - offset);
    const second = this.offsetAt(shown - first);
    return shown - (first === second ? first : Math.min(first, second));
  }

  /** Milliseconds by which it is ahead of UTC. */
  private offsetAt(at: number): number {
    const quarter = Math.floor(at / quarterMs);
    const before = this.offsets.get(quarter);
    if (before !== undefined) return before;
    const offset = this.zone.offset(at) * minuteMs;
    this.offsets.set(quarter, offset);
    return offset;
  }
}

/** When cars are fetched and brought back at a centre. */
export interface CentreTimes {
  readonly clock: CentreClock;
  readonly pickUpEveryMinutes: number;
  readonly turnaroundMinutes: number;
}

/** The instants at which a car can be fetched, from one to before another, in order: milliseconds since the epoch. */
export function pickUps({ clock, pickUpEveryMinutes }: CentreTimes, from: number, to: number): number[] {
  if (to <= from) return [];
  const step = pickUpEveryMinutes * minuteMs;
  const times = datesBetween(clock.dateAt(from), clock.dateAt(to)).flatMap((date) =>
    clock
      .openOn(date)
      .flatMap(([opens, closes]) =>
        Array.from({ length: Math.ceil((closes - opens) / step) }, (_, nth) => opens + nth * step),
      ),
  );
  return times.filter((at) => at >= from && at < to);
}

/**
 * A drive of so many days, which ends when the clock on the wall shows the same time again; null where nobody can bring the car back
 * then. The car is held until it is ready for the next.
 */
export function driveOf({ clock, turnaroundMinutes }: CentreTimes, startsAt: number, days: number): Slot | null {
  const endsAt = clock.daysAfter(startsAt, days);
  // The end of a day is the beginning of the next, which may be closed.
  const dates = new Set([clock.dateAt(endsAt), clock.dateAt(endsAt - 1)]);
  const open = [...dates].flatMap((date) => clock.openOn(date));
  const isOpen = open.some(([opens, closes]) => opens <= endsAt && endsAt <= closes);
  return isOpen ? { startsAt, endsAt, heldUntil: endsAt + turnaroundMinutes * minuteMs } : null;
} // prettier-ignore
