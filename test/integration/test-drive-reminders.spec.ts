import { jest } from '@jest/globals';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { z } from 'zod';
import type { Caller } from '../../src/models/caller.js';
import { weekdays } from '../../src/models/vehicle/opening-hours.js';
import { Clock } from '../../src/modules/platform/clock.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { BookingChanges } from '../../src/modules/test-drives/booking-changes.service.js';
import { NoteTeller } from '../../src/modules/test-drives/note-teller.service.js';
import { NotesRepository } from '../../src/modules/test-drives/notes.repository.js';
import { toReminder } from '../../src/modules/test-drives/reminders.graphql.js';
import { TestDriveReminders } from '../../src/modules/test-drives/reminders.service.js';
import { TestDriveSettings } from '../../src/modules/test-drives/test-drive-settings.service.js';
import { TestDrivesModule } from '../../src/modules/test-drives/test-drives.module.js';
import { TestDrivesService } from '../../src/modules/test-drives/test-drives.service.js';
import { DealersService } from '../../src/modules/vehicles/dealers.service.js';
import { createTestTenant } from '../support/carousel.js';
import { testDataKeys } from '../support/data-keys.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

@Module({ imports: [PlatformModule, TestDrivesModule] })
class DrivesHouse {}

const named = z.array(z.object({ name: z.string(), at: z.date() }));

