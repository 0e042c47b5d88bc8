import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import type { StockState } from '../../models/vehicle/stock-unit.entity.js';
import type { FreeSlot } from './free-slots.js';
import type { TestDriveProblem } from './problem.js';

/** What became of a wish for a drive, or for another time of it. */
export type BookingOutcome =
  | { readonly kind: 'BOOKING'; readonly booking: TestDriveBookingRecord }
  | { readonly kind: 'TAKEN'; readonly nearest: readonly FreeSlot[] }
  /** @property state how the car stands that was asked for, or booked; null where it is none of the stock */
  | { readonly kind: 'OUT_OF_STOCK'; readonly state: StockState | null }
  | { readonly kind: 'CONSENT_MISSING' }
  | { readonly kind: 'INVALID'; readonly problems: readonly TestDriveProblem[] };

/** @returns the outcome for what can never work as it is */
export function invalid(...problems: TestDriveProblem[]): BookingOutcome {
  return { kind: 'INVALID', problems };
}
