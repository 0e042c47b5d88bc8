import type { INestApplicationContext } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../src/models/caller.js';
import { ProfilesPersonalData } from '../../src/modules/profiles/personal-data.service.js';
import { ProfilesService } from '../../src/modules/profiles/profiles.service.js';
import { BookingChanges } from '../../src/modules/test-drives/booking-changes.service.js';
import { BookingRetention } from '../../src/modules/test-drives/booking-retention.service.js';
import { NoteTeller } from '../../src/modules/test-drives/note-teller.service.js';
import { TestDrivesPersonalData } from '../../src/modules/test-drives/personal-data.service.js';
import { DriveDiscounts } from '../../src/modules/test-drives/programmes/drive-discounts.service.js';
import { DriveKeys } from '../../src/modules/test-drives/programmes/drive-keys.service.js';
import { DriveMoney } from '../../src/modules/test-drives/programmes/drive-money.service.js';
import { DriveReturns } from '../../src/modules/test-drives/programmes/drive-returns.service.js';
import { stageOf } from '../../src/modules/test-drives/programmes/stage.js';
import { DueDrives } from '../../src/modules/test-drives/programmes/due-drives.service.js';
import { ProgrammeDrives } from '../../src/modules/test-drives/programmes/programme-drives.service.js';
import { TestDrivesService } from '../../src/modules/test-drives/test-drives.service.js';
import type { TestDatabase } from '../support/database.js';
import { DrivesHouse } from '../support/drives-house.js';
import { everyRow } from '../support/every-row.js';
import { after, type TestCentres } from '../support/programmes.js';

const [hour, day] = [3_600_000, 86_400_000];
const monday = Date.parse('2026-11-30T10:00:00Z');
const deposit = { amount: '500', holdMinutes: 30 };
const counted = z.tuple([z.object({ n: z.number() })]);

