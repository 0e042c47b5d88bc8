import type { FinanceProblem, FinanceProblemCode } from '../../../models/finance/finance-problem.js';

/** What cannot be, where, and what to do. */
export function problem(
  code: FinanceProblemCode,
  path: string,
  message: string,
  remedy: string,
): FinanceProblem {
  return { code, path, message, remedy };
}
