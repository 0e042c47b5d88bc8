/**
 * What a quote comes to. Every amount is a decimal with the digits of its currency, and each is what its name says in the
 * progression of a lease: gross cost, less reduction, is the adjusted cost; that less the residual is used up over the term.
 */
export interface FinanceFigures {
  /** Price with what is financed beside it: capitalised fees and taxes. */
  readonly grossCost: string;
  /** Down payment and trade-in. */
  readonly reduction: string;
  /** What is financed: adjusted capitalised cost, or amount of the credit. */
  readonly financed: string;
  /** Residual of a lease, balloon of a loan; zero where there is none. */
  readonly residual: string;
  /** Used up or paid back in the first month, and what is charged for the money in it. */
  readonly depreciation: string;
  readonly rentCharge: string;
  readonly basePayment: string;
  readonly taxOnPayment: string;
  /** Due each month, tax included. Of equal principal the first month's, the highest. */
  readonly payment: string;
  /** The last one takes up what rounding left. */
  readonly lastPayment: string;
  readonly depreciationTotal: string;
  /** Rent charge of a lease, interest of a loan, over the whole term. */
  readonly chargeTotal: string;
  /** The charge with every fee that counts as cost of the credit: what the rate is the rate of. */
  readonly costOfCredit: string;
  /** What the credit puts into somebody's hand, as the jurisdiction counts it: fees that are cost of the credit are none of it. */
  readonly amountOfCredit: string;
  readonly totalOfBasePayments: string;
  /** Every monthly payment with its tax, and the balloon. */
  readonly totalOfPayments: string;
  readonly feesAtSigning: string;
  readonly taxAtSigning: string;
  readonly securityDeposit: string;
  /** Paid in money on the first day, the first payment included where it is due then. */
  readonly amountDueAtSigning: string;
  /** All that is ever paid in money, the deposit that is given back left out. */
  readonly totalPayable: string;
  /** Cost of the money as a yearly rate, in percent, by the cash flows and under the basis of the jurisdiction; null for cash. */
  readonly ratePercent: string | null;
}

/** One payment of a schedule: a month's, or the balloon, which is a line of its own after the last month. */
export interface ScheduleLine {
  readonly number: number;
  /** Months after signing at which it is due. */
  readonly dueAfterMonths: number;
  readonly payment: string;
  readonly tax: string;
  /** Interest, or rent charge. */
  readonly charge: string;
  /** Paid back, or used up. */
  readonly principal: string;
  /** What is left after it; of a lease the residual in the end. */
  readonly balance: string;
  readonly isBalloon: boolean;
}
