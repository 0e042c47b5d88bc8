import { performance } from 'node:perf_hooks';
import type { FinanceTerms } from '../../src/models/finance/finance-terms.js';
import { disclose } from '../../src/modules/finance/disclosures/disclose.js';
import { quote, schedule } from '../../src/modules/finance/sums/quote.js';
import { atLeast, interleaved, median, rounded, wrong, type Bench, type Findings } from './bench.js';

const reach = 50_000;
const cars = 1_000;

/** Leases of as many cars, each of another price and term, with fees, tax and a down payment. */
const leases: readonly FinanceTerms[] = Array.from({ length: cars }, (_, n) => ({
  jurisdiction: 'US',
  product: 'LEASE',
  currency: 'USD',
  price: `${30_000 + 17 * n}.50`,
  listPrice: `${32_000 + 17 * n}.00`,
  termMonths: 24 + 12 * (n % 4),
  rate: { moneyFactor: '0.00245' },
  residualPercent: '58.5',
  timing: 'ADVANCE',
  repayment: 'EQUAL_INSTALMENTS',
  downPayment: '2000',
  tradeIn: '0',
  fees: [
    { kind: 'ACQUISITION', amount: '895', isCapitalised: true, isCostOfCredit: true },
    { kind: 'REGISTRATION', amount: '310', isCapitalised: false, isCostOfCredit: false },
  ],
  tax: { on: 'PAYMENT', percent: '7.25', withinPricePercent: '0' },
  securityDeposit: '0',
  maxLoanToValuePercent: null,
}));

/** The same formula in plain doubles, rounded at the end, without a rate or totals: what no exact sum can undercut. */
function bare({ price, listPrice, termMonths, downPayment, residualPercent }: FinanceTerms): number {
  const [cap, residual] = [Number(price) + 895 - Number(downPayment), (Number(listPrice) * Number(residualPercent)) / 100]; // prettier-ignore
  const base = (cap - residual) / termMonths + (cap + residual) * 0.00245;
  return Math.round(base * 1.0725 * 100) / 100;
}

function exact(terms: FinanceTerms): number {
  const told = quote(terms);
  if ('problems' in told) throw new Error(told.problems[0]?.message);
  return Number(told.payment);
}

/** The same with all that has to be shown beside it, as `quoteFinance` makes it. */
function whole(terms: FinanceTerms): number {
  const told = quote(terms);
  if ('problems' in told) throw new Error(told.problems[0]?.message);
  const shown = disclose(terms, told, { mileageAllowance: { perYear: 12_000, unit: 'MI' }, ownText: null });
  return Number(told.payment) + shown.text.length;
}

/** And with every month of it, which `quoteFinance` works out where it is asked for. */
function wholeWithMonths(terms: FinanceTerms): number {
  const lines = schedule(terms);
  if ('problems' in lines) throw new Error(lines.problems[0]?.message);
  return whole(terms) + lines.length;
}

/** Lease quotes a second in one process, to the cent and with their rate and totals, beside the bare formula in doubles; and with what is shown. */
export const finance: Bench = {
  name: 'finance',
  run: ({ smoke }) => measure(smoke ? { rounds: 3, times: 20 } : { rounds: 9, times: 200 }),
};

async function measure({ rounds, times }: { rounds: number; times: number }): Promise<Findings> {
  const perSecond = (of: (terms: FinanceTerms) => number) => () => {
    const began = performance.now();
    let sum = 0;
    for (let time = 0; time < times; time++) for (const terms of leases) sum += of(terms);
    if (!(sum > 0)) throw new Error('nothing was quoted');
    return Promise.resolve((times * cars * 1_000) / (performance.now() - began));
  };
  for (const terms of leases) exact(terms);
  const [ours = [], floor = [], shown = [], months = []] = await interleaved(rounds, [perSecond(exact), perSecond(bare), perSecond(whole), perSecond(wholeWithMonths)]); // prettier-ignore
  // The tax is rounded once more with us, so a cent is no difference.
  const differing = leases.filter((terms) => Math.abs(exact(terms) - bare(terms)) > 0.0101).length;
  return {
    about: [`${cars} leases by money factor, ${times} times a round, ${rounds} rounds; the floor has no rate, fees or totals.`], // prettier-ignore
    table: [
      { what: 'quotes, exact', 'a second': rounded(median(ours)) },
      { what: 'and with what has to be shown', 'a second': rounded(median(shown)) },
      { what: 'and with every month', 'a second': rounded(median(months)) },
      { what: 'bare formula in doubles', 'a second': rounded(median(floor)) },
    ],
    figures: [
      atLeast('lease_quotes', median(ours), '/s', reach),
      wrong('differences', differing, 'payments more than a cent apart'),
    ],
  };
}
