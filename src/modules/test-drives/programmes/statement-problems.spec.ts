import { depositStates, depositStatements, feeStates, feeStatements } from '../../../models/test-drive/programme-drive.js'; // prettier-ignore
import { amountProblem, depositProblem, feeProblem, gone } from './statement-problems.js';

describe('what a payment system may say', () => {
  it('goes from held to released or captured, and stays where it is when it is said again', () => {
    const fine = depositStates.flatMap((from) => depositStatements.filter((to) => depositProblem(from, to) === null).map((to) => `${from} ${to}`)); // prettier-ignore
    expect(fine).toEqual(['AWAITED HELD', 'HELD HELD', 'HELD RELEASED', 'HELD CAPTURED', 'RELEASED RELEASED', 'CAPTURED CAPTURED']); // prettier-ignore
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
