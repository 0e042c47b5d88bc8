import type { DepositState, DepositStatement, DriveStage, FeeState, FeeStatement } from '../../../models/test-drive/programme-drive.js'; // prettier-ignore

/** What of a drive a statement about its money changes. */
export interface AfterStatement {
  readonly change: {
    readonly depositState?: DepositState;
    readonly depositCaptured?: string;
    readonly depositReleased?: string;
    readonly feeState?: FeeState;
    readonly feeRefunded?: string;
    readonly lapsesAt?: Date | null;
  };
  /** The drive will not take place. */
  readonly isCalledOff: boolean;
}

/**
 * What a statement about a deposit makes of a drive. Given back before the key went out, it is asked for anew, and the booking lapses
 * without it: an authorisation may have run out, or somebody thought better of it. Kept before then, nothing comes of the drive. A deposit of which
 * a part was kept stays kept when the rest is let go.
 * @param from where it stands
 * @param holdMinutes how long the programme waits for a deposit
 * @param now milliseconds since the epoch
 */
export function afterDeposit(from: DepositState, state: DepositStatement, stage: DriveStage, startsAt: Date, holdMinutes: number, now: number): AfterStatement {
  if (from === 'CAPTURED' && state === 'RELEASED') return { change: { lapsesAt: null }, isCalledOff: false };
  if (stage !== 'BOOKED' || state === 'HELD') return { change: { depositState: state, lapsesAt: null }, isCalledOff: false };
  if (state === 'CAPTURED') return { change: { depositState: state, lapsesAt: null }, isCalledOff: true };
  const lapsesAt = new Date(Math.max(now, Math.min(now + holdMinutes * 60_000, startsAt.getTime())));
  return { change: { depositState: 'AWAITED', lapsesAt }, isCalledOff: false };
} // prettier-ignore

/**
 * What a statement about a fee makes of a drive. It is paid until all of it is back: what is left is owed where the drive was called off.
 * Given back whole before the key went out, it is to be paid anew; a part that is given back makes the drive cheaper.
 * @param refunded how much is given back by now, a decimal
 * @param isWhole whether that is all of it
 */
export function afterFee(state: FeeStatement, stage: DriveStage, refunded: string, isWhole: boolean): AfterStatement {
  const isAhead = stage === 'AWAITING_DEPOSIT' || stage === 'BOOKED';
  const isAnew = state === 'PAID' || (isWhole && isAhead);
  const feeState = state === 'PAID' || !isWhole ? 'PAID' : isAhead ? 'UNPAID' : 'REFUNDED';
  return { change: { feeState, feeRefunded: isAnew ? '0' : refunded }, isCalledOff: false };
} // prettier-ignore
