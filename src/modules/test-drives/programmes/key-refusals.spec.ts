import { keyRefusals, type KeyQuestion } from './key-refusals.js';

const day = 86_400_000;
const fine: KeyQuestion = {
  stage: 'BOOKED',
  booking: { startsAt: new Date(10 * day), endsAt: new Date(13 * day), createdAt: new Date(day) },
  drive: { depositState: 'HELD', feeState: 'PAID' },
  identity: { goodForDays: 5 },
  check: { state: 'PASSED', checkedAt: new Date(9 * day) },
  isCarOut: false,
  isWrongBox: false,
};

describe('keyRefusals', () => {
  it('lets a key go when nothing is in the way', () => {
    expect(keyRefusals(fine, 10 * day)).toEqual([]);
    expect(keyRefusals({ ...fine, identity: null, check: null }, 10 * day)).toEqual([]);
    expect(keyRefusals({ ...fine, drive: { depositState: 'NONE', feeState: 'NONE' } }, 10 * day)).toEqual([]);
  });

  it('says everything that is in the way at once', () => {
    const all = { ...fine, drive: { depositState: 'AWAITED' as const, feeState: 'UNPAID' as const }, check: null, isCarOut: true, isWrongBox: true }; // prettier-ignore
    expect(keyRefusals(all, 0)).toEqual(['TOO_EARLY', 'DEPOSIT_MISSING', 'FEE_UNPAID', 'CAR_NOT_BACK', 'NO_KEY_BOX', 'IDENTITY_NOT_CHECKED']); // prettier-ignore
  });

  it('says of a drive that is over only that', () => {
    for (const stage of ['CANCELLED', 'LAPSED', 'NO_SHOW', 'RETURNED'] as const)
      expect(keyRefusals({ ...fine, stage, check: null }, 0)).toEqual([stage]);
    expect(keyRefusals(fine, 13 * day)).toEqual(['TOO_LATE']);
  });

  it('takes a check for as long as it is good, and none that failed', () => {
    const checked = (atDay: number, goodForDays: number | null) => keyRefusals({ ...fine, identity: { goodForDays }, check: { state: 'PASSED', checkedAt: new Date(atDay * day) } }, 10 * day); // prettier-ignore
    expect([checked(5, 5), checked(5.1, 5), checked(1, null)]).toEqual([['IDENTITY_NOT_CHECKED'], [], []]);
    expect(keyRefusals({ ...fine, check: { state: 'FAILED', checkedAt: new Date(9 * day) } }, 10 * day)).toEqual(['IDENTITY_CHECK_FAILED']); // prettier-ignore
  });

  it('wants a check made for this drive where one is good for one drive only', () => {
    const of = (at: number) => keyRefusals({ ...fine, identity: { goodForDays: null }, check: { state: 'PASSED', checkedAt: new Date(at * day) } }, 10 * day); // prettier-ignore
    expect([of(0.9), of(1)]).toEqual([['IDENTITY_NOT_CHECKED'], []]);
  });
});
