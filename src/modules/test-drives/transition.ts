import type { TestDriveStatus } from '../../models/test-drive/test-drive.js';
import { problem, type TestDriveProblem } from './problem.js';

/** How long before its time somebody may come for a drive. */
const earlyMs = 3_600_000;

/** Whether a drive is still to take place. */
export function isAhead(status: TestDriveStatus): boolean {
  return status === 'BOOKED' || status === 'CONFIRMED';
}

/**
 * What keeps a booking from becoming `to`; null where nothing does, or where it is that already. Whether a drive under a programme took
 * place is a matter of its key and its return.
 */
export function hindrance(
  { status, startsAt }: { readonly status: TestDriveStatus; readonly startsAt: Date },
  to: TestDriveStatus,
  now: number,
  drive: { readonly keyReleasedAt: Date | null } | null = null,
): TestDriveProblem | null {
  if (status === to) return null;
  if (!isAhead(status)) return over(status);
  if (drive && to === 'ATTENDED') return endsByReturn;
  if (drive?.keyReleasedAt && to !== 'CONFIRMED') return isUnderWay;
  const tooEarly = (from: number) => (now < from ? notYet : null);
  if (to === 'NO_SHOW') return tooEarly(startsAt.getTime());
  return to === 'ATTENDED' ? tooEarly(startsAt.getTime() - earlyMs) : null;
}

const notYet = problem('id', 'Its time has not come yet.', 'Say so when it has; until then it can be moved or cancelled.'); // prettier-ignore

const endsByReturn = problem('id', 'It is a drive under a programme.', 'Say with `recordTestDriveReturn` that its car is back.'); // prettier-ignore
const isUnderWay = problem('id', 'Its key is released: the drive is under way.', 'Say with `recordTestDriveReturn` when its car is back.'); // prettier-ignore
/** A drive under a programme has its own times. */
export const staysUnderProgramme = problem('id', 'It is a drive under a programme.', 'Cancel it, and book another one with `bookProgrammeDrive`.'); // prettier-ignore

/** Why a booking cannot change any more. */
export function over(status: TestDriveStatus): TestDriveProblem {
  return problem('id', `The booking is ${status} and stays so.`, 'Book another test drive.');
}
