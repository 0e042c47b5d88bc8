import type { INestApplicationContext } from '@nestjs/common';
import { SettleDepositsGivenBack1763970019000 } from '../../migrations/1763970019000-settle-deposits-given-back.js';
import type { DepositStatement } from '../../src/models/test-drive/programme-drive.js';
import { BookingChanges } from '../../src/modules/test-drives/booking-changes.service.js';
import { DriveMoney } from '../../src/modules/test-drives/programmes/drive-money.service.js';
import { DueDrives } from '../../src/modules/test-drives/programmes/due-drives.service.js';
import { ProgrammeDrives } from '../../src/modules/test-drives/programmes/programme-drives.service.js';
import { depositDue, feeDue, stageOf } from '../../src/modules/test-drives/programmes/stage.js';
import type { TestDatabase } from '../support/database.js';
import { DrivesHouse } from '../support/drives-house.js';
import { after } from '../support/programmes.js';

const hourMs = 3_600_000;

describe('deposits of test drives', () => {
  let house: DrivesHouse;
  let database: TestDatabase;
  let app: INestApplicationContext;
  let late = 0;
  const now = () => Date.now() + late;
  let dealerId: string;
  /** A whole hour the day after tomorrow, by the clock of the database too. */
  const first = Math.ceil(Date.now() / hourMs) * hourMs + 48 * hourMs;

  beforeAll(async () => {
    house = await DrivesHouse.start('deposits', now);
    ({ database, app } = house);
    const [tower] = await house.centres.open(1, ['EV6']);
    dealerId = tower?.dealerId ?? '';
    await house.centres.programme('held', [dealerId], { deposit: { amount: '500', holdMinutes: 30 }, turnaroundMinutes: 0 }); // prettier-ignore
  });
  afterAll(() => house.stop());

  const say = (bookingId: string, state: DepositStatement, amount: string | null, idempotencyKey: string) =>
    app.get(DriveMoney).record(house.caller, { kind: 'DEPOSIT', state, bookingId, reference: 'pay-1', amount, idempotencyKey: `${bookingId} ${idempotencyKey}` }); // prettier-ignore
  const held = async (userId: string, day: number) => {
    const { booking } = await house.centres.booked('held', dealerId, userId, after(first, day), { days: 1 });
    await say(booking.id, 'HELD', null, 'held');
    return booking.id;
  };
  const stands = async (bookingId: string) => {
    const whole = await app.get(ProgrammeDrives).find(house.caller, bookingId);
    if (!whole) return null;
    const { depositState, depositCaptured, depositReleased } = whole.drive;
    return [stageOf(whole.booking, whole.drive, now()), depositState, Number(depositCaptured), Number(depositReleased)]; // prettier-ignore
  };
  const fee = (bookingId: string, state: 'PAID' | 'REFUNDED', amount: string | null, idempotencyKey: string) =>
    app.get(DriveMoney).record(house.caller, { kind: 'FEE', state, bookingId, reference: 'pay-2', amount, idempotencyKey: `${bookingId} ${idempotencyKey}` }); // prettier-ignore
  const told = (bookingId: string) =>
    database.dataSource.query('select kind from test_drive_notes where booking_id = $1 and kind in ($2, $3, $4) order by kind', [bookingId, 'DEPOSIT_CAPTURED', 'DEPOSIT_RELEASED', 'CANCELLED']); // prettier-ignore

  it('kept in part have their rest let go: together what was held, told once each, and no more after it', async () => {
    const id = await held('in-part', 0);
    expect((await say(id, 'CAPTURED', '120.01', 'keep')).kind).toBe('DRIVE');
    expect(await say(id, 'RELEASED', '380', 'wrong')).toMatchObject({ kind: 'INVALID', problems: [{ path: 'amount' }] }); // prettier-ignore
    // Sent twice at once and once later, with the amount and without: it is one release.
    const sent = await Promise.all([say(id, 'RELEASED', null, 'rest'), say(id, 'RELEASED', null, 'rest')]);
    expect(sent.map(({ kind }) => kind)).toEqual(['DRIVE', 'DRIVE']);
    for (const amount of [null, '379.99']) expect((await say(id, 'RELEASED', amount, 'rest')).kind).toBe('DRIVE'); // prettier-ignore
    expect((await say(id, 'RELEASED', '1', 'rest')).kind).toBe('INVALID');
    expect(await stands(id)).toEqual(['CANCELLED', 'CAPTURED', 120.01, 379.99]);
    for (const [state, amount] of [['CAPTURED', '0.01'], ['RELEASED', null], ['HELD', null]] as const) expect((await say(id, state, amount, `more ${state}`)).kind).toBe('INVALID'); // prettier-ignore
    expect(await stands(id)).toEqual(['CANCELLED', 'CAPTURED', 120.01, 379.99]);
    expect(await told(id)).toEqual([{ kind: 'CANCELLED' }, { kind: 'DEPOSIT_CAPTURED' }, { kind: 'DEPOSIT_RELEASED' }]); // prettier-ignore
  });

  it('given back or kept before the key, when that was the end of it, are asked for anew or call the drive off', async () => {
    const [back, kept, fine, over] = [await held('back', 1), await held('kept', 2), await held('fine', 3), await held('over', 4)]; // prettier-ignore
    for (const [id, state] of [[back, 'RELEASED'], [kept, 'CAPTURED'], [over, 'RELEASED']] as const) await say(id, state, null, 'then'); // prettier-ignore
    const runner = database.dataSource.createQueryRunner();
    const migration = new SettleDepositsGivenBack1763970019000();
    await migration.down(runner);
    // As they stood before.
    await runner.query(`update test_drive_programme_drives set deposit_state = 'RELEASED', lapses_at = null where booking_id = any($1)`, [[back, over]]); // prettier-ignore
    await runner.query(`update test_drive_bookings set status = 'BOOKED', sequence = 0 where id = $1`, [
      kept,
    ]);
    await runner.query(`delete from test_drive_notes where booking_id = $1 and kind = 'CANCELLED'`, [kept]);
    await runner.query(`update test_drive_bookings set status = 'NO_SHOW' where id = $1`, [over]);
    await migration.up(runner);
    await runner.release();
    expect(await Promise.all([back, kept, fine, over].map(stands))).toEqual([
      ['AWAITING_DEPOSIT', 'AWAITED', 0, 500],
      ['CANCELLED', 'CAPTURED', 500, 0],
      ['BOOKED', 'HELD', 0, 0],
      ['NO_SHOW', 'RELEASED', 0, 500],
    ]);
    expect(await told(kept)).toEqual([{ kind: 'CANCELLED' }, { kind: 'DEPOSIT_CAPTURED' }]);
    // The car of the one that was kept is free, and of the other as soon as nothing was held for half an hour.
    expect((await house.centres.book('held', dealerId, 'next', after(first, 2), { days: 1 })).kind).toBe('DRIVE'); // prettier-ignore
    expect((await house.centres.book('held', dealerId, 'next', after(first, 1), { days: 1 })).kind).toBe('TAKEN'); // prettier-ignore
    late = 31 * 60_000;
    await app.get(DueDrives).workAll();
    expect(await stands(back)).toEqual(['LAPSED', 'AWAITED', 0, 500]);
    expect((await house.centres.book('held', dealerId, 'next', after(first, 1), { days: 1 })).kind).toBe('DRIVE'); // prettier-ignore
  });

  it('taken for a drive that was cancelled meanwhile are kept as said and asked for back, as is a fee', async () => {
    await house.centres.programme('fees', [dealerId], { deposit: { amount: '500', holdMinutes: 30 }, fee: { standard: '99', byBand: [] }, turnaroundMinutes: 0 }); // prettier-ignore
    const booked = async (day: number) => (await house.centres.booked('fees', dealerId, 'racing', after(first, day), { days: 1 })).booking.id; // prettier-ignore
    const cancel = (id: string) => app.get(BookingChanges).end(house.caller, id, 'CANCELLED');
    const due = async (bookingId: string) => {
      const whole = await app.get(ProgrammeDrives).find(house.caller, bookingId);
      if (!whole) throw new Error('gone');
      const stage = stageOf(whole.booking, whole.drive, now());
      return [stage, depositDue(whole.drive, stage, whole.booking.endsAt), feeDue(whole.drive, stage)];
    };
    const [id, racing] = [await booked(10), await booked(12)];
    await cancel(id);
    for (const again of ['held', 'held']) expect(await say(id, 'HELD', null, again)).toMatchObject({ kind: 'CANCELLED', whole: { drive: { depositState: 'HELD' } } }); // prettier-ignore
    for (const again of ['paid', 'paid']) expect((await fee(id, 'PAID', null, again)).kind).toBe('CANCELLED');
    expect((await fee(id, 'PAID', '98', 'paid')).kind).toBe('INVALID');
    expect(await due(id)).toEqual(['CANCELLED', 'RELEASE', 'REFUND']);
    expect((await say(id, 'RELEASED', null, 'back')).kind).toBe('DRIVE');
    // Of a fee as of a deposit: without an amount it is the rest, and the same again is the same.
    expect((await fee(id, 'REFUNDED', '40', 'a part')).kind).toBe('DRIVE');
    for (const amount of [null, '59', null]) expect((await fee(id, 'REFUNDED', amount, 'the rest')).kind).toBe('DRIVE'); // prettier-ignore
    expect(await fee(id, 'REFUNDED', null, 'once more')).toMatchObject({ kind: 'INVALID', problems: [{ path: 'amount' }] }); // prettier-ignore
    expect(await due(id)).toEqual(['CANCELLED', 'NOTHING', 'NOTHING']);
    // Whoever of the two is first, what was held is asked for back.
    const [, held] = await Promise.all([cancel(racing), say(racing, 'HELD', null, 'held')]);
    expect(['DRIVE', 'CANCELLED']).toContain(held.kind);
    expect(await due(racing)).toEqual(['CANCELLED', 'RELEASE', 'NOTHING']);
  });
});
