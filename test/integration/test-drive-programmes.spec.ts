import type { INestApplicationContext } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../src/models/caller.js';
import { MergesService } from '../../src/modules/profiles/merges.service.js';
import { ProfilesPersonalData } from '../../src/modules/profiles/personal-data.service.js';
import { ProfilesService } from '../../src/modules/profiles/profiles.service.js';
import { BookingChanges } from '../../src/modules/test-drives/booking-changes.service.js';
import { NoteTeller } from '../../src/modules/test-drives/note-teller.service.js';
import { TestDrivesPersonalData } from '../../src/modules/test-drives/personal-data.service.js';
import { DriveKeys } from '../../src/modules/test-drives/programmes/drive-keys.service.js';
import { DriveMoney } from '../../src/modules/test-drives/programmes/drive-money.service.js';
import { DriveReturns } from '../../src/modules/test-drives/programmes/drive-returns.service.js';
import { DueDrives } from '../../src/modules/test-drives/programmes/due-drives.service.js';
import { PartnerBands } from '../../src/modules/test-drives/programmes/partner-bands.service.js';
import { ProgrammeDrives } from '../../src/modules/test-drives/programmes/programme-drives.service.js';
import { TestDrivesService } from '../../src/modules/test-drives/test-drives.service.js';
import type { TestDatabase } from '../support/database.js';
import { DrivesHouse } from '../support/drives-house.js';
import { after, type TestCentres } from '../support/programmes.js';

const named = z.array(z.object({ name: z.string(), at: z.date() })); // prettier-ignore
const monday = Date.parse('2026-11-30T10:00:00Z');

