import { jest } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { EventsService } from '../../src/modules/events/events.service.js';
import { BookingChanges } from '../../src/modules/test-drives/booking-changes.service.js';
import { TestDriveCalendars } from '../../src/modules/test-drives/calendar.service.js';
import { NoteTeller } from '../../src/modules/test-drives/note-teller.service.js';
import { TestDriveSettings } from '../../src/modules/test-drives/test-drive-settings.service.js';
import { TestDrivesService } from '../../src/modules/test-drives/test-drives.service.js';
import { StockWriterService } from '../../src/modules/vehicles/stock-writer.service.js';
import { VehiclesService } from '../../src/modules/vehicles/vehicles.service.js';
import { stockUnit } from '../factories/stock.js';
import { eventually } from '../support/carousel.js';
import { DrivesHouse } from '../support/drives-house.js';

const hour = 3_600_000;
const monday = Date.parse('2026-11-30T10:00:00Z');

describe('changes of test drives', () => {
  let house: DrivesHouse;
  let app: INestApplicationContext;
  let clock = monday - 48 * hour;

  beforeAll(async () => {
    house = await DrivesHouse.start('changes', () => clock);
    ({ app } = house);
  });
  afterAll(() => house.stop());

  const book = (dealerId: string, idempotencyKey: string, startsAt: number, vehicleId: string | null = null) => {
    const contact = { userId: 'u-1', anonymousId: null, name: null, email: null, phone: null, note: null, mayContact: true };
    return app.get(TestDrivesService).book(house.caller, { dealerId, vehicleId, model: null, startsAt: new Date(startsAt), contact, idempotencyKey });
  }; // prettier-ignore
  const booked = async (...asked: Parameters<typeof book>) => {
    const outcome = await book(...asked);
    if (outcome.kind !== 'BOOKING') throw new Error(JSON.stringify(outcome));
    return outcome.booking;
  };
  const move = (id: string, to: number) => app.get(BookingChanges).move(house.caller, id, new Date(to));
  const confirm = (id: string) => app.get(BookingChanges).end(house.caller, id, 'CONFIRMED');
  /** What a calendar tells versions of a drive apart by, and what it shows. */
  const calendar = async (id: string) => {
    const file = (await app.get(TestDriveCalendars, { strict: false }).of(house.caller, id)) ?? '';
    return ['SEQUENCE', 'DTSTAMP', 'LAST-MODIFIED', 'STATUS'].map((name) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(file)?.[1]); // prettier-ignore
  };

  it('are seen by calendars each time, and a confirmed one that is moved waits to be confirmed anew', async () => {
    const [centre] = await house.centres.open(1, ['EV6']);
    const dealerId = centre?.dealerId ?? '';
    const { id } = await booked(dealerId, 'form', monday);
    expect(await calendar(id)).toEqual(['0', '20261128T100000Z', '20261128T100000Z', 'TENTATIVE']);
    clock += 60_000;
    for (const _ of [1, 2]) expect(await confirm(id)).toMatchObject({ booking: { status: 'CONFIRMED', sequence: 1 } }); // prettier-ignore
    clock += 60_000;
    expect(await calendar(id)).toEqual(['1', '20261128T100200Z', '20261128T100100Z', 'CONFIRMED']);
    // Nobody moved it: under its key another time is another drive.
    expect(await book(dealerId, 'form', monday + hour)).toMatchObject({ kind: 'INVALID', problems: [{ path: 'idempotencyKey' }] }); // prettier-ignore
    expect(await move(id, monday + hour)).toMatchObject({ booking: { status: 'BOOKED', sequence: 2 } });
    expect(await calendar(id)).toEqual(['2', '20261128T100200Z', '20261128T100200Z', 'TENTATIVE']);
    expect(await booked(dealerId, 'form', monday)).toMatchObject({ id, sequence: 2 });
    expect(await confirm(id)).toMatchObject({ booking: { status: 'CONFIRMED', sequence: 3 } });
  });

  it('say how the car stands that cannot be driven, and move on to another one of its model', async () => {
    const [centre] = await house.centres.open(1, []);
    const dealerId = centre?.dealerId ?? '';
    const { tenantId } = house.caller;
    const units = ['one', 'two'].map((number) => stockUnit(tenantId, dealerId, number));
    await app.get(StockWriterService, { strict: false }).write(tenantId, units, false);
    for (const { id: vehicleId } of units) await app.get(TestDriveSettings).add(house.caller, { dealerId, vehicleId, make: null, model: null }); // prettier-ignore
    const [one = '', two = ''] = units.map(({ id }) => id);
    const stands = (id: string, state: 'AVAILABLE' | 'RESERVED' | 'SOLD') => app.get(VehiclesService, { strict: false }).setState(house.caller, id, state); // prettier-ignore
    // In memory from now on, whatever was there before.
    await stands(two, 'AVAILABLE');
    const { id, demonstratorId } = await booked(dealerId, 'one', monday, one);
    await stands(one, 'RESERVED');
    expect(await book(dealerId, 'reserved', monday + hour, one)).toEqual({ kind: 'OUT_OF_STOCK', state: 'RESERVED' }); // prettier-ignore
    // What is booked stays booked: it is the dealer who knows whether the car is there that day.
    expect(await app.get(TestDrivesService).find(house.caller, id)).toMatchObject({ status: 'BOOKED', demonstratorId }); // prettier-ignore
    const moved = await move(id, monday + hour);
    expect(moved).toMatchObject({ kind: 'BOOKING', booking: { status: 'BOOKED' } });
    expect(moved.kind === 'BOOKING' && moved.booking.demonstratorId).not.toBe(demonstratorId);
    await stands(two, 'SOLD');
    expect(await move(id, monday + 2 * hour)).toEqual({ kind: 'OUT_OF_STOCK', state: 'SOLD' });
    await stands(one, 'AVAILABLE');
    expect(await move(id, monday + 2 * hour)).toMatchObject({ kind: 'BOOKING', booking: { demonstratorId } });
  });

  it('are one where a drive is moved twice to one time at once', async () => {
    const [centre] = await house.centres.open(1, ['EV6']);
    const { id } = await booked(centre?.dealerId ?? '', 'once', monday);
    const { dataSource } = house.database;
    const moves = await dataSource.transaction(async (other) => {
      await other.query('select 1 from test_drive_bookings where id = $1 for update', [id]);
      const both = [move(id, monday + hour), move(id, monday + hour)];
      const waits = () => dataSource.query<unknown[]>(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`); // prettier-ignore
      await eventually(waits, ({ length }) => length === 2);
      return { both };
    });
    expect(await Promise.all(moves.both)).toMatchObject([{ kind: 'BOOKING' }, { kind: 'BOOKING' }]);
    const told = await dataSource.query<unknown[]>(`select 1 from test_drive_notes where booking_id = $1 and kind = 'MOVED'`, [id]); // prettier-ignore
    expect([(await app.get(TestDrivesService).find(house.caller, id))?.sequence, told.length]).toEqual([
      1, 1,
    ]);
  });

  it('are told however many others cannot be told before them', async () => {
    const [centre] = await house.centres.open(1, ['EV6', 'EV6']);
    const dealerId = centre?.dealerId ?? '';
    const [broken, fine] = [await booked(dealerId, 'broken', monday), await booked(dealerId, 'fine', monday)];
    const { dataSource } = house.database;
    const add = (id: string, count: number) => dataSource.query(`insert into test_drive_notes (tenant_id, id, booking_id, kind, due_at) select tenant_id, gen_random_uuid(), id, 'OVERDUE', $2::timestamptz from test_drive_bookings, generate_series(1, $3) where id = $1`, [id, new Date(clock), count]); // prettier-ignore
    const untold = async (id: string) => (await dataSource.query<unknown[]>('select 1 from test_drive_notes where booking_id = $1 and due_at <= $2 and told_at is null', [id, new Date(clock)])).length; // prettier-ignore
    await add(broken.id, 230);
    clock += 1_000;
    await add(fine.id, 1);
    const events = app.get(EventsService, { strict: false });
    const record = events.record.bind(events);
    const recording = jest.spyOn(events, 'record').mockImplementation((caller, told) =>
      told.some(({ properties }) => properties?.['bookingId'] === broken.id) ? Promise.reject(new Error('broken')) : record(caller, told),
    ); // prettier-ignore
    await app.get(NoteTeller).tellAll();
    expect([await untold(broken.id), await untold(fine.id)]).toEqual([230, 0]);
    recording.mockRestore();
    clock += 60_000;
    await app.get(NoteTeller).tellAll();
    expect(await untold(broken.id)).toBe(0);
  });
});
