import type { EventEnvelope } from '../../models/event/event-envelope.js';
import type { EventType } from '../../models/event/event-type.js';
import type { DemonstratorEntity } from '../../models/test-drive/demonstrator.entity.js';
import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import type { TestDriveNoteEntity } from '../../models/test-drive/test-drive-note.entity.js';
import type { TestDriveNote } from '../../models/test-drive/test-drive.js';

/** What is to be told, of which booking, with which car. */
export interface DueNote {
  readonly note: TestDriveNoteEntity;
  readonly booking: TestDriveBookingRecord;
  readonly car: DemonstratorEntity | null;
}

const words: Readonly<Record<TestDriveNote, { readonly type: EventType; readonly name: string }>> = {
  BOOKED: { type: 'TEST_DRIVE_BOOKED', name: 'Test Drive Booked' },
  MOVED: { type: 'CUSTOM', name: 'Test Drive Moved' },
  CONFIRMED: { type: 'CUSTOM', name: 'Test Drive Confirmed' },
  CANCELLED: { type: 'CUSTOM', name: 'Test Drive Cancelled' },
  ATTENDED: { type: 'TEST_DRIVE_TAKEN', name: 'Test Drive Taken' },
  NO_SHOW: { type: 'TEST_DRIVE_MISSED', name: 'Test Drive Missed' },
  REMINDER: { type: 'CUSTOM', name: 'Test Drive Reminder Due' },
};

/** The event that tells it. The same note is the same message, so it counts once however often it is told. */
export function envelopeOf({ note, booking, car }: DueNote): EventEnvelope {
  const { anonymousId, userId, startsAt } = booking;
  return {
    messageId: `test-drive:${note.id}`,
    ...words[note.kind],
    anonymousId: anonymousId ?? undefined,
    userId: userId ?? undefined,
    occurredAt: note.dueAt.getTime(),
    vehicleNames: car?.vehicleId ? [car.vehicleId] : [],
    vehicle: car && { make: car.make, model: car.model },
    properties: { bookingId: booking.id, dealer: booking.dealerId, scheduledAt: startsAt.toISOString() },
  };
}
