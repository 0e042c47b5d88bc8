import type { TestDriveNote } from '../../models/test-drive/test-drive.js';

/** Something to be told of a booking, and when. */
export interface PlannedNote {
  readonly kind: TestDriveNote;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

const hourMs = 3_600_000;
/** How long before a drive its driver is reminded, in milliseconds. */
export const remindersMs = [24 * hourMs, 2 * hourMs];

/** What is to be told after a change: the change now, and reminders in time, where there is time left for them. */
export function planNotes(kind: TestDriveNote, startsAt: number, now: number): PlannedNote[] {
  const isAhead = kind === 'BOOKED' || kind === 'MOVED';
  const reminders = isAhead ? remindersMs.map((before) => startsAt - before).filter((at) => at > now) : [];
  return [{ kind, dueAt: now }, ...reminders.map((dueAt) => ({ kind: 'REMINDER' as const, dueAt }))];
}