describe('programmes of test drives', () => {
  let house: DrivesHouse;
  let database: TestDatabase;
  let app: INestApplicationContext;
  let caller: Caller;
  let centres: TestCentres;
  let clock = Date.parse('2026-11-27T08:00:00Z');
  let said = 0;

  beforeAll(async () => {
    house = await DrivesHouse.start('programmes', () => clock);
    ({ database, app, caller, centres } = house);
  });
  afterAll(() => house.stop());

  const at = (text: string) => (clock = Date.parse(text));
  /** Two workers tick at once. */
  const tick = async () => {
    await Promise.all([app.get(DueDrives).workAll(), app.get(DueDrives).workAll()]);
    await app.get(NoteTeller).tellAll();
  };
  const stateOf = async (bookingId: string) => {
    const whole = await app.get(ProgrammeDrives).find(caller, bookingId);
    return whole && [whole.booking.status, whole.drive.depositState, whole.drive.lapsedAt?.toISOString().slice(11, 19) ?? null]; // prettier-ignore
  };
  const hold = (bookingId: string, state: 'HELD' | 'RELEASED' = 'HELD', idempotencyKey = `said-${++said}`) =>
    app.get(DriveMoney).record(caller, { kind: 'DEPOSIT', state, bookingId, reference: 'pay-zebedee', amount: null, idempotencyKey }); // prettier-ignore
  const check = (bookingId: string, state: 'PASSED' | 'FAILED' = 'PASSED') =>
    app.get(DriveKeys).recordCheck(caller, { bookingId, state, method: 'face', reference: 'check-zebedee', checkedAt: new Date(clock), idempotencyKey: `said-${++said}` }); // prettier-ignore
  const key = async (bookingId: string) => {
    const outcome = await app.get(DriveKeys).release(caller, bookingId);
    return outcome.kind === 'KEPT' ? outcome.refusals : outcome.kind;
  };
  const back = (bookingId: string, mileage = 12) => app.get(DriveReturns).record(caller, { bookingId, returnedAt: new Date(clock), mileage }); // prettier-ignore
  const told = async (bookingId: string) => {
    const rows: unknown = await database.dataSource.query(`select name, occurred_at as at from events e join test_drive_notes n on e.message_id = 'test-drive:' || n.id where n.booking_id = $1 order by occurred_at, seq`, [bookingId]); // prettier-ignore
    return named.parse(rows);
  };
  const kinds = (outcomes: readonly { kind: string }[]) =>
    outcomes.reduce<Record<string, number>>((all, { kind }) => ({ ...all, [kind]: (all[kind] ?? 0) + 1 }), {}); // prettier-ignore
  const profileOf = async (userId: string) => (await app.get(ProfilesService).find(caller, { userId }))?.id ?? ''; // prettier-ignore

  it('let one person have as many drives as there may be, at however many centres they ask at once, and under both accounts of one', async () => {
    const towers = await centres.open(8, ['EV3', 'EV6', 'EV9']);
    await centres.programme('five', towers.map(({ dealerId }) => dealerId), { limits: { oncePerModel: false, perPerson: 5, window: 'P1Y' } }); // prettier-ignore
    const many = await Promise.all(Array.from({ length: 40 }, (_, n) => centres.book('five', towers[n % 8]?.dealerId ?? '', 'eager', monday + (n % 5) * 3_600_000))); // prettier-ignore
    expect(kinds(many)).toEqual({ DRIVE: 5, LIMIT: 35 });
    const [tower] = towers;
    const { booking } = await centres.booked('five', tower?.dealerId ?? '', 'other', after(monday, 5));
    const merge = { fromProfileId: await profileOf('other'), intoProfileId: await profileOf('eager'), reason: 'one person', isVerified: true }; // prettier-ignore
    await database.dataSource.transaction((manager) => app.get(MergesService).merge(manager, caller, merge, clock)); // prettier-ignore
    expect(await centres.book('five', tower?.dealerId ?? '', 'other', after(monday, 9))).toMatchObject({ kind: 'LIMIT', broken: { counted: 6 } }); // prettier-ignore
    // Of six there are four after two are called off: one more is allowed, and not two.
    const mine = many.flatMap((each) => (each.kind === 'DRIVE' ? [each.whole.booking.id] : []));
    for (const id of [booking.id, mine[0] ?? '']) await app.get(BookingChanges).end(caller, id, 'CANCELLED');
    const again = await Promise.all(towers.map(({ dealerId }, n) => centres.book('five', dealerId, n % 2 ? 'eager' : 'other', after(monday, 15)))); // prettier-ignore
    expect(kinds(again)).toEqual({ DRIVE: 1, LIMIT: 7 });
  });

  it('give a car for three days to one of fifty, once for each key, and to nobody by the hour meanwhile', async () => {
    const [tower] = await centres.open(1, ['EV6']);
    const dealerId = tower?.dealerId ?? '';
    await centres.programme('single', [dealerId], { models: [{ make: 'KIA', model: 'ev-6' }], limits: { oncePerModel: true, perPerson: null, window: null } }); // prettier-ignore
    const many = await Promise.all(Array.from({ length: 50 }, (_, n) => centres.book('single', dealerId, `one-of-${n}`, monday))); // prettier-ignore
    expect(kinds(many)).toEqual({ DRIVE: 1, TAKEN: 49 });
    const taken = many.find(({ kind }) => kind === 'TAKEN');
    expect(taken?.kind === 'TAKEN' && taken.nearest.length).toBe(5);
    const hourly = { dealerId, vehicleId: null, model: null, startsAt: new Date(after(monday, 1)), contact: { userId: 'hourly', anonymousId: null, name: null, email: null, phone: null, note: null, mayContact: true }, idempotencyKey: 'hourly' }; // prettier-ignore
    expect((await app.get(TestDrivesService).book(caller, hourly)).kind).toBe('TAKEN');
    const before = await centres.booked('single', dealerId, 'early', after(monday, -2), { days: 1, idempotencyKey: 'same' }); // prettier-ignore
    const again = await centres.booked('single', dealerId, 'early', after(monday, -2), { days: 1, idempotencyKey: 'same' }); // prettier-ignore
    expect(again.booking.id).toBe(before.booking.id);
    expect(await centres.book('single', dealerId, 'early', monday)).toMatchObject({ kind: 'LIMIT', broken: { limit: 'ONCE_PER_MODEL', counted: 1 } }); // prettier-ignore
    const free = await app.get(ProgrammeDrives).slots(caller, 'single', dealerId, null, { from: new Date(after(monday, 2)), to: new Date(after(monday, 3) + 7_200_001) }); // prettier-ignore
    expect(free.map(({ startsAt, days }) => [startsAt, days])).toEqual([[after(monday, 3) + 7_200_000, [1, 2, 3]]]); // prettier-ignore
    await centres.programme('long', [dealerId], { minDays: 10, maxDays: 10 });
    await centres.booked('long', dealerId, 'first', after(monday, 40), { days: 10 });
    const second = await centres.book('long', dealerId, 'second', after(monday, 40), { days: 10 });
    const sides = second.kind === 'TAKEN' ? second.nearest.map(({ startsAt }) => startsAt > after(monday, 40)) : []; // prettier-ignore
    expect([sides.length, new Set(sides)]).toEqual([5, new Set([false, true])]);
    const other = { kind: 'NOT_IN_PROGRAMME' };
    expect(await centres.book('single', dealerId, 'x', monday, { model: 'Niro' })).toMatchObject({ ...other, reason: 'CAR' }); // prettier-ignore
    expect(await centres.book('five', dealerId, 'x', monday)).toMatchObject({ ...other, reason: 'CENTRE' });
    expect(await centres.book('single', dealerId, 'x', monday + 60_000)).toMatchObject({ kind: 'INVALID', problems: [{ path: 'startsAt' }] }); // prettier-ignore
  });

  it('lapse at their instant unless the deposit is held, whoever is away, and the car is free again', async () => {
    const [tower] = await centres.open(1, ['EV6']);
    const dealerId = tower?.dealerId ?? '';
    await centres.programme('held', [dealerId], { deposit: { amount: '500.00', holdMinutes: 30 } });
    at('2026-11-27T09:00:00Z');
    const kept = await centres.booked('held', dealerId, 'kept', monday, { days: 1 });
    const lost = await centres.booked('held', dealerId, 'lost', after(monday, 2), { days: 1 });
    const gone = await centres.booked('held', dealerId, 'gone', after(monday, 4), { days: 1 });
    await app.get(BookingChanges).end(caller, gone.booking.id, 'CANCELLED');
    at('2026-11-27T09:29:59Z');
    expect(await hold(kept.booking.id, 'HELD', 'once')).toMatchObject({ kind: 'DRIVE', whole: { drive: { depositState: 'HELD', lapsesAt: null } } }); // prettier-ignore
    await tick();
    expect(await stateOf(lost.booking.id)).toEqual(['BOOKED', 'AWAITED', null]);
    at('2026-11-27T09:30:00Z');
    expect(await hold(lost.booking.id)).toMatchObject({ kind: 'LAPSED', lapsedAt: new Date(clock) });
    // No worker was there yet: whoever books finds the car free all the same.
    const next = await centres.booked('held', dealerId, 'next', after(monday, 2), { days: 1 });
    expect(await stateOf(lost.booking.id)).toEqual(['CANCELLED', 'HELD', '09:30:00']);
    at('2026-11-27T12:00:00Z');
    await tick();
    await tick();
    expect(await stateOf(kept.booking.id)).toEqual(['BOOKED', 'HELD', null]);
    expect(await stateOf(next.booking.id)).toEqual(['CANCELLED', 'AWAITED', '10:00:00']);
    expect(await stateOf(gone.booking.id)).toEqual(['CANCELLED', 'AWAITED', null]);
    expect((await told(next.booking.id)).map(({ name, at: when }) => `${name} ${when.toISOString().slice(11, 16)}`).toSorted()).toEqual(['Programme Drive Booked 09:30', 'Test Drive Booked 09:30', 'Test Drive Lapsed 10:00']); // prettier-ignore
    expect((await hold(kept.booking.id, 'HELD', 'once')).kind).toBe('DRIVE');
    expect(await hold(kept.booking.id, 'RELEASED', 'once')).toMatchObject({ problems: [{ path: 'idempotencyKey' }] }); // prettier-ignore
    const rows: unknown = await database.dataSource.query(
      'select count(*)::int as n from test_drive_statements',
    );
    expect(rows).toEqual([{ n: 2 }]);
  });

  it('count every amount once and never more than was agreed, and keep money that came too late to be given back', async () => {
    const [tower] = await centres.open(1, ['EV6']);
    const dealerId = tower?.dealerId ?? '';
    at('2026-11-27T13:00:00Z');
    await centres.programme('money', [dealerId], { deposit: { amount: '500', holdMinutes: 30 }, fee: { standard: '99', byBand: [] } }); // prettier-ignore
    const { booking } = await centres.booked('money', dealerId, 'payer', monday, { days: 1, idempotencyKey: 'mine' }); // prettier-ignore
    const fee = (state: 'PAID' | 'REFUNDED', amount: string | null, idempotencyKey: string, reference = 'pay') =>
      app.get(DriveMoney).record(caller, { kind: 'FEE', state, bookingId: booking.id, reference, amount, idempotencyKey }); // prettier-ignore
    expect((await fee('PAID', null, 'p1')).kind).toBe('DRIVE');
    expect(await fee('PAID', null, 'p2')).toMatchObject({ problems: [{ path: 'amount' }] });
    const parts = await Promise.all([fee('REFUNDED', '60', 'f1'), fee('REFUNDED', '60', 'f2')]);
    expect(kinds(parts)).toEqual({ DRIVE: 1, INVALID: 1 });
    expect([(await fee('REFUNDED', '39', 'f3')).kind, (await fee('REFUNDED', '39.00', 'f3')).kind]).toEqual(['DRIVE', 'DRIVE']); // prettier-ignore
    expect([await fee('REFUNDED', '38', 'f3'), await fee('REFUNDED', '39', 'f3', 'other')]).toMatchObject([{ problems: [{ path: 'idempotencyKey' }] }, { problems: [{ path: 'idempotencyKey' }] }]); // prettier-ignore
    const sum: unknown = await database.dataSource.query(`select sum(amount::numeric)::text as sum from test_drive_statements where booking_id = $1 and state = 'REFUNDED'`, [booking.id]); // prettier-ignore
    expect(sum).toEqual([{ sum: '99' }]);
    const next = await centres.booked('money', dealerId, 'next', after(monday, 5), { days: 1 });
    const checks = await Promise.all([booking.id, next.booking.id].map((bookingId) => app.get(DriveKeys).recordCheck(caller, { bookingId, state: 'PASSED', method: 'face', reference: 'c', checkedAt: new Date(clock), idempotencyKey: 'both' }))); // prettier-ignore
    expect(kinds(checks)).toEqual({ DRIVE: 1, INVALID: 1 });
    // A key is of one drive by the hour and of one under a programme; who else or what else is another wish.
    const contact = { userId: 'payer', anonymousId: null, name: null, email: null, phone: null, note: null, mayContact: true }; // prettier-ignore
    const hourly = await app.get(TestDrivesService).book(caller, { dealerId, vehicleId: null, model: null, startsAt: new Date(after(monday, 3)), contact, idempotencyKey: 'mine' }); // prettier-ignore
    expect(hourly).toMatchObject({ kind: 'BOOKING', booking: { startsAt: new Date(after(monday, 3)) } });
    expect(await centres.book('money', dealerId, 'payer', monday, { days: 1, model: 'EV9', idempotencyKey: 'mine' })).toMatchObject({ problems: [{ path: 'idempotencyKey' }] }); // prettier-ignore
    expect(await hold(booking.id, 'RELEASED')).toMatchObject({ problems: [{ path: 'state' }] });
    at('2026-11-27T13:31:00Z');
    for (const _ of [1, 2]) expect(await hold(booking.id, 'HELD', 'too-late')).toMatchObject({ kind: 'LAPSED', lapsedAt: new Date('2026-11-27T13:30:00Z') }); // prettier-ignore
    expect(await stateOf(booking.id)).toEqual(['CANCELLED', 'HELD', '13:30:00']);
    expect((await hold(booking.id, 'RELEASED')).kind).toBe('DRIVE');
    await tick();
    expect((await told(booking.id)).filter(({ name }) => name === 'Test Drive Lapsed')).toHaveLength(1);
  });

  it('miss a car that is late once, tell whoever has it next, and keep its key until it is back', async () => {
    const [tower] = await centres.open(1, ['EV6']);
    const dealerId = tower?.dealerId ?? '';
    await centres.programme('late', [dealerId], { turnaroundMinutes: 0, identity: { goodForDays: 30 } });
    at('2026-11-28T08:00:00Z');
    const [first, second] = [await centres.booked('late', dealerId, 'slow', monday, { days: 1 }), await centres.booked('late', dealerId, 'waiting', after(monday, 1), { days: 1 })]; // prettier-ignore
    const [slow, waiting] = [first.booking.id, second.booking.id];
    expect(await key(slow)).toEqual(['TOO_EARLY', 'IDENTITY_NOT_CHECKED']);
    await check(slow, 'FAILED');
    clock = monday;
    expect(await key(slow)).toEqual(['IDENTITY_CHECK_FAILED']);
    await check(slow);
    const keys = await Promise.all(Array.from({ length: 5 }, () => app.get(DriveKeys).release(caller, slow)));
    expect(new Set(keys.map((each) => (each.kind === 'KEY' ? each.code : each.kind))).size).toBe(1);
    expect(await app.get(BookingChanges).end(caller, slow, 'CANCELLED')).toMatchObject({ kind: 'INVALID' });
    expect(await app.get(BookingChanges).move(caller, waiting, new Date(after(monday, 7)))).toMatchObject({ kind: 'INVALID' }); // prettier-ignore
    clock = after(monday, 1);
    await tick();
    expect((await told(slow)).map(({ name }) => name)).not.toContain('Test Drive Overdue');
    clock += 60_000;
    await check(waiting);
    await tick();
    expect((await told(waiting)).map(({ name }) => name)).not.toContain('Test Drive Car Late');
    clock += 600_000;
    await Promise.all([tick(), tick()]);
    await tick();
    const count = async (id: string, name: string) => (await told(id)).filter((each) => each.name === name).length; // prettier-ignore
    expect([await count(slow, 'Test Drive Overdue'), await count(waiting, 'Test Drive Car Late')]).toEqual([1, 1]); // prettier-ignore
    expect(await key(waiting)).toEqual(['CAR_NOT_BACK']);
    // Nobody gets a late car within a day, by the hour neither; what is later is not in question.
    const hourly = { dealerId, vehicleId: null, model: null, contact: { userId: 'hourly', anonymousId: null, name: null, email: null, phone: null, note: null, mayContact: true } }; // prettier-ignore
    expect(await app.get(BookingChanges).end(caller, waiting, 'CANCELLED')).toMatchObject({
      kind: 'BOOKING',
    });
    expect((await centres.book('late', dealerId, 'third', after(monday, 2) - 3_600_000, { days: 1 })).kind).toBe('TAKEN'); // prettier-ignore
    expect((await app.get(TestDrivesService).book(caller, { ...hourly, startsAt: new Date(after(monday, 1) + 7_200_000), idempotencyKey: 'soon' })).kind).toBe('TAKEN'); // prettier-ignore
    expect((await centres.book('late', dealerId, 'third', after(monday, 4), { days: 1 })).kind).toBe('DRIVE');
    expect(await back(slow)).toMatchObject({ kind: 'DRIVE', whole: { booking: { status: 'ATTENDED' } } });
    expect(await back(slow)).toMatchObject({ kind: 'DRIVE' });
    expect(await back(slow, 13)).toMatchObject({ problems: [{ path: 'mileage' }] });
    expect(await count(slow, 'Test Drive Taken')).toBe(1);
    expect(await key(slow)).toEqual(['RETURNED']);
    // A check is good for the person's next drive, for thirty days.
    const [soon, later] = [await centres.booked('late', dealerId, 'slow', after(monday, 20), { days: 1 }), await centres.booked('late', dealerId, 'slow', after(monday, 40), { days: 1 })]; // prettier-ignore
    clock = after(monday, 40);
    expect([await key(soon.booking.id), await key(later.booking.id)]).toEqual([['NO_SHOW'], ['IDENTITY_NOT_CHECKED']]); // prettier-ignore
    const askings: unknown = await database.dataSource.query('select count(*)::int as n from test_drive_key_askings where booking_id = $1', [slow]); // prettier-ignore
    expect(askings).toEqual([{ n: 8 }]);
    await tick();
    expect([await stateOf(soon.booking.id), await stateOf(later.booking.id)]).toEqual([['NO_SHOW', 'NONE', null], ['BOOKED', 'NONE', null]]); // prettier-ignore
    expect(await count(soon.booking.id, 'Test Drive Missed')).toBe(1);
    // A car that is back early is there for others.
    await check(later.booking.id);
    expect(await key(later.booking.id)).toBe('KEY');
    clock += 3_600_000;
    expect(await back(later.booking.id)).toMatchObject({ kind: 'DRIVE', whole: { booking: { endsAt: new Date(clock) } } }); // prettier-ignore
    expect((await centres.book('late', dealerId, 'quick', clock + 3_600_000, { days: 1 })).kind).toBe(
      'DRIVE',
    );
  });

  it("settle a fee by the band of the person's that holds then, keep it, show all that is kept, and leave nothing of it", async () => {
    const [tower] = await centres.open(1, ['EV3', 'EV6']);
    const dealerId = tower?.dealerId ?? '';
    const byBand = [{ partner: 'score', band: 'Zebra', amount: '0' }, { partner: 'score', band: 'B', amount: '40' }]; // prettier-ignore
    await centres.programme('paid', [dealerId], { fee: { standard: '99', byBand } });
    clock = after(monday, 50);
    const start = after(monday, 60);
    const band = (userId: string, name: string | null, validUntil: Date | null = null) => app.get(PartnerBands).set(caller, { userId, partner: ' Score ', band: name, validUntil }); // prettier-ignore
    const fee = async (userId: string, startsAt: number) => {
      const { drive, booking, programme } = await centres.booked('paid', dealerId, userId, startsAt, {
        days: 1,
      });
      return { id: booking.id, version: programme.version, text: `${drive.fee} ${drive.feeReason?.band ?? 'standard'} ${drive.feeState}` }; // prettier-ignore
    };
    expect((await fee('nobody', start)).text).toBe('99.00 standard UNPAID');
    await band('rich', 'B');
    await band('rich', 'Zebra', new Date(after(clock, 1)));
    const free = await fee('rich', start);
    expect(free.text).toBe('0.00 Zebra NONE');
    clock = after(clock, 2);
    expect((await fee('rich', after(start, 2))).text).toBe('99.00 standard UNPAID');
    await centres.programme('paid', [dealerId], { fee: { standard: '10', byBand } });
    expect((await fee('nobody', after(start, 4))).text).toBe('10.00 standard UNPAID');
    expect(await app.get(ProgrammeDrives).find(caller, free.id)).toMatchObject({ drive: { fee: '0.00' }, programme: { version: 1, rules: { fee: { standard: '99.00' } } } }); // prettier-ignore
    await check(free.id);
    const tables = ['bookings', 'programme_drives', 'statements', 'identity_checks', 'partner_bands', 'redemptions', 'key_askings']; // prettier-ignore
    const everything = async () => JSON.stringify(await Promise.all(tables.map((table): Promise<unknown> => database.dataSource.query(`select row_to_json(t)::text as row from test_drive_${table} t`)))); // prettier-ignore
    expect(await everything()).not.toMatch(/zebedee|zebra/i);
    const person = await app.get(ProfilesPersonalData).person(caller.tenantId, await profileOf('rich'));
    const rights = app.get(TestDrivesPersonalData);
    const records = [];
    if (person) for await (const record of rights.records(person)) records.push(record);
    expect([...new Set(records.map(({ section }) => section))]).toEqual(['testDrives', 'testDriveProgrammes', 'testDriveIdentityChecks', 'partnerBands']); // prettier-ignore
    expect(JSON.stringify(records)).toMatch(/check-zebedee.*Zebra/);
    const erased = person && (await database.dataSource.transaction((manager) => rights.erase(manager, person))); // prettier-ignore
    expect(erased).toEqual([
      { what: 'testDrives', count: 2 },
      { what: 'partnerBands', count: 1 },
    ]);
    expect(await everything()).not.toContain(free.id);
  });
});
