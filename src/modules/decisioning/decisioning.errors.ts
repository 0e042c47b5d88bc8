import { AppError, type ErrorKind } from '../platform/app-error.js';

/** Every code this module raises. */
export type DecisioningErrorCode =
  | 'UNKNOWN_PLACEMENT'
  | 'PAGE_SIZE'
  | 'VIEWER_REQUIRED'
  | 'OFFERS_QUERY'
  | 'USER_ID_OF_PAGE'
  | 'DECISION_NOT_FOUND';

const kinds: Partial<Record<DecisioningErrorCode, ErrorKind>> = { DECISION_NOT_FOUND: 'not-found', USER_ID_OF_PAGE: 'forbidden' }; // prettier-ignore

/** An `AppError` with one of this module's codes; faults of the request, but for those of `kinds`. */
export function decisioningError(
  code: DecisioningErrorCode,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): AppError {
  return new AppError(code, kinds[code] ?? 'invalid', message, details);
}
