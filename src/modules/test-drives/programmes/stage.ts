import { fromMinor, toMinor } from '../../../models/money.js';
import type { DriveStage } from '../../../models/test-drive/programme-drive.js';
import type { ProgrammeDriveRecord } from '../../../models/test-drive/programme-drive.entity.js';
import type { TestDriveBookingRecord } from '../../../models/test-drive/test-drive-booking.entity.js';

/** What of a drive and its booking says where it stands. */
export type StagedDrive = Pick<ProgrammeDriveRecord, 'depositState' | 'lapsesAt' | 'lapsedAt' | 'keyReleasedAt' | 'returnedAt'>; // prettier-ignore
/** What of its booking. */
export type StagedBooking = Pick<TestDriveBookingRecord, 'status' | 'endsAt'>;

/**
 * Where a drive stands now. One whose deposit was not held in time has lapsed, and one whose key nobody
 * fetched is missed, also before the worker says so.
 */
export function stageOf({ status, endsAt }: StagedBooking, drive: StagedDrive, now: number): DriveStage {
  if (drive.lapsedAt) return 'LAPSED';
  if (status === 'CANCELLED' || status === 'NO_SHOW') return status;
  if (drive.returnedAt) return 'RETURNED';
  if (drive.keyReleasedAt) return now > endsAt.getTime() ? 'OVERDUE' : 'OUT';
  const isAwaited = drive.depositState === 'AWAITED';
  if (isAwaited && drive.lapsesAt && drive.lapsesAt.getTime() <= now) return 'LAPSED';
  if (endsAt.getTime() <= now) return 'NO_SHOW';
  return isAwaited ? 'AWAITING_DEPOSIT' : 'BOOKED';
}

/** What the payment system has to do with a deposit: hold it, give it back, or whatever somebody decides. */
export type DepositDue = 'NOTHING' | 'HOLD' | 'RELEASE' | 'DECIDE';

/** What is to be done with a deposit: given back when the car is back in time or nothing came of the drive. */
export function depositDue(
  { depositState, returnedAt }: Pick<StagedDrive, 'depositState' | 'returnedAt'>,
  stage: DriveStage,
  endsAt: Date,
): DepositDue {
  if (depositState === 'AWAITED') return stage === 'AWAITING_DEPOSIT' ? 'HOLD' : 'NOTHING';
  if (depositState !== 'HELD') return 'NOTHING';
  if (stage === 'CANCELLED' || stage === 'LAPSED') return 'RELEASE';
  if (stage === 'NO_SHOW') return 'DECIDE';
  if (stage !== 'RETURNED' || !returnedAt) return 'NOTHING';
  return returnedAt.getTime() <= endsAt.getTime() ? 'RELEASE' : 'DECIDE';
}

/**
 * How much of a fee is to be paid or given back, a decimal; what is owed is what was paid and is not back.
 * @param digits decimals of its currency
 */
export function feeDueAmount({ fee, feeRefunded }: Pick<ProgrammeDriveRecord, 'fee' | 'feeRefunded'>, due: FeeDue, digits: number): string {
  if (due === 'NOTHING') return '0';
  const minor = (amount: string) => toMinor(amount, digits) ?? 0n;
  return due === 'PAY' ? fee : fromMinor(minor(fee) - minor(feeRefunded), digits);
} // prettier-ignore

/** What is to be done with a fee. */
export type FeeDue = 'NOTHING' | 'PAY' | 'REFUND';

/** What is to be done with a fee: paid while the drive is ahead, and given back where it was called off. */
export function feeDue({ feeState }: Pick<ProgrammeDriveRecord, 'feeState'>, stage: DriveStage): FeeDue {
  const isAhead = stage === 'AWAITING_DEPOSIT' || stage === 'BOOKED';
  if (feeState === 'UNPAID') return isAhead ? 'PAY' : 'NOTHING';
  return feeState === 'PAID' && (stage === 'CANCELLED' || stage === 'LAPSED') ? 'REFUND' : 'NOTHING';
}
