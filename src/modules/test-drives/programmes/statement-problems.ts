import { fromMinor, minorDigits, toMinor } from '../../../models/money.js';
import type { DepositState, DepositStatement, FeeState, FeeStatement } from '../../../models/test-drive/programme-drive.js'; // prettier-ignore
import { problem, type TestDriveProblem } from '../problem.js';

/** What must have been before each statement. */
const depositBefore: Record<DepositStatement, readonly DepositState[]> = {
  HELD: ['AWAITED', 'HELD'],
  RELEASED: ['HELD', 'RELEASED', 'CAPTURED'],
  CAPTURED: ['HELD', 'CAPTURED'],
};
const feeBefore: Record<FeeStatement, readonly FeeState[]> = {
  PAID: ['UNPAID', 'PAID'],
  REFUNDED: ['PAID', 'REFUNDED'],
};

/** What keeps a deposit from being where somebody says it is; null: nothing. A further part of it may be captured, or the rest let go. */
export function depositProblem(from: DepositState, to: DepositStatement): TestDriveProblem | null {
  if (depositBefore[to].includes(from)) return null;
  if (from === 'NONE') return problem('state', 'The drive asks for no deposit.', 'Release what is held.');
  return problem('state', `The deposit is ${from} and cannot become ${to}.`, 'A deposit is held first; then it is released, or a part of it is captured and the rest released.'); // prettier-ignore
}

/** What keeps a fee from being where somebody says it is; null: nothing. */
export function feeProblem(from: FeeState, to: FeeStatement): TestDriveProblem | null {
  if (feeBefore[to].includes(from)) return null;
  if (from === 'NONE') return problem('state', 'The drive costs no fee.', 'Give back what was paid.');
  return problem('state', `The fee is ${from} and cannot become ${to}.`, 'A fee is paid first, and may then be refunded.'); // prettier-ignore
}

/**
 * What is wrong with an amount; null: nothing.
 * @param amount a decimal; null: the whole
 * @param agreed what it should be, a decimal in the same currency
 * @param mayBeLess whether a part of it may be meant, as where a deposit is captured
 * @param before the amounts of which the same was said earlier: together they are never more than agreed
 */
export function amountProblem(amount: string | null, agreed: string, currency: string, mayBeLess: boolean, before: readonly string[] = []): TestDriveProblem | null {
  const digits = minorDigits(currency) ?? 2;
  const minor = (each: string) => toMinor(each, digits) ?? 0n;
  const due = minor(agreed);
  const said = amount === null ? due : toMinor(amount, digits);
  if (said === null) return problem('amount', `It is no amount of ${currency}.`, `Give it with ${digits} decimals at most.`);
  const sum = before.reduce((all, each) => all + minor(each), 0n);
  if (sum > 0n && sum + said > due) return problem('amount', `With what was said before it is more than the ${agreed} ${currency} agreed.`, 'Say each amount once, and again only under its own key.');
  if (said === due || (mayBeLess && said < due && said > 0n)) return null;
  return problem('amount', `It is not the ${agreed} ${currency} agreed.`, mayBeLess ? 'Give it, or a part of it.' : 'Give just that, or leave it out.');
} // prettier-ignore

/**
 * What is wrong with an amount that is let go; null: nothing. All that is still held goes at once, as a hold ends with its release.
 * @param amount a decimal; null: the rest
 * @param rest what is still held, a decimal in the same currency
 */
export function releaseProblem(amount: string | null, rest: string, currency: string): TestDriveProblem | null {
  const digits = minorDigits(currency) ?? 2;
  const held = toMinor(rest, digits) ?? 0n;
  if (held === 0n) return problem('amount', 'Nothing of the deposit is held any more.', 'Say each amount once, and again only under its own key.');
  if (amount === null || toMinor(amount, digits) === held) return null;
  return problem('amount', `It is not the ${rest} ${currency} still held.`, 'Give just that, or leave it out.');
} // prettier-ignore

/**
 * What keeps the rest of a fee from being given back; null: nothing.
 * @param rest what was not given back yet, a decimal
 */
export function restProblem(rest: string): TestDriveProblem | null {
  return Number(rest) > 0 ? null : problem('amount', 'All of the fee was given back already.', 'Say each amount once, and again only under its own key.');
} // prettier-ignore

/** What was said of a drive's deposit or fee. */
export interface SaidAmount {
  readonly state: DepositStatement | FeeStatement;
  /** A decimal. */
  readonly amount: string;
}

const inward: ReadonlySet<SaidAmount['state']> = new Set(['HELD', 'PAID']);

/**
 * How much of what was agreed has gone a way already, a decimal. Money that was given back whole may be taken again, and that may be given
 * back: each round counts for itself.
 * @param statements all of a drive's deposit, or all of its fee
 * @param agreed a decimal in the same currency
 */
export function gone(statements: readonly SaidAmount[], state: SaidAmount['state'], agreed: string, currency: string): string {
  const digits = minorDigits(currency) ?? 2;
  const minor = (amount: string) => toMinor(amount, digits) ?? 0n;
  const sum = (isIn: boolean) => statements.filter((each) => inward.has(each.state) === isIn).reduce((all, { amount }) => all + minor(amount), 0n);
  const [taken, given] = [sum(true), sum(false)];
  const earlier = taken > minor(agreed) ? taken - minor(agreed) : 0n;
  const ofRound = inward.has(state) ? taken - given : given - earlier;
  return fromMinor(ofRound > 0n ? ofRound : 0n, digits);
} // prettier-ignore

/** What is left of an amount, a decimal with the decimals of its currency. */
export function restOf(agreed: string, before: string, currency: string): string {
  const digits = minorDigits(currency) ?? 2;
  return fromMinor((toMinor(agreed, digits) ?? 0n) - (toMinor(before, digits) ?? 0n), digits);
}

/** What became of a deposit since it was held last: what was kept and what was let go, decimals. */
export interface DepositSums {
  readonly depositCaptured: string;
  readonly depositReleased: string;
}

/**
 * What was kept and let go of a deposit since it was held last. A deposit of which a part was kept is never held anew, so all
 * that was ever kept is of the last time.
 * @param statements all that was said of it
 * @param agreed a decimal in the same currency
 */
export function depositSums(statements: readonly SaidAmount[], agreed: string, currency: string): DepositSums {
  const digits = minorDigits(currency) ?? 2;
  const captured = statements.filter(({ state }) => state === 'CAPTURED');
  const kept = captured.reduce((all, { amount }) => all + (toMinor(amount, digits) ?? 0n), 0n);
  return { depositCaptured: fromMinor(kept, digits), depositReleased: restOf(gone(statements, 'RELEASED', agreed, currency), fromMinor(kept, digits), currency) };
} // prettier-ignore

/** Whether two amounts are the same, however they are written: `60` and `60.00`. */
export function isSameAmount(one: string, other: string, currency: string): boolean {
  const digits = minorDigits(currency) ?? 2;
  return toMinor(one, digits) === toMinor(other, digits);
}
