import type { DriftWindow } from '../../../models/prediction/drift.js';
import { daysBetween, plusDays } from '../counting/days.js';

/** Rows of a day. */
export interface DaySize {
  readonly day: string;
  readonly rows: number;
}

/** Windows are whole weeks, so that no weekday weighs more in one than in the other. */
const week = 7;
/** The reference is the first weeks with so many rows. */
export const referenceRows = 300;
/** Lately is as many weeks as have so many rows, four at most; below the fewest nothing is said. */
const recentRows = 200;
const mostWeeks = 4;
/** Fewest rows of lately of which anything is said. */
export const fewestRows = 100;

/** The last day of the reference, which begins with the first that has rows; null while that does not suffice. Days in order. */
export function referenceEnd(days: readonly DaySize[], lastDay: string): string | null {
  const first = days.find(({ rows }) => rows > 0)?.day;
  if (first === undefined) return null;
  for (let end = plusDays(first, week - 1); end <= lastDay; end = plusDays(end, week))
    if (windowOf(days, first, end).rows >= referenceRows) return end;
  return null;
}

/** The weeks before today that are held against the reference; null where fewer rows were scored than anything can be said of. */
export function recentWindow(days: readonly DaySize[], referenceUntil: string, lastDay: string): DriftWindow | null {
  const most = Math.min(Math.floor(daysBetween(referenceUntil, lastDay) / week), mostWeeks);
  for (let weeks = 1; weeks <= most; weeks++) {
    const window = windowOf(days, plusDays(lastDay, 1 - weeks * week), lastDay);
    if (window.rows >= recentRows || (weeks === most && window.rows >= fewestRows)) return window;
  }
  return null;
} // prettier-ignore

/** Days with the rows on them. */
export function windowOf(days: readonly DaySize[], from: string, until: string): DriftWindow {
  const rows = days.reduce((sum, each) => sum + (each.day >= from && each.day <= until ? each.rows : 0), 0);
  return { from, until, rows };
}
