import type { EventEnvelope } from '../../models/event/event-envelope.js';
import type { EventType } from '../../models/event/event-type.js';
import type { DemonstratorEntity } from '../../models/test-drive/demonstrator.entity.js';
import type { ProgrammeDriveRecord } from '../../models/test-drive/programme-drive.entity.js';
import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import type { TestDriveNoteEntity } from '../../models/test-drive/test-drive-note.entity.js';
import type { TestDriveNote } from '../../models/test-drive/test-drive.js';

/** What is to be told, of which booking, with which car. */
export interface DueNote {
  readonly note: TestDriveNoteEntity;
  readonly booking: TestDriveBookingRecord;
  readonly car: DemonstratorEntity | null;
  /** What it is beyond a test drive, where it was booked under a programme. */
  readonly drive: Pick<ProgrammeDriveRecord, 'programmeKey' | 'days'> | null;
}

const words: Readonly<Record<TestDriveNote, { readonly type: EventType; readonly name: string }>> = {
  BOOKED: { type: 'TEST_DRIVE_BOOKED', name: 'Test Drive Booked' },
  MOVED: { type: 'CUSTOM', name: 'Test Drive Moved' },
  CONFIRMED: { type: 'CUSTOM', name: 'Test Drive Confirmed' },
  CANCELLED: { type: 'CUSTOM', name: 'Test Drive Cancelled' },
  ATTENDED: { type: 'TEST_DRIVE_TAKEN', name: 'Test Drive Taken' },
  NO_SHOW: { type: 'TEST_DRIVE_MISSED', name: 'Test Drive Missed' },
  REMINDER: { type: 'CUSTOM', name: 'Test Drive Reminder Due' },
  // What is said with a test drive is sealed as personal: rules ask these for the programme.
  PROGRAMME_BOOKED: { type: 'CUSTOM', name: 'Programme Drive Booked' },
  RETURNED: { type: 'CUSTOM', name: 'Test Drive Returned' },
  LAPSED: { type: 'CUSTOM', name: 'Test Drive Lapsed' },
  DEPOSIT_HELD: { type: 'CUSTOM', name: 'Test Drive Deposit Held' },
  DEPOSIT_RELEASED: { type: 'CUSTOM', name: 'Test Drive Deposit Released' },
  DEPOSIT_CAPTURED: { type: 'CUSTOM', name: 'Test Drive Deposit Captured' },
  FEE_PAID: { type: 'CUSTOM', name: 'Test Drive Fee Paid' },
  FEE_REFUNDED: { type: 'CUSTOM', name: 'Test Drive Fee Refunded' },
  IDENTITY_PASSED: { type: 'CUSTOM', name: 'Test Drive Identity Passed' },
  IDENTITY_FAILED: { type: 'CUSTOM', name: 'Test Drive Identity Failed' },
  KEY_RELEASED: { type: 'CUSTOM', name: 'Test Drive Key Released' },
  OVERDUE: { type: 'CUSTOM', name: 'Test Drive Overdue' },
  CAR_LATE: { type: 'CUSTOM', name: 'Test Drive Car Late' },
  DISCOUNT_REDEEMED: { type: 'CUSTOM', name: 'Test Drive Discount Redeemed' },
};

/** The event that tells it. The same note is the same message, so it counts once however often it is told. */
export function envelopeOf({ note, booking, car, drive }: DueNote): EventEnvelope {
  const { anonymousId, userId, startsAt } = booking;
  return {
    messageId: `test-drive:${note.id}`,
    ...words[note.kind],
    anonymousId: anonymousId ?? undefined,
    userId: userId ?? undefined,
    occurredAt: note.dueAt.getTime(),
    vehicleNames: car?.vehicleId ? [car.vehicleId] : [],
    vehicle: car && { make: car.make, model: car.model },
    properties: {
      bookingId: booking.id,
      dealer: booking.dealerId,
      scheduledAt: startsAt.toISOString(),
      ...(drive ? { programme: drive.programmeKey, days: drive.days } : {}),
    },
  };
}