describe('reminders of test drives', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let caller: Caller;
  let dealerId = '';
  let clock = Date.parse('2026-11-23T08:00:00Z');

  beforeAll(async () => {
    database = await createTestDatabase();
    const tenant = await createTestTenant(database.dataSource, 'reminders');
    caller = { tenantId: tenant.id, role: 'admin', keyId: 'test' };
    process.env['DATABASE_URL'] = database.url;
    process.env['SECRET'] = 'a-secret-for-tests-which-is-long-enough';
    process.env['DATA_KEYS'] = testDataKeys;
    process.env['LOG_LEVEL'] = 'fatal';
    app = await NestFactory.createApplicationContext(DrivesHouse, { logger: false, abortOnError: false });
    app.get(Clock).now = () => clock;
    const dealer = { code: 'D', name: 'D', city: 'Bath', latitude: null, longitude: null };
    dealerId = (await app.get(DealersService).create(caller, dealer)).id;
    const weekly = Object.fromEntries(weekdays.map((day) => [day, [{ opens: '09:00', closes: '18:00' }]]));
    const hours = { weekly, exceptions: {} };
    await app.get(TestDriveSettings).put(caller, { dealerId, timeZone: 'Europe/London', hours, slotMinutes: 60, pauseMinutes: 0, noticeMinutes: 0, horizonDays: 365, staff: null, needsConsent: false }); // prettier-ignore
    for (let car = 0; car < 5; car++)
      await app.get(TestDriveSettings).add(caller, { dealerId, vehicleId: null, make: 'Kia', model: 'EV6' });
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const book = async (userId: string, startsAt: string, mayContact = true) => {
    const contact = { userId, anonymousId: null, name: null, email: `${userId}@example.com`, phone: null, note: null, mayContact }; // prettier-ignore
    const outcome = await app.get(TestDrivesService).book(caller, { dealerId, vehicleId: null, model: null, startsAt: new Date(startsAt), contact, idempotencyKey: userId }); // prettier-ignore
    if (outcome.kind !== 'BOOKING') throw new Error(outcome.kind);
    return outcome.booking;
  };
  const tick = async (at: string) => {
    clock = Date.parse(at);
    await app.get(NoteTeller).tellAll();
  };
  /** What the log says of a booking, in order. */
  const told = async (bookingId: string) => {
    const rows: unknown = await database.dataSource.query(`select name, occurred_at as at from events e join test_drive_notes n on e.message_id = 'test-drive:' || n.id where n.booking_id = $1 order by occurred_at, seq`, [bookingId]); // prettier-ignore
    return named.parse(rows).map(({ name, at }) => `${name} ${at.toISOString().slice(5, 16)}`);
  };

  /** How many notes are due and not marked as told. */
  const untold = async () => {
    const due = await app.get(NotesRepository, { strict: false }).due(database.dataSource.manager, new Date(clock), null, 10); // prettier-ignore
    return due.length;
  };

  it('come a day and two hours before, each once', async () => {
    const { id } = await book('once', '2026-11-25T10:00:00Z');
    const before = 'Test Drive Booked 11-23T08:00';
    await tick('2026-11-24T09:59:00Z');
    expect(await told(id)).toEqual([before]);
    for (const at of ['2026-11-24T10:00:00Z', '2026-11-24T10:01:00Z']) await tick(at);
    expect(await told(id)).toEqual([before, 'Test Drive Reminder Due 11-24T10:00']);
    await Promise.all([tick('2026-11-25T09:00:00Z'), tick('2026-11-25T09:00:00Z')]);
    expect(await told(id)).toEqual([before, 'Test Drive Reminder Due 11-24T10:00', 'Test Drive Reminder Due 11-25T08:00']); // prettier-ignore
  });

  it('move with the drive, and go when it is cancelled', async () => {
    clock = Date.parse('2026-11-26T08:00:00Z');
    const [moved, cancelled] = [await book('moved', '2026-11-27T10:00:00Z'), await book('cancelled', '2026-11-27T10:00:00Z')]; // prettier-ignore
    await app.get(BookingChanges).move(caller, moved.id, new Date('2026-11-28T12:00:00Z'));
    await app.get(BookingChanges).end(caller, cancelled.id, 'CANCELLED');
    await tick('2026-11-30T10:00:00Z');
    expect(await told(moved.id)).toEqual([
      'Test Drive Booked 11-26T08:00',
      'Test Drive Moved 11-26T08:00',
      'Test Drive Reminder Due 11-27T12:00',
      'Test Drive Reminder Due 11-28T10:00',
    ]);
    expect(await told(cancelled.id)).toEqual([
      'Test Drive Booked 11-26T08:00',
      'Test Drive Cancelled 11-26T08:00',
    ]);
  });

  it('are told once, also when a worker dies between telling and noting that it did', async () => {
    const { id } = await book('dying', '2026-12-02T10:00:00Z');
    const notes = app.get(NotesRepository, { strict: false });
    const mark = jest.spyOn(notes, 'markTold').mockRejectedValueOnce(new Error('killed'));
    await tick('2026-12-01T10:30:00Z');
    expect(mark).toHaveBeenCalledTimes(1);
    expect(await untold()).toBe(1);
    expect(await told(id)).toHaveLength(2);
    mark.mockRestore();
    await tick('2026-12-01T10:31:00Z');
    expect(await told(id)).toHaveLength(2);
    expect(await untold()).toBe(0);
  });

  it('are read on from a cursor by whoever writes to people, for the time the drive is at, however they may be reached', async () => {
    clock = Date.parse('2027-01-04T08:00:00Z');
    const one = await book('read', '2027-01-06T10:00:00Z');
    const [silent, moved] = [await book('silent', '2027-01-06T11:00:00Z', false), await book('later', '2027-01-06T12:00:00Z')]; // prettier-ignore
    await app.get(BookingChanges).end(caller, (await book('off', '2027-01-06T13:00:00Z')).id, 'CANCELLED');
    let afterKey: string[] | null = null;
    /** What comes by then, in pages of two, as whoever asks every few minutes has it; no worker is there. */
    const read = async (at: string) => {
      clock = Date.parse(at);
      const all: string[] = [];
      for (;;) {
        const page = await app.get(TestDriveReminders).due(caller, { limit: 2, afterKey });
        for (const due of page.slice(0, 2)) {
          const { id, hoursBefore, dueAt, booking, userId } = toReminder(due);
          all.push(`${userId ?? ''} ${hoursBefore} ${booking.startsAt.toISOString().slice(5, 16)} ${booking.driver?.email ?? 'not to be reached'}`); // prettier-ignore
          afterKey = [dueAt.toISOString(), id];
        }
        if (page.length <= 2) return all;
      }
    };
    // From two minutes after it is due: none can be written behind the cursor then.
    expect(await read('2027-01-05T10:01:59Z')).toEqual([]);
    expect(await read('2027-01-05T10:02:00Z')).toEqual(['read 24 01-06T10:00 read@example.com']);
    expect(await read('2027-01-05T11:30:00Z')).toEqual(['silent 24 01-06T11:00 not to be reached']);
    await app.get(BookingChanges).move(caller, silent.id, new Date('2027-01-08T11:00:00Z'));
    clock = Date.parse('2027-01-05T12:01:00Z');
    // Its day-before reminder is due and was read by nobody: it is not for the time it is at now.
    await app.get(BookingChanges).move(caller, moved.id, new Date('2027-01-07T12:00:00Z'));
    await app.get(BookingChanges).end(caller, one.id, 'CONFIRMED');
    expect(await read('2027-01-06T11:00:00Z')).toEqual([]);
    expect(await read('2027-01-08T10:59:00Z')).toEqual(['silent 24 01-08T11:00 not to be reached', 'silent 2 01-08T11:00 not to be reached']); // prettier-ignore
    afterKey = null;
    expect(await read('2027-01-08T11:00:00Z')).toEqual([]);
    const other = await createTestTenant(database.dataSource, 'others');
    clock = Date.parse('2027-01-08T10:59:00Z');
    expect(await app.get(TestDriveReminders).due({ tenantId: other.id }, { limit: 2, afterKey: null })).toEqual([]); // prettier-ignore
    await expect(app.get(TestDriveReminders).due(caller, { limit: 2, afterKey: ['soon', one.id] })).rejects.toMatchObject({ code: 'BAD_CURSOR' }); // prettier-ignore
  });
});
