import { randomInt, randomUUID } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import type { Caller } from '../../models/caller.js';
import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import type { FreeSlot } from './free-slots.js';
import type { TestDriveWish } from './wish.js';

/** Letters and digits that nobody mistakes for one another. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A code short enough to be said at a desk: `K7QM-2RTX`. */
export function newCode(): string {
  const letters = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)] ?? '');
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}

/** A code as it is kept, however it was typed: in any case, with its hyphen, with spaces, or with nothing between. */
export function codeAsKept(typed: string): string {
  const letters = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** One wish, one id: the same key of the same sender is the same booking. */
export function requestIdOf({ tenantId, keyId }: Caller, idempotencyKey: string): string {
  return uuidv5(`test-drive:${keyId}:${idempotencyKey}`, tenantId);
}

/** The same of a drive under a programme: a key that was used for a drive by the hour is free here, and the other way round. */
export function driveRequestIdOf({ tenantId, keyId }: Caller, idempotencyKey: string): string {
  return uuidv5(`programme-drive:${keyId}:${idempotencyKey}`, tenantId);
}

/** The booking of a wish, before anybody knows whose it is; who came without an id is somebody new. */
export function newBooking(
  caller: Caller,
  { dealerId, contact, idempotencyKey }: Pick<TestDriveWish, 'dealerId' | 'contact' | 'idempotencyKey'>,
  now: Date,
): Omit<TestDriveBookingRecord, keyof Placed | 'identityId'> {
  const id = randomUUID();
  const isKnown = contact.anonymousId !== null || contact.userId !== null;
  return {
    ...contact,
    anonymousId: isKnown ? contact.anonymousId : `test-drive-${id}`,
    tenantId: caller.tenantId,
    id,
    requestId: requestIdOf(caller, idempotencyKey),
    dealerId,
    sourceId: caller.keyId,
    status: 'BOOKED',
    outcome: null,
    sequence: 0,
    forgetAt: null,
    checkInCode: newCode(),
    createdAt: now,
    updatedAt: now,
  };
}

/** When a drive is, and what it takes. */
type Placed = Pick<TestDriveBookingRecord, 'demonstratorId' | 'startsAt' | 'endsAt' | 'heldUntil' | 'staff' | 'staffPlace'>; // prettier-ignore

/** A drive put into a slot: with the car it had, where that is free, or with the first that is. */
export function placedIn(slot: FreeSlot, staff: number | null, had: string | null = null): Placed {
  const { demonstratorIds, staffPlace } = slot;
  const kept = had !== null && demonstratorIds.includes(had) ? had : (demonstratorIds[0] ?? '');
  return {
    demonstratorId: kept,
    startsAt: new Date(slot.startsAt),
    endsAt: new Date(slot.endsAt),
    heldUntil: new Date(slot.heldUntil),
    staff,
    staffPlace,
  };
}
