import type { Amounts } from './amounts.js';
import { halfUp, type Fraction } from '../../../models/money.js';
import type { Month } from './months.js';

/**
 * A lease by money factor, as the US quotes it. Every month but the last is alike; the last takes what rounding left,
 * so that depreciation and rent charge add up to what the formula says of the whole term.
 */
export interface FactorLease {
  /** Rounded for themselves, to be shown. */
  readonly depreciation: bigint;
  readonly rent: bigint;
  readonly usual: Month;
  readonly last: Month;
  readonly rentTotal: bigint;
}

/**
 * Depreciation is an equal part of adjusted cost less residual, rent a factor of their sum; the payment is rounded once,
 * from both unrounded. Whole numbers all the way: a quotient is exact until it is rounded.
 */
export function factorLease(months: number, { financed, residual }: Amounts, factor: Fraction): FactorLease {
  const term = BigInt(months);
  const used = financed - residual;
  const rentOver = (financed + residual) * factor.over;
  const rentTotal = halfUp(rentOver * term, factor.under);
  const rent = halfUp(rentOver, factor.under);
  const base = halfUp(used * factor.under + rentOver * term, factor.under * term);
  const charge = rent < base ? rent : base;
  const whole = { used, rentTotal, residual, before: term - 1n };
  const near = lastAfter(whole, base - charge, charge);
  // Where so little is used up or charged that rounding up would overtake it, all is rounded down but the last month.
  const isOver = near.payment < 0n || near.charge < 0n || near.principal < 0n;
  const down = { principal: used / term, charge: rentOver / factor.under };
  const usual = isOver ? down : { principal: base - charge, charge };
  const last = isOver ? lastAfter(whole, down.principal, down.charge) : near;
  const first = { ...usual, payment: usual.principal + usual.charge, balance: financed - usual.principal };
  return { depreciation: halfUp(used, term), rent, usual: months === 1 ? last : first, last, rentTotal };
}

function lastAfter(
  {
    used,
    rentTotal,
    residual,
    before,
  }: { used: bigint; rentTotal: bigint; residual: bigint; before: bigint },
  principalBefore: bigint,
  chargeBefore: bigint,
): Month {
  const [principal, charge] = [used - principalBefore * before, rentTotal - chargeBefore * before];
  return { payment: principal + charge, charge, principal, balance: residual };
}

/** Every month of it. */
export function factorMonths(months: number, financed: bigint, { usual, last }: FactorLease): Month[] {
  return Array.from({ length: months }, (_, at) =>
    at === months - 1 ? last : { ...usual, balance: financed - usual.principal * BigInt(at + 1) },
  );
}
