import { forgetAt, statusWithout, tiesOf, type TiedDrive } from './ties.js';

const [startsAt, endsAt, heldUntil] = [new Date(1_000), new Date(2_000), new Date(2_500)];
const booking = (status: Parameters<typeof statusWithout>[0]['status']) => ({ status, startsAt, endsAt, heldUntil }); // prettier-ignore
const nothing: TiedDrive = { depositState: 'NONE', feeState: 'NONE', lapsesAt: null, lapsedAt: null, keyReleasedAt: null, returnedAt: null }; // prettier-ignore
const drive = (more: Partial<TiedDrive>): TiedDrive => ({ ...nothing, ...more });
const what = (...of: Parameters<typeof tiesOf>) => tiesOf(...of).map((tie) => tie.what);
const hourMs = 3_600_000;

describe('what stays of a drive whose driver is erased', () => {
  it('is a car that is out, until it is back, and a drive by the hour while it lasts', () => {
    const out = drive({ keyReleasedAt: new Date(1_100) });
    expect(what(booking('BOOKED'), out, 1_500)).toEqual(['testDriveCars']);
    expect(what(booking('CONFIRMED'), out, 99_000)).toEqual(['testDriveCars']);
    expect(what(booking('ATTENDED'), { ...out, returnedAt: new Date(1_200) }, 2_499)).toEqual(['testDrives']);
    expect([999, 1_000, 2_499, 2_500].map((now) => what(booking('BOOKED'), null, now).length)).toEqual([0, 1, 1, 0]); // prettier-ignore
    expect(what(booking('NO_SHOW'), null, 1_500)).toEqual([]);
  });

  it('is money that is held, owed, or about to be held', () => {
    const of = (more: Partial<TiedDrive>) => what(booking('CANCELLED'), drive(more), 1_500);
    expect([of({ depositState: 'HELD' }), of({ depositState: 'RELEASED' }), of({ depositState: 'CAPTURED' })]).toEqual([['testDriveDeposits'], [], []]); // prettier-ignore
    expect([of({ feeState: 'PAID' }), of({ feeState: 'REFUNDED' }), of({ feeState: 'UNPAID' })]).toEqual([['testDriveFees'], [], []]); // prettier-ignore
    expect([1_501, 1_500].map((at) => of({ depositState: 'AWAITED', lapsesAt: new Date(at) }))).toEqual([['testDrives'], []]); // prettier-ignore
    expect(what(booking('ATTENDED'), drive({ feeState: 'PAID', keyReleasedAt: new Date(1), returnedAt: new Date(2) }), 9_000)).toEqual([]); // prettier-ignore
  });

  it('calls off a drive under a programme that nobody can begin any more', () => {
    expect(statusWithout(booking('CONFIRMED'), nothing, 500)).toBe('CANCELLED');
    expect(statusWithout(booking('BOOKED'), nothing, 2_000)).toBe('NO_SHOW');
    expect(statusWithout(booking('BOOKED'), drive({ keyReleasedAt: new Date(1) }), 500)).toBe('BOOKED');
    expect([statusWithout(booking('BOOKED'), null, 500), statusWithout(booking('ATTENDED'), nothing, 500)]).toEqual(['BOOKED', 'ATTENDED']); // prettier-ignore
  });

  it('goes an hour after the last that tied it, where anybody knows when that is', () => {
    expect(forgetAt([], 7)).toEqual(new Date(7 + hourMs));
    expect(forgetAt([{ what: 'testDrives', until: heldUntil }, { what: 'testDrives', until: endsAt }], 7)).toEqual(new Date(2_500 + hourMs)); // prettier-ignore
    expect(forgetAt([{ what: 'testDrives', until: heldUntil }, { what: 'testDriveCars', until: 'its car is back' }], 7)).toBeNull(); // prettier-ignore
  });
});
