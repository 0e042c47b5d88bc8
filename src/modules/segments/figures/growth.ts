/** How many stays began and how many ended on a day that anything happened on; days count from 1. */
export interface DayCount {
  readonly day: number;
  readonly entered: number;
  readonly left: number;
}

/** A segment on one day of the calendar. */
export interface GrowthDay {
  readonly date: string;
  /** How many were in it when the day ended, or are so far. */
  readonly size: number;
  readonly entered: number;
  readonly left: number;
}

/** How a segment grew from the beginning of the first day to the end of the last. */
export interface Growth {
  readonly sizeBefore: number;
  readonly sizeAfter: number;
  readonly entered: number;
  readonly left: number;
  readonly days: readonly GrowthDay[];
}

/** Every day's size out of the size before and what each day brought, so that they cannot contradict each other. */
export function growthOf(dates: readonly string[], sizeBefore: number, counts: readonly DayCount[]): Growth {
  const byDay = new Map(counts.map((count) => [count.day, count]));
  let size = sizeBefore;
  const sum = { entered: 0, left: 0 };
  const days = dates.map((date, index): GrowthDay => {
    const { entered = 0, left = 0 } = byDay.get(index + 1) ?? {};
    size += entered - left;
    sum.entered += entered;
    sum.left += left;
    return { date, size, entered, left };
  });
  return { sizeBefore, sizeAfter: size, ...sum, days };
}
