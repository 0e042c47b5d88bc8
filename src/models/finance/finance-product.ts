/** The ways to pay for a car. */
export const financeProducts = ['LEASE', 'LOAN', 'BALLOON', 'CASH'] as const;
/** `BALLOON`: a loan whose last part is due at its end, as a PCP's final payment or a 尾款. */
export type FinanceProduct = (typeof financeProducts)[number];

/** How a loan is paid back. */
export const repayments = ['EQUAL_INSTALMENTS', 'EQUAL_PRINCIPAL'] as const;
/** Every month the same (等额本息), or every month the same part of the loan with less and less interest (等额本金). */
export type Repayment = (typeof repayments)[number];

/** When in a month it is paid. */
export const timings = ['ADVANCE', 'ARREARS'] as const;
/** At its beginning, the first payment at signing; or at its end. */
export type Timing = (typeof timings)[number];
