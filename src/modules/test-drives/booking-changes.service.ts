import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError } from 'typeorm';
import { z } from 'zod';
import type { Caller } from '../../models/caller.js';
import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import type { TestDriveOutcome } from '../../models/test-drive/test-drive.js';
import { Clock } from '../platform/clock.js';
import { noSlot } from './booking-maker.js';
import { invalid, type BookingOutcome } from './booking-outcome.js';
import type { BookingChange } from './bookings.repository.js';
import { isId } from './is-id.js';
import { placedIn } from './new-booking.js';
import { NoteTeller } from './note-teller.service.js';
import { planNotes } from './plan-notes.js';
import { tooFarAhead, unknown } from './problem.js';
import { TestDriveLook } from './test-drive-look.js';
import { TestDriveRows } from './test-drive-rows.js';
import { hindrance, isAhead, over, staysUnderProgramme } from './transition.js';

/** What else can become of a booked drive. */
export type Ending = 'CONFIRMED' | 'CANCELLED' | 'ATTENDED' | 'NO_SHOW';

/** Moves a booking, cancels and confirms it, and records what came of it; reminders go along. */
@Injectable()
export class BookingChanges {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: TestDriveRows,
    private readonly look: TestDriveLook,
    private readonly teller: NoteTeller,
    private readonly clock: Clock,
  ) {}

  /** Another time at the same dealer, with the same car where it is free then, or one of its model. */
  async move({ tenantId }: Caller, id: string, to: Date): Promise<BookingOutcome> {
    const found = isId(id) ? await this.rows.bookings.find(this.dataSource.manager, tenantId, { id }) : null;
    if (!found || found.identityId === null) return invalid(unknown.booking);
    if (!isAhead(found.status)) return invalid(over(found.status));
    if (await this.rows.drives.find(this.dataSource.manager, tenantId, id))
      return invalid(staysUnderProgramme);
    if (found.startsAt.getTime() === to.getTime()) return { kind: 'BOOKING', booking: found };
    const { cars, state } = await this.look.fleets.like(tenantId, found.dealerId, found.demonstratorId);
    if (cars.length === 0) return { kind: 'OUT_OF_STOCK', state };
    const outcome = await this.place(found, cars.map((car) => car.id), to.getTime()); // prettier-ignore
    if (outcome.kind === 'BOOKING') await this.teller.tellOf(outcome.booking);
    return outcome;
  }

  /** Says that it will be, will not be, was, or was not; said again it stays so, and an outcome may follow. */
  async end({ tenantId }: Caller, id: string, to: Ending, said: TestDriveOutcome | null = null): Promise<BookingOutcome> {
    const outcome = await this.dataSource.transaction(async (manager) => {
      const booking = isId(id) ? await this.rows.bookings.hold(manager, tenantId, id) : null;
      if (!booking || booking.identityId === null) return invalid(unknown.booking);
      const now = this.clock.now();
      const problem = hindrance(booking, to, now, await this.rows.drives.find(manager, tenantId, id));
      if (problem) return invalid(problem);
      const isNew = booking.status !== to;
      const sequence = isNew && (to === 'CANCELLED' || to === 'CONFIRMED') ? booking.sequence + 1 : booking.sequence;
      const change = { status: to, outcome: said ?? booking.outcome, sequence };
      await this.rows.bookings.change(manager, booking, change, new Date(now));
      if (isNew) await this.rows.notes.add(manager, booking, planNotes(to, booking.startsAt.getTime(), now));
      if (to !== 'CONFIRMED') await this.rows.notes.dropReminders(manager, booking);
      return { kind: 'BOOKING' as const, booking: { ...booking, ...change, updatedAt: new Date(now) } };
    });
    if (outcome.kind === 'BOOKING') await this.teller.tellOf(outcome.booking);
    return outcome;
  } // prettier-ignore

  private async place(found: TestDriveBookingRecord, carIds: string[], to: number): Promise<BookingOutcome> {
    const { tenantId, dealerId, id } = found;
    try {
      const outcome = await this.dataSource.transaction(async (manager) => {
        const settings = await this.rows.settings.hold(manager, tenantId, dealerId);
        const booking = await this.rows.bookings.hold(manager, tenantId, id);
        if (!settings || !booking || booking.identityId === null) return invalid(unknown.booking);
        if (!isAhead(booking.status)) return invalid(over(booking.status));
        // Moved there while we waited: told twice, it is one move.
        if (booking.startsAt.getTime() === to) return { kind: 'BOOKING' as const, booking };
        const tooFar = tooFarAhead(to, settings, this.clock.now());
        if (tooFar.length > 0) return invalid(...tooFar);
        const slots = this.look.availability.slots(settings, to, to + 1);
        if (slots.length === 0) return invalid(noSlot);
        const [slot] = await this.look.availability.free(manager, settings, slots, carIds, id);
        if (!slot) return null;
        const now = this.clock.now();
        // The dealer confirmed another time, and has not seen this one.
        const change: BookingChange = { ...placedIn(slot, settings.staff, booking.demonstratorId), status: 'BOOKED', sequence: booking.sequence + 1 }; // prettier-ignore
        await this.rows.bookings.change(manager, booking, change, new Date(now));
        await this.rows.notes.dropReminders(manager, booking);
        await this.rows.notes.add(manager, booking, planNotes('MOVED', to, now));
        return { kind: 'BOOKING' as const, booking: { ...booking, ...change, updatedAt: new Date(now) } };
      });
      return outcome ?? (await this.taken(found, carIds, to));
    } catch (fault) {
      if (!isRefusedByTable(fault)) throw fault;
      return this.taken(found, carIds, to);
    }
  }

  private async taken({ tenantId, dealerId }: TestDriveBookingRecord, carIds: string[], to: number): Promise<BookingOutcome> {
    const settings = await this.rows.settings.find(tenantId, dealerId);
    const nearest = settings && (await this.look.availability.nearest(this.dataSource.manager, settings, carIds, to));
    return { kind: 'TAKEN', nearest: nearest ?? [] };
  } // prettier-ignore
}

/** The exclusion constraint: another program wrote a booking without waiting for us. */
function isRefusedByTable(fault: unknown): boolean {
  const driver = z.object({ code: z.literal('23P01') });
  return fault instanceof QueryFailedError && driver.safeParse(fault.driverError).success;
}
