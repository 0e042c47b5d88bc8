import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { Clock } from '../platform/clock.js';
import { DealersService } from '../vehicles/dealers.service.js';
import { TestDriveRows } from './test-drive-rows.js';
import { TestDrivesService } from './test-drives.service.js';
import { toCalendar } from './to-calendar.js';

/** Booked drives as files for calendars. */
@Injectable()
export class TestDriveCalendars {
  constructor(
    private readonly drives: TestDrivesService,
    private readonly rows: TestDriveRows,
    private readonly dealers: DealersService,
    private readonly clock: Clock,
  ) {}

  /** The file of a booking as it stands; null when it is not there or another tenant's. */
  async of(caller: Caller, id: string): Promise<string | null> {
    const booking = await this.drives.find(caller, id);
    if (!booking) return null;
    const car = await this.rows.settings.demonstrator(caller.tenantId, booking.demonstratorId);
    const dealer = await this.dealers.find(caller, booking.dealerId);
    const title = `Test drive: ${car?.make ?? ''} ${car?.model ?? ''}`.trim();
    const place = dealer ? `${dealer.name}, ${dealer.city}` : '';
    return toCalendar({ ...booking, title, place }, new Date(this.clock.now()));
  }
}
