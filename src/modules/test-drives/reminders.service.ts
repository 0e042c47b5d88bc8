import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Caller } from '../../models/caller.js';
import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import { Clock } from '../platform/clock.js';
import { badCursor, type Page } from '../platform/graphql/connection.js';
import { TestDriveRows } from './test-drive-rows.js';

/** Somebody is to be reminded of a drive that is still ahead. */
export interface DueReminder {
  /** The same however often it is read. */
  readonly id: string;
  readonly dueAt: Date;
  readonly booking: TestDriveBookingRecord;
}

/**
 * How long a reminder is due before it is read. It is written with a time ahead of it, by a clock that may differ from ours, and is
 * seen when its transaction has ended: by now none can appear behind a cursor that has passed it.
 */
const settledMs = 2 * 60_000;
const keySchema = z.tuple([z.iso.datetime(), z.uuid()]).transform(([dueAt, id]) => ({ dueAt: new Date(dueAt), id })); // prettier-ignore

/** Who is to be reminded of a drive, for whoever writes to people: Carousel writes to nobody. */
@Injectable()
export class TestDriveReminders {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: TestDriveRows,
    private readonly clock: Clock,
  ) {}

  /**
   * Reminders that are due, of drives that are still ahead at the time they are for, the first due first; one more than the page's limit
   * where there are more. Read on after the last of a page, none is left out.
   * @throws AppError BAD_CURSOR
   */
  async due({ tenantId }: Pick<Caller, 'tenantId'>, page: Page): Promise<DueReminder[]> {
    const after = page.afterKey === null ? null : keySchema.safeParse(page.afterKey);
    if (after?.success === false) throw badCursor();
    const now = this.clock.now();
    const within = { after: after?.data ?? null, dueBy: new Date(now - settledMs), now: new Date(now) };
    // Both reads see one moment: a drive is never shown at another time than the reminder is for.
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const notes = await this.rows.notes.reminders(manager, tenantId, within, page.limit + 1);
      const ids = notes.map(({ bookingId }) => bookingId);
      const bookings = await this.rows.bookings.byIds(manager, tenantId, ids);
      return notes.flatMap(({ id, dueAt, bookingId }) => {
        const booking = bookings.get(bookingId);
        return booking ? [{ id, dueAt, booking }] : [];
      });
    });
  }
}
