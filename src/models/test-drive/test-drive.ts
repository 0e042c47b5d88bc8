/** Every state a booked drive can be in. */
export const testDriveStatuses = ['BOOKED', 'CONFIRMED', 'ATTENDED', 'NO_SHOW', 'CANCELLED'] as const;
export type TestDriveStatus = (typeof testDriveStatuses)[number];

/** What a drive came to. */
export const testDriveOutcomes = ['INTERESTED', 'UNDECIDED', 'ORDERED', 'NOT_INTERESTED'] as const;
export type TestDriveOutcome = (typeof testDriveOutcomes)[number];

/** Who drives, as they said it. Personal: never in a log, an error or a queue. */
export interface TestDriveContact {
  readonly anonymousId: string | null;
  readonly userId: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly note: string | null;
  /** Whether they may be written to or called about it. */
  readonly mayContact: boolean;
}

/** What is told of a drive in the log: what happened to it, or that somebody should be reminded. */
export const testDriveNotes = [
  'BOOKED', 'MOVED', 'CONFIRMED', 'CANCELLED', 'ATTENDED', 'NO_SHOW', 'REMINDER',
  // Of drives under a programme only.
  'PROGRAMME_BOOKED', 'LAPSED', 'DEPOSIT_HELD', 'DEPOSIT_RELEASED', 'DEPOSIT_CAPTURED', 'FEE_PAID', 'FEE_REFUNDED', 'IDENTITY_PASSED', 'IDENTITY_FAILED', 'KEY_RELEASED', 'RETURNED', 'OVERDUE', 'CAR_LATE', 'DISCOUNT_REDEEMED',
] as const; // prettier-ignore
export type TestDriveNote = (typeof testDriveNotes)[number];
