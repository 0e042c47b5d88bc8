import type { ProgrammeDriveRecord } from '../../models/test-drive/programme-drive.entity.js';
import type { TestDriveStatus } from '../../models/test-drive/test-drive.js';
import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import { feeDue, stageOf } from './programmes/stage.js';
import { isAhead } from './transition.js';

/** What of a drive stays when whoever drives is erased: it is about a car, or about money, and not about them. */
export interface Tie {
  readonly what: 'testDriveCars' | 'testDriveDeposits' | 'testDriveFees' | 'testDrives';
  /** What ends it, where nobody knows when; or the instant. */
  readonly until: string | Date;
}

/** What of a booking is looked at. */
export type TiedBooking = Pick<TestDriveBookingRecord, 'status' | 'startsAt' | 'endsAt' | 'heldUntil'>;
/** What of it is, where it is under a programme. */
export type TiedDrive = Pick<ProgrammeDriveRecord, 'depositState' | 'feeState' | 'lapsesAt' | 'lapsedAt' | 'keyReleasedAt' | 'returnedAt'>; // prettier-ignore

/** For how long what is not tied any more stays: who said the last of it may not have heard our answer, and says it again. */
const againMs = 3_600_000;

/** What becomes of a drive of somebody who is erased: under a programme it is called off, unless its car is out or nobody came. */
export function statusWithout(booking: TiedBooking, drive: TiedDrive | null, now: number): TestDriveStatus {
  if (!drive || !isAhead(booking.status) || drive.keyReleasedAt) return booking.status;
  return stageOf(booking, drive, now) === 'NO_SHOW' ? 'NO_SHOW' : 'CANCELLED';
}

/** Everything that ties a drive now; nothing: it may go. */
export function tiesOf(booking: TiedBooking, drive: TiedDrive | null, now: number): Tie[] {
  const { status, startsAt, heldUntil } = booking;
  const isOut = drive !== null && drive.keyReleasedAt !== null && drive.returnedAt === null;
  const holds = isAhead(status) || status === 'ATTENDED';
  const isUnderWay = !isOut && holds && startsAt.getTime() <= now && now < heldUntil.getTime();
  return [
    ...(isOut ? [{ what: 'testDriveCars' as const, until: 'its car is back' }] : []),
    ...(isUnderWay ? [{ what: 'testDrives' as const, until: heldUntil }] : []),
    ...(drive ? moneyTies(booking, drive, now) : []),
  ];
}

function moneyTies(booking: TiedBooking, drive: TiedDrive, now: number): Tie[] {
  const { depositState, lapsesAt } = drive;
  const isRefundDue = feeDue(drive, stageOf(booking, drive, now)) === 'REFUND';
  // Somebody may be about to hold it: told that the drive is off, they let it be.
  const isAwaited = depositState === 'AWAITED' && lapsesAt !== null && lapsesAt.getTime() > now;
  return [
    ...(depositState === 'HELD' ? [{ what: 'testDriveDeposits' as const, until: 'it is released or captured' }] : []), // prettier-ignore
    ...(isAwaited ? [{ what: 'testDrives' as const, until: lapsesAt }] : []),
    ...(isRefundDue ? [{ what: 'testDriveFees' as const, until: 'it is refunded' }] : []),
  ];
}

/** When what is left of a drive of nobody goes; null: nobody knows yet. */
export function forgetAt(ties: readonly Tie[], now: number): Date | null {
  const instants = ties.flatMap(({ until }) => (typeof until === 'string' ? [] : [until.getTime()]));
  return instants.length < ties.length ? null : new Date(Math.max(now, ...instants) + againMs);
}
