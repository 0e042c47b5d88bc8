import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Caller } from '../../models/caller.js';
import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import { badCursor, type Page } from '../platform/graphql/connection.js';
import { asBefore, BookingMaker } from './booking-maker.js';
import { invalid, type BookingOutcome } from './booking-outcome.js';
import type { FreeSlot } from './free-slots.js';
import { requestIdOf } from './new-booking.js';
import { NoteTeller } from './note-teller.service.js';
import { isId } from './is-id.js';
import { unknown } from './problem.js';
import { TestDriveLook } from './test-drive-look.js';
import { TestDriveRows } from './test-drive-rows.js';
import { reachProblems, wishProblems, type CarWanted, type TestDriveWish } from './wish.js';

const keySchema = z
  .tuple([z.iso.datetime(), z.uuid()])
  .transform(([startsAt, id]) => ({ startsAt: new Date(startsAt), id }));

/** Test drives: what is free, who booked what, and the list of it. */
@Injectable()
export class TestDrivesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: TestDriveRows,
    private readonly look: TestDriveLook,
    private readonly maker: BookingMaker,
    private readonly teller: NoteTeller,
  ) {}

  /** What is free at a dealer, of 35 days at most; none where there is no such dealer or car. */
  async slots(
    { tenantId }: Caller,
    dealerId: string,
    car: CarWanted,
    from: Date,
    to: Date,
  ): Promise<FreeSlot[]> {
    const settings = isId(dealerId) ? await this.rows.settings.find(tenantId, dealerId) : null;
    const fleet = settings && (await this.look.fleets.of(tenantId, dealerId, car));
    if (!settings || !fleet || 'problem' in fleet) return [];
    const slots = this.look.availability.slots(settings, from.getTime(), to.getTime());
    const carIds = fleet.cars.map(({ id }) => id);
    return this.look.availability.free(this.dataSource.manager, settings, slots, carIds);
  }

  /**
   * Books a drive, or says why not. The same key of the same sender is the same booking, answered as it stands now. It is
   * durable before the answer, and what is to be told of it with it.
   */
  async book(caller: Caller, wish: TestDriveWish): Promise<BookingOutcome> {
    const { tenantId } = caller;
    const problems = wishProblems(wish);
    if (problems.length > 0) return invalid(...problems);
    const twin = await this.rows.bookings.find(this.dataSource.manager, tenantId, { requestId: requestIdOf(caller, wish.idempotencyKey) }); // prettier-ignore
    if (twin) return asBefore(twin, wish, await this.rows.notes.wasMoved(this.dataSource.manager, twin));
    const settings = isId(wish.dealerId) ? await this.rows.settings.find(tenantId, wish.dealerId) : null;
    if (!settings) return invalid(unknown.dealer);
    if (settings.needsConsent && !wish.contact.mayContact) return { kind: 'CONSENT_MISSING' };
    const unreached = settings.needsConsent ? reachProblems(wish.contact) : [];
    if (unreached.length > 0) return invalid(...unreached);
    const fleet = await this.look.fleets.of(tenantId, wish.dealerId, wish);
    if ('problem' in fleet) return invalid(fleet.problem);
    if (fleet.cars.length === 0) return { kind: 'OUT_OF_STOCK', state: fleet.state };
    const outcome = await this.maker.make(caller, wish, fleet.cars);
    if (outcome.kind === 'BOOKING') await this.teller.tellOf(outcome.booking);
    return outcome;
  }

  /** One booking; null when it is not there or another tenant's. */
  async find({ tenantId }: Caller, id: string): Promise<TestDriveBookingRecord | null> {
    return isId(id) ? this.rows.bookings.find(this.dataSource.manager, tenantId, { id }) : null;
  }

  /**
   * Bookings by when they begin, the latest first, one more than the page's limit where there are more.
   * @throws AppError BAD_CURSOR
   */
  async list({ tenantId }: Caller, dealerId: string | null, page: Page): Promise<TestDriveBookingRecord[]> {
    const after = page.afterKey === null ? null : keySchema.safeParse(page.afterKey);
    if (after?.success === false) throw badCursor();
    if (dealerId !== null && !isId(dealerId)) return [];
    return this.rows.bookings.list(this.dataSource.manager, tenantId, dealerId, after?.data ?? null, page.limit + 1); // prettier-ignore
  }
}
