import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { DemonstratorEntity } from '../../models/test-drive/demonstrator.entity.js';
import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import { Clock } from '../platform/clock.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { Availability } from './availability.js';
import { invalid, type BookingOutcome } from './booking-outcome.js';
import { newBooking, placedIn, requestIdOf } from './new-booking.js';
import { planNotes } from './plan-notes.js';
import { problem, tooFarAhead, unknown } from './problem.js';
import { TestDriveRows } from './test-drive-rows.js';
import type { TestDriveWish } from './wish.js';

/** Writes a booking with all that is to be told of it. Whoever books at a dealer waits for whoever is at it. */
@Injectable()
export class BookingMaker {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: TestDriveRows,
    private readonly availability: Availability,
    private readonly profiles: ProfilesService,
    private readonly clock: Clock,
  ) {}

  async make(
    caller: Caller,
    wish: TestDriveWish,
    cars: readonly DemonstratorEntity[],
  ): Promise<BookingOutcome> {
    const { tenantId } = caller;
    const carIds = cars.map(({ id }) => id);
    const outcome = await this.dataSource.transaction(async (manager) => {
      const settings = await this.rows.settings.hold(manager, tenantId, wish.dealerId);
      if (!settings) return invalid(unknown.dealer);
      const twin = await this.rows.bookings.find(manager, tenantId, { requestId: requestIdOf(caller, wish.idempotencyKey) }); // prettier-ignore
      if (twin) return asBefore(twin, wish);
      const startsAt = wish.startsAt.getTime();
      const tooFar = tooFarAhead(startsAt, settings, this.clock.now());
      if (tooFar.length > 0) return invalid(...tooFar);
      const slots = this.availability.slots(settings, startsAt, startsAt + 1);
      if (slots.length === 0) return invalid(noSlot);
      const [slot] = await this.availability.free(manager, settings, slots, carIds);
      if (!slot) return { settings };
      const draft = { ...newBooking(caller, wish, new Date(this.clock.now())), ...placedIn(slot, settings.staff) }; // prettier-ignore
      const booking = { ...draft, identityId: await this.identityOf(manager, draft) };
      // The table has the last word, whatever was read before.
      if (!(await this.rows.bookings.insert(manager, booking))) return { settings };
      await this.rows.notes.add(manager, booking, planNotes('BOOKED', startsAt, this.clock.now()));
      return { kind: 'BOOKING' as const, booking };
    });
    if ('kind' in outcome) return outcome;
    const nearest = await this.availability.nearest(this.dataSource.manager, outcome.settings, carIds, wish.startsAt.getTime()); // prettier-ignore
    return { kind: 'TAKEN', nearest };
  }

  /** Known by one id only, so that booking joins nobody; the event that tells of it does. */
  private async identityOf(
    manager: EntityManager,
    { tenantId, id, sourceId, userId, anonymousId }: Pick<TestDriveBookingRecord, 'tenantId' | 'id' | 'sourceId' | 'userId' | 'anonymousId'>, // prettier-ignore
  ): Promise<string> {
    const now = this.clock.now();
    const who = userId === null ? { anonymousId: anonymousId ?? undefined } : { userId };
    const mention = { ...who, tenantId, sourceId, messageId: `test-drive:${id}`, at: now };
    const { resolved } = await this.profiles.resolve(manager, [mention], now);
    if (!resolved[0]) throw new Error('A person who books now is told to be gone since.');
    return resolved[0].identityId;
  }
}

/** The time somebody asks for is none of the dealer's. */
export const noSlot = problem('startsAt', 'No test drive begins then, or it is too soon for one.', 'Take `startsAt` of one of `testDriveSlots`.'); // prettier-ignore

/**
 * What is answered to who asks again; with another person or time under the same key one of the two would be lost. A drive that
 * was moved since is still what was asked for.
 */
export function asBefore(
  twin: TestDriveBookingRecord,
  { dealerId, startsAt, contact }: TestDriveWish,
): BookingOutcome {
  const isSame =
    twin.dealerId === dealerId &&
    (twin.sequence > 0 || twin.startsAt.getTime() === startsAt.getTime()) &&
    twin.userId === contact.userId &&
    twin.email === contact.email &&
    twin.phone === contact.phone &&
    (contact.anonymousId === null || twin.anonymousId === contact.anonymousId);
  return isSame
    ? { kind: 'BOOKING', booking: twin }
    : invalid(problem('idempotencyKey', 'Another booking was made under this key.', 'Give each booking a key of its own.')); // prettier-ignore
}
