import { AppError } from '../platform/app-error.js';

/** Every code this module raises. */
export type DecisioningErrorCode =
  'UNKNOWN_PLACEMENT' | 'PAGE_SIZE' | 'VIEWER_REQUIRED' | 'DECISION_NOT_FOUND';

/** An `AppError` with one of this module's codes; all but the last are faults of the request. */
export function decisioningError(code: DecisioningErrorCode, message: string): AppError {
  return new AppError(code, code === 'DECISION_NOT_FOUND' ? 'not-found' : 'invalid', message);
}
