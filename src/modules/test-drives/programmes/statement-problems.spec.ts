import { depositStates, depositStatements, feeStates, feeStatements } from '../../../models/test-drive/programme-drive.js'; // prettier-ignore
import fc from 'fast-check';
import { fromMinor, toMinor } from '../../../models/money.js';
import {
  amountProblem,
  depositProblem,
  depositSums,
  feeProblem,
  gone,
  releaseProblem,
  restOf,
  type SaidAmount,
} from './statement-problems.js';

describe('what a payment system may say', () => {
  it('goes from held to released or captured, and stays where it is when it is said again', () => {
    const fine = depositStates.flatMap((from) => depositStatements.filter((to) => depositProblem(from, to) === null).map((to) => `${from} ${to}`)); // prettier-ignore
    expect(fine).toEqual(['AWAITED HELD', 'HELD HELD', 'HELD RELEASED', 'HELD CAPTURED', 'RELEASED RELEASED', 'CAPTURED RELEASED', 'CAPTURED CAPTURED']); // prettier-ignore
  });

  it('goes from paid to refunded', () => {
    const fine = feeStates.flatMap((from) => feeStatements.filter((to) => feeProblem(from, to) === null).map((to) => `${from} ${to}`)); // prettier-ignore
    expect(fine).toEqual(['UNPAID PAID', 'PAID PAID', 'PAID REFUNDED', 'REFUNDED REFUNDED']);
  });

  it('is of the amount agreed, or of a part where a part may be meant', () => {
    expect(amountProblem(null, '500.00', 'GBP', false)).toBeNull();
    expect(amountProblem('500', '500.00', 'GBP', false)).toBeNull();
    expect(amountProblem('499.99', '500.00', 'GBP', false)?.path).toBe('amount');
    expect([amountProblem('499.99', '500.00', 'GBP', true), amountProblem('500.01', '500.00', 'GBP', true)?.path]).toEqual([null, 'amount']); // prettier-ignore
    expect(amountProblem('0', '500.00', 'GBP', true)?.path).toBe('amount');
    expect(amountProblem('5.5', '500', 'JPY', true)?.message).toContain('JPY');
  });

  it('is never more than agreed in all, whatever was said in parts', () => {
    const refund = (amount: string | null, ...before: string[]) => amountProblem(amount, '99.00', 'GBP', true, before)?.path ?? null; // prettier-ignore
    expect([refund('39', '60'), refund('39.01', '60'), refund('60', '60.00'), refund('1', '60', '39'), refund(null, '60')]).toEqual([null, 'amount', 'amount', 'amount', 'amount']); // prettier-ignore
    expect(amountProblem(null, '99.00', 'GBP', false, ['99'])?.path).toBe('amount');
  });
});

describe('what has gone a way already', () => {
  const all = [['HELD', '500'], ['RELEASED', '500'], ['HELD', '500.00'], ['CAPTURED', '120'], ['CAPTURED', '80']] as const; // prettier-ignore
  const after = (count: number, state: 'HELD' | 'RELEASED' | 'CAPTURED') =>
    gone(all.slice(0, count).map(([each, amount]) => ({ state: each, amount })), state, '500', 'GBP'); // prettier-ignore

  it('counts for each round of taking and giving back, in parts too', () => {
    expect([0, 1, 2, 3].map((count) => after(count, 'HELD'))).toEqual(['0.00', '500.00', '0.00', '500.00']);
    expect([0, 1, 2, 3].map((count) => after(count, 'RELEASED'))).toEqual(['0.00', '0.00', '500.00', '0.00']);
    expect([3, 4, 5].map((count) => after(count, 'CAPTURED'))).toEqual(['0.00', '120.00', '200.00']);
  });
});

describe('the rest of a deposit', () => {
  it('is let go whole, and once', () => {
    const release = (amount: string | null, rest: string) =>
      releaseProblem(amount, rest, 'GBP')?.path ?? null;
    expect([release(null, '380.00'), release('380', '380.00'), release('379.99', '380.00'), release('500', '380.00'), release(null, '0.00')]).toEqual([null, null, 'amount', 'amount', 'amount']); // prettier-ignore
  });

  const step = fc.record({
    state: fc.constantFrom('HELD' as const, 'RELEASED' as const, 'CAPTURED' as const),
    cents: fc.oneof(fc.constant(null), fc.bigInt(0n, 60_000n)),
  });

  it('and what was captured are what was held, to the cent, whatever a payment system says in whatever order', () =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.bigInt(1n, 50_000n), fc.constantFrom('GBP', 'JPY', 'KWD'), (steps, agreedMinor, currency) => {
        const digits = currency === 'JPY' ? 0 : currency === 'KWD' ? 3 : 2;
        const agreed = fromMinor(agreedMinor, digits);
        const minor = (amount: string) => toMinor(amount, digits) ?? -1n;
        const said: SaidAmount[] = [{ state: 'HELD', amount: agreed }];
        let stands: 'HELD' | 'RELEASED' | 'CAPTURED' = 'HELD';
        for (const { state, cents } of steps) {
          const before = gone(said, state, agreed, currency);
          const rest = restOf(agreed, before, currency);
          const amount = cents === null ? null : fromMinor(cents, digits);
          const wrong = state === 'RELEASED' ? releaseProblem(amount, rest, currency) : amountProblem(amount, agreed, currency, state === 'CAPTURED', [before]);
          if (depositProblem(stands, state) !== null || wrong !== null) continue;
          said.push({ state, amount: amount ?? (state === 'RELEASED' ? rest : agreed) });
          if (state !== 'RELEASED' || stands === 'HELD') stands = state;
          const sums = depositSums(said, agreed, currency);
          const settled = minor(sums.depositCaptured) + minor(sums.depositReleased);
          expect(settled <= agreedMinor).toBe(true);
          if (state === 'RELEASED') expect(settled).toBe(agreedMinor);
        }
      }),
    )); // prettier-ignore
});