describe('test drives that end', () => {
  let house: DrivesHouse;
  let database: TestDatabase;
  let app: INestApplicationContext;
  let caller: Caller;
  let centres: TestCentres;
  let clock = Date.parse('2026-11-27T08:00:00Z');
  let said = 0;

  beforeAll(async () => {
    house = await DrivesHouse.start('endings', () => clock);
    ({ database, app, caller, centres } = house);
  });
  afterAll(() => house.stop());

  const tick = async () => {
    await Promise.all([app.get(DueDrives).workAll(), app.get(DueDrives).workAll()]);
    await app.get(NoteTeller).tellAll();
    await Promise.all([app.get(BookingRetention).tidy(), app.get(BookingRetention).tidy()]);
  };
  const drive = (id: string) => app.get(ProgrammeDrives).find(caller, id);
  const stage = async (id: string) => {
    const whole = await drive(id);
    return (
      whole && [stageOf(whole.booking, whole.drive, clock), whole.drive.depositState, whole.drive.feeState]
    );
  };
  const money = (kind: 'DEPOSIT' | 'FEE', state: string, bookingId: string, amount: string | null = null, idempotencyKey = `said-${++said}`) => {
    const base = { bookingId, reference: 'pay-zebedee', amount, idempotencyKey };
    return app.get(DriveMoney).record(caller, kind === 'FEE' ? { ...base, kind, state: z.enum(['PAID', 'REFUNDED']).parse(state) } : { ...base, kind, state: z.enum(['HELD', 'RELEASED', 'CAPTURED']).parse(state) });
  }; // prettier-ignore
  const key = async (bookingId: string, as: Caller = caller) => {
    const outcome = await app.get(DriveKeys).release(as, bookingId);
    return outcome.kind === 'KEPT' ? outcome.refusals : outcome.kind;
  };
  const back = (bookingId: string) => app.get(DriveReturns).record(caller, { bookingId, returnedAt: new Date(clock), mileage: 9 }); // prettier-ignore
  const erase = async (userId: string) => {
    const profile = await app.get(ProfilesService).find(caller, { userId });
    const person = profile && (await app.get(ProfilesPersonalData).person(caller.tenantId, profile.id));
    if (!person) throw new Error(`nobody is ${userId}`);
    const gone = await database.dataSource.transaction((manager) => app.get(TestDrivesPersonalData).erase(manager, person)); // prettier-ignore
    // Done again it finds nothing, as whoever erases goes on until then.
    const again = await database.dataSource.transaction((manager) => app.get(TestDrivesPersonalData).erase(manager, person)); // prettier-ignore
    expect(again.every(({ count }) => count === 0)).toBe(true);
    return { gone: gone.filter(({ count }) => count > 0), traces: [...person.profileIds, ...person.identityIds] }; // prettier-ignore
  };
  const tablesWith = async (traces: readonly string[]) =>
    (await everyRow(database.dataSource)).filter(({ row, table }) => table.startsWith('test_drive') && traces.some((trace) => row.includes(trace))).map(({ table }) => table); // prettier-ignore
  const rowsOf = async (id: string) => counted.parse(await database.dataSource.query('select count(*)::int as n from test_drive_bookings where id = $1', [id]))[0].n; // prettier-ignore

  it('keep the car of somebody who is erased out of other hands, and their money in sight, until both are back', async () => {
    const [tower] = await centres.open(1, ['EV6']);
    const dealerId = tower?.dealerId ?? '';
    await centres.programme('gone', [dealerId], { deposit, fee: { standard: '99', byBand: [] }, identity: { goodForDays: 9 }, turnaroundMinutes: 0, discount: { percent: '5', amount: null, validDays: 9, models: [] } }); // prettier-ignore
    clock = monday - hour;
    const { booking } = await centres.booked('gone', dealerId, 'erased', monday, { days: 1 });
    const { id } = booking;
    await money('DEPOSIT', 'HELD', id);
    await money('FEE', 'PAID', id);
    await app.get(DriveKeys).recordCheck(caller, { bookingId: id, state: 'PASSED', method: 'face', reference: 'check-zebedee', checkedAt: new Date(clock), idempotencyKey: 'check' }); // prettier-ignore
    clock = monday;
    expect(await key(id)).toBe('KEY');
    const { gone, traces } = await erase('erased');
    expect(gone).toEqual([
      { what: 'testDriveCars', count: 1, keptUntil: 'its car is back' },
      { what: 'testDriveDeposits', count: 1, keptUntil: 'it is released or captured' },
    ]);
    expect(await tablesWith([...traces, booking.checkInCode, booking.requestId])).toEqual([]);
    const left = await drive(id);
    expect(left?.booking).toMatchObject({ identityId: null, userId: null, name: null, status: 'BOOKED' });
    expect(await database.dataSource.query('select (select count(*) from test_drive_identity_checks)::int as checks, (select count(*) from test_drive_key_askings)::int as askings')).toEqual([{ checks: 0, askings: 0 }]); // prettier-ignore
    // Nobody else gets the car, however late it is, nor says anything of who had it.
    clock = after(monday, 1) + hour;
    await tick();
    expect((await centres.book('gone', dealerId, 'next', after(monday, 1) + 2 * hour, { days: 1 })).kind).toBe('TAKEN'); // prettier-ignore
    const hourly = { dealerId, vehicleId: null, model: null, contact: { userId: 'by-hour', anonymousId: null, name: null, email: null, phone: null, note: null, mayContact: true }, idempotencyKey: 'by-hour' }; // prettier-ignore
    expect((await app.get(TestDrivesService).book(caller, { ...hourly, startsAt: new Date(after(monday, 1) + 2 * hour) })).kind).toBe('TAKEN'); // prettier-ignore
    expect((await app.get(BookingChanges).end(caller, id, 'NO_SHOW')).kind).toBe('INVALID');
    const again = { bookingId: id, state: 'FAILED' as const, method: 'face', reference: 'x', checkedAt: new Date(clock), idempotencyKey: 'again' }; // prettier-ignore
    expect((await app.get(DriveKeys).recordCheck(caller, again)).kind).toBe('INVALID');
    expect(await back(id)).toMatchObject({ kind: 'DRIVE', whole: { booking: { status: 'ATTENDED' } } });
    expect((await app.get(DriveDiscounts).redeem(caller, id, 'order', null)).kind).toBe('INVALID');
    clock += 9 * day;
    await tick();
    expect([await rowsOf(id), (await drive(id))?.drive.depositState]).toEqual([1, 'HELD']);
    // Said again within the hour it is the same answer; then all of it is gone.
    for (const _ of [1, 2]) expect((await money('DEPOSIT', 'RELEASED', id, null, 'released')).kind).toBe('DRIVE'); // prettier-ignore
    await tick();
    expect((await money('DEPOSIT', 'RELEASED', id, null, 'released')).kind).toBe('DRIVE');
    clock += hour;
    await tick();
    expect([await rowsOf(id), (await money('DEPOSIT', 'RELEASED', id, null, 'released')).kind]).toEqual([0, 'INVALID']); // prettier-ignore
    const told: unknown = await database.dataSource.query(`select count(*)::int as n from test_drive_notes where told_at is null and due_at <= $1`, [new Date(clock)]); // prettier-ignore
    expect(told).toEqual([{ n: 0 }]);
  });

  it('call off what somebody erased had ahead, free its car, and keep of it what is owed', async () => {
    const [tower] = await centres.open(1, ['EV3']);
    const dealerId = tower?.dealerId ?? '';
    await centres.programme('ahead', [dealerId], { deposit, fee: { standard: '10', byBand: [] } });
    clock = after(monday, 30);
    const start = (days: number) => after(monday, 30 + days);
    const ids = [];
    for (const days of [2, 5, 8, 11]) ids.push((await centres.booked('ahead', dealerId, 'plans', start(days), { days: 1 })).booking.id); // prettier-ignore
    const [held = '', paid = '', awaited = '', lapsed = ''] = ids;
    for (const id of [held, lapsed]) await money('DEPOSIT', 'HELD', id);
    await money('DEPOSIT', 'RELEASED', lapsed);
    await money('FEE', 'PAID', paid);
    await app.get(BookingChanges).end(caller, lapsed, 'CANCELLED');
    const { gone } = await erase('plans');
    expect(gone.map(({ what, count, keptUntil }) => `${what} ${count} ${keptUntil ?? 'gone'}`).toSorted()).toEqual(
      [`testDriveDeposits 1 it is released or captured`, 'testDriveFees 1 it is refunded', ...[paid, awaited, lapsed].map(() => `testDrives 1 ${new Date(clock + 1_800_000).toISOString()}`)].toSorted(),
    ); // prettier-ignore
    expect([await stage(held), await stage(paid), await stage(awaited)]).toEqual([['CANCELLED', 'HELD', 'NONE'], ['CANCELLED', 'AWAITED', 'PAID'], ['CANCELLED', 'AWAITED', 'UNPAID']].map(([one, two, three]) => [one, two, three === 'NONE' ? 'UNPAID' : three])); // prettier-ignore
    // Who held a deposit meanwhile hears that it is to be given back; what is held of nobody stays until it is.
    expect(await money('DEPOSIT', 'HELD', awaited)).toMatchObject({ kind: 'CANCELLED' });
    expect((await centres.book('ahead', dealerId, 'another', start(2), { days: 1 })).kind).toBe('DRIVE');
    clock += 2 * hour;
    await tick();
    expect(await Promise.all(ids.map(rowsOf))).toEqual([1, 1, 1, 0]);
    for (const id of [held, awaited]) await money('DEPOSIT', 'RELEASED', id);
    // A part of it is not all: the rest is owed still, and the tie holds.
    expect(await money('FEE', 'REFUNDED', paid, '6')).toMatchObject({ kind: 'DRIVE' });
    clock += hour;
    await tick();
    expect([await Promise.all([held, paid].map(rowsOf)), await stage(paid), (await drive(paid))?.drive.feeRefunded]).toEqual([[0, 1], ['CANCELLED', 'AWAITED', 'PAID'], '6.00']); // prettier-ignore
    expect((await money('FEE', 'REFUNDED', paid, '5')).kind).toBe('INVALID');
    await money('FEE', 'REFUNDED', paid, '4');
    clock += hour;
    await tick();
    expect(await Promise.all(ids.map(rowsOf))).toEqual([0, 0, 0, 0]);
  });

  it('ask anew for a deposit that was given back before the key, and lapse without it; a fee likewise, and one kept ends it', async () => {
    const [tower] = await centres.open(1, ['EV9']);
    const dealerId = tower?.dealerId ?? '';
    await centres.programme('anew', [dealerId], { deposit, fee: { standard: '99', byBand: [] } });
    clock = after(monday, 60);
    const booked = async (days: number) => {
      const { booking } = await centres.booked('anew', dealerId, 'anew', after(monday, 60 + days), { days: 1 }); // prettier-ignore
      await money('DEPOSIT', 'HELD', booking.id);
      await money('FEE', 'PAID', booking.id);
      return booking.id;
    };
    const [first, second, third] = [await booked(2), await booked(5), await booked(8)];
    for (const id of [first, second]) expect((await money('DEPOSIT', 'RELEASED', id)).kind).toBe('DRIVE');
    expect(await stage(first)).toEqual(['AWAITING_DEPOSIT', 'AWAITED', 'PAID']);
    expect((await drive(first))?.drive.lapsesAt).toEqual(new Date(clock + 1_800_000));
    expect((await money('DEPOSIT', 'RELEASED', first)).kind).toBe('INVALID');
    clock += 600_000;
    // Held anew, of the whole amount, and once.
    expect((await money('DEPOSIT', 'HELD', first)).kind).toBe('DRIVE');
    expect((await money('DEPOSIT', 'HELD', first)).kind).toBe('INVALID');
    expect((await money('FEE', 'REFUNDED', first, '60')).kind).toBe('DRIVE');
    expect(await stage(first)).toEqual(['BOOKED', 'HELD', 'PAID']);
    expect((await money('FEE', 'REFUNDED', first, '39')).kind).toBe('DRIVE');
    clock += 1_200_000;
    await tick();
    expect([await stage(first), await stage(second)]).toEqual([['BOOKED', 'HELD', 'UNPAID'], ['LAPSED', 'AWAITED', 'PAID']]); // prettier-ignore
    expect((await centres.book('anew', dealerId, 'other', after(monday, 65), { days: 1 })).kind).toBe(
      'DRIVE',
    );
    clock = after(monday, 62);
    expect(await key(first)).toEqual(['FEE_UNPAID']);
    expect([(await money('FEE', 'PAID', first)).kind, await key(first)]).toEqual(['DRIVE', 'KEY']);
    expect((await money('DEPOSIT', 'CAPTURED', third, '100')).kind).toBe('DRIVE');
    expect(await stage(third)).toEqual(['CANCELLED', 'CAPTURED', 'PAID']);
    expect((await back(first)).kind).toBe('DRIVE');
    expect([(await money('DEPOSIT', 'RELEASED', first)).kind, await stage(first)]).toEqual(['DRIVE', ['RETURNED', 'RELEASED', 'PAID']]); // prettier-ignore
  });

  it('begin within the days that a dealer and a programme look ahead', async () => {
    const [tower] = await centres.open(1, ['EV4']);
    const dealerId = tower?.dealerId ?? '';
    await centres.programme('near', [dealerId], { horizonDays: 30 });
    clock = after(monday, 90);
    const far = { kind: 'INVALID', problems: [{ path: 'startsAt', message: 'It is more than 30 days ahead.' }] }; // prettier-ignore
    for (const at of [clock + 30 * day + hour, Date.parse('9999-12-06T10:00:00Z')]) expect(await centres.book('near', dealerId, 'far', at, { days: 1 })).toMatchObject(far); // prettier-ignore
    const contact = { userId: 'far', anonymousId: null, name: null, email: null, phone: null, note: null, mayContact: true }; // prettier-ignore
    const hourly = (startsAt: number, idempotencyKey: string) => app.get(TestDrivesService).book(caller, { dealerId, vehicleId: null, model: null, startsAt: new Date(startsAt), contact, idempotencyKey }); // prettier-ignore
    expect(await hourly(Date.parse('9999-12-06T10:00:00Z'), 'y10k')).toMatchObject({ kind: 'INVALID', problems: [{ message: 'It is more than 365 days ahead.' }] }); // prettier-ignore
    const near = await hourly(clock + day, 'near');
    expect(near.kind === 'BOOKING' && (await app.get(BookingChanges).move(caller, near.booking.id, new Date(clock + 366 * day)))).toMatchObject({ kind: 'INVALID', problems: [{ path: 'startsAt' }] }); // prettier-ignore
    const slots = await app.get(ProgrammeDrives).slots(caller, 'near', dealerId, null, { from: new Date(clock + 29 * day), to: new Date(clock + 40 * day) }); // prettier-ignore
    expect(slots.at(-1)?.startsAt).toBe(clock + 30 * day);
    expect((await centres.book('near', dealerId, 'near', clock + 30 * day, { days: 1 })).kind).toBe('DRIVE');
  });

  it('give a key box the key at its own centres only, and remember the last hundred askings', async () => {
    const [box, desk] = await centres.open(2, ['EV2']);
    const at = (dealerId: string, isSelfService: boolean) => ({
      dealerId,
      isSelfService,
      isAlwaysOpen: false,
    });
    await centres.programme('keys', [], { centres: [at(box?.dealerId ?? '', true), at(desk?.dealerId ?? '', false)] }); // prettier-ignore
    clock = after(monday, 120);
    const booked = async (centre: { dealerId: string } | undefined) => (await centres.booked('keys', centre?.dealerId ?? '', 'keys', clock + hour, { days: 1 })).booking.id; // prettier-ignore
    const [atBox, atDesk] = [await booked(box), await booked(desk)];
    const keybox: Caller = { ...caller, role: 'keybox', keyId: 'box', dealerId: box?.dealerId ?? '' };
    const { dealerId: _, ...ofNobody } = keybox;
    const elsewhere: Caller = { ...keybox, dealerId: desk?.dealerId ?? '' };
    for (let n = 0; n < 110; n++) await key(atBox, keybox);
    clock += hour;
    expect([await key(atBox, elsewhere), await key(atBox, ofNobody)]).toEqual([
      ['NO_KEY_BOX'],
      ['NO_KEY_BOX'],
    ]);
    expect([await key(atBox, keybox), await key(atDesk, keybox), await key(atBox, elsewhere)]).toEqual(['KEY', ['NO_KEY_BOX'], ['NO_KEY_BOX']]); // prettier-ignore
    const brought = (as: Caller) => app.get(DriveReturns).record(as, { bookingId: atBox, returnedAt: new Date(clock), mileage: null }); // prettier-ignore
    expect([await brought(elsewhere), await brought(ofNobody)]).toMatchObject([{ problems: [{ path: 'bookingId' }] }, { problems: [{ path: 'bookingId' }] }]); // prettier-ignore
    expect((await brought(keybox)).kind).toBe('DRIVE');
    expect(await app.get(DriveKeys).release(caller, atDesk)).toMatchObject({ kind: 'KEY', code: null });
    const rows: unknown = await database.dataSource.query(`select count(*)::int as n, count(*) filter (where refusals = '{}')::int as released from test_drive_key_askings where booking_id = $1`, [atBox]); // prettier-ignore
    expect(rows).toEqual([{ n: 100, released: 1 }]);
  });

  it('are forgotten so long after they ended, but for those whose car, money or discount is not settled', async () => {
    const [tower] = await centres.open(1, ['EV5']);
    const dealerId = tower?.dealerId ?? '';
    await centres.programme('old', [dealerId], { deposit, discount: { percent: '5', amount: null, validDays: 1_200, models: [] }, turnaroundMinutes: 0 }); // prettier-ignore
    clock = after(monday, 150);
    const booked = async (days: number) => (await centres.booked('old', dealerId, 'old', after(monday, 150 + days), { days: 1 })).booking.id; // prettier-ignore
    const [missed, held, driven, out] = [await booked(1), await booked(3), await booked(5), await booked(7)];
    for (const id of [held, driven, out]) await money('DEPOSIT', 'HELD', id);
    clock = after(monday, 155);
    await key(driven);
    clock += hour;
    await back(driven);
    await money('DEPOSIT', 'RELEASED', driven);
    clock = after(monday, 157);
    expect(await key(out)).toBe('KEY');
    await money('DEPOSIT', 'RELEASED', out);
    const left = async () => {
      await tick();
      return Promise.all([missed, held, driven, out].map(rowsOf));
    };
    clock = after(monday, 151 + 1_125);
    expect(await left()).toEqual([1, 1, 1, 1]);
    clock = after(monday, 159 + 1_125);
    expect(await left()).toEqual([0, 1, 1, 1]);
    clock = after(monday, 159 + 1_200);
    expect(await left()).toEqual([0, 1, 0, 1]);
  });
});
