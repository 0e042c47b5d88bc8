import type { DepositState } from '../../../models/test-drive/programme-drive.js';
import type { TestDriveStatus } from '../../../models/test-drive/test-drive.js';
import { depositDue, feeDue, feeDueAmount, stageOf, type StagedDrive } from './stage.js';

const endsAt = new Date(1_000);
const booking = (status: TestDriveStatus) => ({ status, endsAt });
const nothing: StagedDrive = { depositState: 'NONE', lapsesAt: null, lapsedAt: null, keyReleasedAt: null, returnedAt: null }; // prettier-ignore
const drive = (more: Partial<StagedDrive>): StagedDrive => ({ ...nothing, ...more });

describe('stageOf', () => {
  it('follows a drive from its deposit to its return', () => {
    const awaited = drive({ depositState: 'AWAITED', lapsesAt: new Date(100) });
    expect(stageOf(booking('BOOKED'), awaited, 99)).toBe('AWAITING_DEPOSIT');
    expect(stageOf(booking('CONFIRMED'), drive({ depositState: 'HELD' }), 99)).toBe('BOOKED');
    const out = drive({ depositState: 'HELD', keyReleasedAt: new Date(200) });
    expect([1_000, 1_001].map((now) => stageOf(booking('BOOKED'), out, now))).toEqual(['OUT', 'OVERDUE']);
    expect(stageOf(booking('ATTENDED'), { ...out, returnedAt: new Date(900) }, 5_000)).toBe('RETURNED');
  });

  it('has a drive lapse at its instant, before any worker says so', () => {
    const awaited = drive({ depositState: 'AWAITED', lapsesAt: new Date(100) });
    expect(stageOf(booking('BOOKED'), awaited, 100)).toBe('LAPSED');
    expect(stageOf(booking('CANCELLED'), drive({ depositState: 'AWAITED', lapsedAt: new Date(100) }), 500)).toBe('LAPSED'); // prettier-ignore
    expect(stageOf(booking('CANCELLED'), awaited, 500)).toBe('CANCELLED');
  });

  it('has a drive be missed at its end whose key nobody fetched', () => {
    expect(
      [999, 1_000].map((now) => stageOf(booking('BOOKED'), drive({ depositState: 'HELD' }), now)),
    ).toEqual(['BOOKED', 'NO_SHOW']);
    expect(feeDue({ feeState: 'UNPAID' }, stageOf(booking('CONFIRMED'), nothing, 1_000))).toBe('NOTHING');
  });
});

describe('what is due', () => {
  it('of a deposit: held, and given back where the car was in time or nothing came of it', () => {
    const of = (depositState: DepositState, stage: Parameters<typeof depositDue>[1], returnedAt?: number) =>
      depositDue({ depositState, returnedAt: returnedAt === undefined ? null : new Date(returnedAt) }, stage, endsAt); // prettier-ignore
    expect([of('AWAITED', 'AWAITING_DEPOSIT'), of('AWAITED', 'LAPSED'), of('NONE', 'RETURNED', 1)]).toEqual(['HOLD', 'NOTHING', 'NOTHING']); // prettier-ignore
    expect([of('HELD', 'BOOKED'), of('HELD', 'OVERDUE'), of('RELEASED', 'RETURNED', 1)]).toEqual(['NOTHING', 'NOTHING', 'NOTHING']); // prettier-ignore
    expect([of('HELD', 'RETURNED', 1_000), of('HELD', 'RETURNED', 1_001)]).toEqual(['RELEASE', 'DECIDE']);
    expect([of('HELD', 'CANCELLED'), of('HELD', 'NO_SHOW')]).toEqual(['RELEASE', 'DECIDE']);
  });

  it('of a fee: paid while the drive is ahead, given back where it was called off', () => {
    expect([feeDue({ feeState: 'UNPAID' }, 'BOOKED'), feeDue({ feeState: 'UNPAID' }, 'CANCELLED')]).toEqual(['PAY', 'NOTHING']); // prettier-ignore
    const amounts = (['NOTHING', 'PAY', 'REFUND'] as const).map((due) => feeDueAmount({ fee: '99', feeRefunded: '60.00' }, due, 2)); // prettier-ignore
    expect(amounts).toEqual(['0', '99', '39.00']);
    expect([feeDue({ feeState: 'PAID' }, 'LAPSED'), feeDue({ feeState: 'PAID' }, 'RETURNED'), feeDue({ feeState: 'NONE' }, 'BOOKED')]).toEqual(['REFUND', 'NOTHING', 'NOTHING']); // prettier-ignore
  });
});
