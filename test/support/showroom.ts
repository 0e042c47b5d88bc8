import type { INestApplicationContext } from '@nestjs/common';
import type { Caller } from '../../src/models/caller.js';
import { weekdays } from '../../src/models/vehicle/opening-hours.js';
import { TestDriveSettings } from '../../src/modules/test-drives/test-drive-settings.service.js';
import { TestDrivesService } from '../../src/modules/test-drives/test-drives.service.js';
import { DealersService } from '../../src/modules/vehicles/dealers.service.js';

/** A dealer that has a car driven every few minutes, day and night. */
export class TestShowroom {
  private constructor(
    private readonly app: INestApplicationContext,
    private readonly caller: Caller,
    private readonly dealerId: string,
  ) {}

  static async open(app: INestApplicationContext, caller: Caller): Promise<TestShowroom> {
    const dealer = { code: 'D', name: 'D', city: 'Bath', latitude: null, longitude: null };
    const { id } = await app.get(DealersService, { strict: false }).create(caller, dealer);
    const weekly = Object.fromEntries(weekdays.map((day) => [day, [{ opens: '00:00', closes: '24:00' }]]));
    const settings = app.get(TestDriveSettings, { strict: false });
    await settings.put(caller, { dealerId: id, timeZone: 'UTC', hours: { weekly, exceptions: {} }, slotMinutes: 5, pauseMinutes: 0, noticeMinutes: 0, horizonDays: 365, staff: null, needsConsent: false }); // prettier-ignore
    await settings.add(caller, { dealerId: id, vehicleId: null, make: 'Kia', model: 'EV6' });
    return new TestShowroom(app, caller, id);
  }

  /** Somebody, by their `userId`, books the first test drive that is free from tomorrow on. */
  async drive(userId: string, now: number): Promise<void> {
    const { app, caller, dealerId } = this;
    const drives = app.get(TestDrivesService, { strict: false });
    const car = { vehicleId: null, model: null };
    const to = new Date(now + 3 * 86_400_000);
    const [slot] = await drives.slots(caller, dealerId, car, new Date(now + 86_400_000), to);
    const contact = { userId, anonymousId: null, name: userId, email: null, phone: null, note: null, mayContact: true }; // prettier-ignore
    const startsAt = new Date(slot?.startsAt ?? 0);
    const { kind } = await drives.book(caller, { ...car, dealerId, startsAt, contact, idempotencyKey: userId }); // prettier-ignore
    if (kind !== 'BOOKING') throw new Error(`no test drive for ${userId}: ${kind}`);
  }
}
