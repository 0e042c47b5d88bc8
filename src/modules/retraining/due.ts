import type { RetrainingCadence } from '../../models/prediction/retraining.js';

const hourMs = 3_600_000;
const weekMs = 7 * 24 * hourMs;
/** At night, and not on the hour of midnight, at which much else begins. */
const hourOfDay = 2;
const aMonday = Date.UTC(1970, 0, 5, hourOfDay);

/** The last moment at or before `now` at which a cadence falls due. Milliseconds since the epoch, as all here. */
export function lastDue(cadence: RetrainingCadence, now: number): number {
  switch (cadence) {
    case 'WEEKLY':
      return aMonday + Math.floor((now - aMonday) / weekMs) * weekMs;
    case 'MONTHLY': {
      const first = firstOfMonth(now, 0);
      return first <= now ? first : firstOfMonth(now, -1);
    }
  }
}

/** The first moment after `now` at which a cadence falls due. */
export function nextDue(cadence: RetrainingCadence, now: number): number {
  const last = lastDue(cadence, now);
  return cadence === 'WEEKLY' ? last + weekMs : firstOfMonth(last, 1);
}

/** What decides whether something is due. */
export interface Schedule {
  readonly cadence: RetrainingCadence;
  /** Moments before are not due; null while nothing is. */
  readonly onSince: number | null;
  /** The last moment that was taken up; null where none was. */
  readonly takenUntil: number | null;
}

/**
 * The moment that is due now; null where none is. Of moments that were missed, as no worker was there, only the last is: one retraining
 * learns of all that was settled meanwhile.
 */
export function dueNow({ cadence, onSince, takenUntil }: Schedule, now: number): number | null {
  if (onSince === null) return null;
  const due = lastDue(cadence, now);
  // Taken up by a clock that ran ahead: it says nothing of moments before it.
  const isAhead = takenUntil !== null && takenUntil > now;
  return due >= onSince && (takenUntil === null || isAhead || due > takenUntil) ? due : null;
}

function firstOfMonth(at: number, monthsOn: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + monthsOn, 1, hourOfDay);
}
