import { Decimal } from 'decimal.js';
import { annuityPayment, futureValue, wholeOf } from './annuity.js';

const monthly = (percent: string) => new Decimal(percent).div(1_200);
const loan = (percent: string, months: number, present: number, future = 0) =>
  annuityPayment({ months, present, future, monthlyRate: monthly(percent), timing: 'ARREARS' }).toNumber();

describe('annuityPayment', () => {
  it.each([
    ['7.5', 180, 200_000, 1854.0247200054619],
    ['5.9', 60, 30_000, 578.5901086954872],
    ['4.5', 48, 25_000, 570.0871519357925],
  ])('at %s %% over %d months of %d is %d', (percent, months, present, payment) =>
    expect(loan(percent, months, present)).toBeCloseTo(payment, 9),
  );

  it('leaves a balloon, paid at the end or the beginning of months', () => {
    const balloon = { months: 36, present: 30_000, future: 15_000, monthlyRate: monthly('5.9') };
    expect(annuityPayment({ ...balloon, timing: 'ARREARS' }).toNumber()).toBeCloseTo(529.3997185272857, 9);
    expect(annuityPayment({ ...balloon, timing: 'ADVANCE' }).toNumber()).toBeCloseTo(526.80957146757, 9);
  });

  it('is the exact counterpart of a lease by money factor', () => {
    const lease = {
      months: 36,
      present: 48_125,
      future: 30_000,
      monthlyRate: new Decimal('0.00245').times(2),
    };
    expect(annuityPayment({ ...lease, timing: 'ADVANCE' }).toFixed(2)).toBe('694.01');
    expect(annuityPayment({ ...lease, timing: 'ARREARS' }).toFixed(2)).toBe('697.41');
  });

  it('divides evenly where money costs nothing, and takes one month', () => {
    expect(loan('0', 36, 36_000)).toBe(1_000);
    expect(loan('12', 1, 1_000)).toBeCloseTo(1_010, 12);
  });
});

describe('futureValue', () => {
  it('is that of numpy-financial', () =>
    expect(futureValue(monthly('5'), 120, 100, 100).toNumber()).toBeCloseTo(15692.928894335748, 8));
  it('adds up where money earns nothing', () => expect(futureValue(0, 12, 10, 5).toNumber()).toBe(125));
});

describe('the interest of a month', () => {
  it('is that of numpy-financial: the rate on what is still owed', () => {
    const rate = monthly('8.24');
    const payment = annuityPayment({ months: 12, present: 2_500, future: 0, monthlyRate: rate, timing: 'ARREARS' }); // prettier-ignore
    const interest = (month: number) => futureValue(rate, month - 1, payment.negated(), 2_500).times(rate).toNumber(); // prettier-ignore
    expect(interest(1)).toBeCloseTo(17.166666666666668, 10);
    expect(interest(2)).toBeCloseTo(15.789337457350777, 10);
    expect(interest(12)).toBeCloseTo(1.4850099189833388, 10);
    const all = Array.from({ length: 12 }, (_, at) => interest(at + 1));
    expect(all.reduce((sum, each) => sum + each)).toBeCloseTo(112.98308424136215, 9);
  });
});

describe('wholeOf', () => {
  it.each([
    ['2.4999', 2n],
    ['2.5', 3n],
    ['0', 0n],
  ])('%s is %d', (decimal, whole) => expect(wholeOf(new Decimal(decimal))).toBe(whole));
});
