/** The reasons for which terms have no quote. */
export const financeProblemCodes = [
  'TERM_OUT_OF_RANGE',
  'NOT_AN_AMOUNT',
  'RATE_OUT_OF_RANGE',
  'RESIDUAL_OVER_COST',
  'NEGATIVE_AMORTISATION',
  'NOTHING_FINANCED',
  'LOAN_OVER_VALUE',
  'CURRENCY_UNKNOWN',
] as const;
/** One of them, for programs to branch on. */
export type FinanceProblemCode = (typeof financeProblemCodes)[number];

/** What of the terms cannot be, where, and what to do. */
export interface FinanceProblem {
  readonly code: FinanceProblemCode;
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}
