/** What the payment system of a tenant says of a deposit. */
export const depositStatements = ['HELD', 'RELEASED', 'CAPTURED'] as const;
export type DepositStatement = (typeof depositStatements)[number];
/** Where a deposit stands: `NONE` where none is asked, `AWAITED` until it is held. */
export const depositStates = ['NONE', 'AWAITED', ...depositStatements] as const;
export type DepositState = (typeof depositStates)[number];

/** What the payment system of a tenant says of a fee. */
export const feeStatements = ['PAID', 'REFUNDED'] as const;
export type FeeStatement = (typeof feeStatements)[number];
/** Where a fee stands: `NONE` where it is nothing. */
export const feeStates = ['NONE', 'UNPAID', ...feeStatements] as const;
export type FeeState = (typeof feeStates)[number];

/** What came of looking at who somebody is. */
export const identityCheckStates = ['PASSED', 'FAILED'] as const;
export type IdentityCheckState = (typeof identityCheckStates)[number];

/** Where a programme's drive stands. */
export const driveStages = ['AWAITING_DEPOSIT', 'BOOKED', 'OUT', 'OVERDUE', 'RETURNED', 'NO_SHOW', 'CANCELLED', 'LAPSED'] as const; // prettier-ignore
export type DriveStage = (typeof driveStages)[number];

/** What keeps a key where it is. */
export const keyRefusals = ['CANCELLED', 'LAPSED', 'NO_SHOW', 'RETURNED', 'TOO_EARLY', 'TOO_LATE', 'DEPOSIT_MISSING', 'FEE_UNPAID', 'IDENTITY_NOT_CHECKED', 'IDENTITY_CHECK_FAILED', 'CAR_NOT_BACK', 'NO_KEY_BOX'] as const; // prettier-ignore
export type KeyRefusal = (typeof keyRefusals)[number];

/** Why a fee is what it is: a band that a partner has somebody in. Personal. */
export interface FeeReason {
  readonly partner: string;
  readonly band: string;
}
