import type { TestDriveStatus } from '../../models/test-drive/test-drive.js';
import { problem, type TestDriveProblem } from './problem.js';

/** How long before its time somebody may come for a drive. */
const earlyMs = 3_600_000;

/** Whether a drive is still to take place. */
export function isAhead(status: TestDriveStatus): boolean {
  return status === 'BOOKED' || status === 'CONFIRMED';
}

/** What keeps a booking from becoming `to`; null where nothing does, or where it is that already. */
export function hindrance(
  { status, startsAt }: { readonly status: TestDriveStatus; readonly startsAt: Date },
  to: TestDriveStatus,
  now: number,
): TestDriveProblem | null {
  if (status === to) return null;
  if (!isAhead(status)) return over(status);
  const tooEarly = (from: number) => (now < from ? notYet : null);
  if (to === 'NO_SHOW') return tooEarly(startsAt.getTime());
  return to === 'ATTENDED' ? tooEarly(startsAt.getTime() - earlyMs) : null;
}

const notYet = problem('id', 'Its time has not come yet.', 'Say so when it has; until then it can be moved or cancelled.'); // prettier-ignore

/** Why a booking cannot change any more. */
export function over(status: TestDriveStatus): TestDriveProblem {
  return problem('id', `The booking is ${status} and stays so.`, 'Book another test drive.');
}
